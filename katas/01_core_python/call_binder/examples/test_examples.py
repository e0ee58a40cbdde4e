import pytest
from call_binder import BindError, binder, call_with, explain


def backup(source, /, target="/tmp", *paths, level=3, **options):
    return source, target, paths, level, options


def test_kinds_of_parameters():
    assert call_with(backup, {"level": 9, "source": "db", "dry": True}) == ("db", "/tmp", (), 9, {"dry": True})


def test_items_for_the_rest():
    assert call_with(backup, {"source": "db", "paths": ["a", "b"]}) == ("db", "/tmp", ("a", "b"), 3, {})


def test_what_a_call_would_do():
    assert explain(backup, {"level": 9, "dry": True}) == {"given": ("level", "dry"), "default": ("target",), "missing": ("source",), "unknown": ()}


def test_what_does_not_fit():
    with pytest.raises(BindError) as caught:
        binder(pow)({"exp": 5, "by": 1})
    assert (caught.value.missing, caught.value.unknown) == (("base",), ("by",))
