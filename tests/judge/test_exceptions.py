"""The learner's exceptions are real exceptions here, and never ones that pytest listens to."""

from __future__ import annotations

import sqlite3
import unittest
from collections.abc import Callable
from typing import Any

import pytest

from graders.judge.conversation import Conversation
from graders.judge.messages import describe
from graders.judge.mirrors import RemoteError

Load = Callable[[str], Any]

ERRORS = """
from dataclasses import dataclass

class Conflict(ValueError):
    kind = "conflict"

    def __init__(self, stream, expected):
        super().__init__(f"{stream} is not at {expected}")
        self.stream = stream
        self.expected = expected

    @property
    def shout(self):
        return self.stream.upper()

class Worse(Conflict, LookupError):
    pass

@dataclass(frozen=True)
class Frozen(Exception):
    code: int

class Quiet(Exception):
    def __str__(self):
        raise RuntimeError

class Odd(Exception):
    args = property(lambda self: 1 / 0)

class Base(BaseException):
    pass

def conflict(): raise Conflict("orders", 3)
def worse(): raise Worse("orders", 3)
def frozen(): raise Frozen(7)
def quiet(): raise Quiet("x")
def odd(): raise Odd("x")
def base(): raise Base("x")
def missing(): return {}["a"]
def file(): open("/nowhere/at/all")
def attribute(): return conflict.nothing
def chained():
    try:
        conflict()
    except Conflict as error:
        raise OSError(5, "disk") from error
def during():
    try:
        missing()
    except KeyError:
        conflict()
def hidden():
    try:
        missing()
    except KeyError:
        raise ValueError from None
def noted():
    error = ValueError("x")
    error.add_note("first")
    error.add_note("second")
    raise error
def group(): raise ExceptionGroup("two", [Conflict("a", 1), ExceptionGroup("in", [KeyError("k")])])
def made(): return Conflict("orders", 3)
def reraise(error): raise error
def kind_of(error): return type(error) is Conflict
"""


@pytest.fixture
def errors(load: Load) -> Any:
    return load(ERRORS)


def test_an_exception_of_the_submission_is_caught_by_its_class_and_its_bases(errors: Any) -> None:
    for kind in (errors.Conflict, ValueError, Exception):
        with pytest.raises(kind, match="orders is not at 3"):
            errors.conflict()
    with pytest.raises(errors.Conflict) as caught:
        errors.worse()
    assert isinstance(caught.value, LookupError)
    assert type(caught.value) is errors.Worse


def test_another_class_does_not_catch_it(errors: Any) -> None:
    with pytest.raises(errors.Conflict):  # noqa: SIM117
        with pytest.raises((errors.Worse, errors.Frozen, KeyError)):
            errors.conflict()


def test_attributes_cross_and_computed_ones_are_asked_for(errors: Any) -> None:
    with pytest.raises(errors.Conflict) as caught:
        errors.conflict()
    error = caught.value

    assert (error.stream, error.expected, error.shout, error.kind) == ("orders", 3, "ORDERS", "conflict")
    assert error.args == ("orders is not at 3",)
    assert str(error) == "orders is not at 3"
    with pytest.raises(AttributeError):
        error.nothing  # noqa: B018


def test_a_frozen_dataclass_can_be_an_exception(errors: Any) -> None:
    with pytest.raises(errors.Frozen) as caught:
        errors.frozen()

    assert caught.value.code == 7


@pytest.mark.parametrize(("name", "told"), [("quiet", r"<str\(\) raised RuntimeError>"), ("odd", "^x$")])
def test_an_exception_that_cannot_be_looked_at_is_still_one(errors: Any, name: str, told: str) -> None:
    with pytest.raises(Exception, match=told):
        getattr(errors, name)()

    assert errors.made() is not None


@pytest.mark.parametrize(
    ("name", "kind", "facts"),
    [
        ("missing", KeyError, {"args": ("a",)}),
        ("file", FileNotFoundError, {"errno": 2, "filename": "/nowhere/at/all"}),
        ("attribute", AttributeError, {"name": "nothing"}),
    ],
)
def test_a_builtin_exception_is_itself(errors: Any, name: str, kind: type[Exception], facts: dict[str, Any]) -> None:
    with pytest.raises(kind) as caught:
        getattr(errors, name)()

    assert type(caught.value) is kind
    assert {k: getattr(caught.value, k) for k in facts} == facts


def test_cause_context_and_notes_cross(errors: Any) -> None:
    with pytest.raises(OSError, match="disk") as caught:
        errors.chained()
    assert isinstance(caught.value.__cause__, errors.Conflict)
    with pytest.raises(errors.Conflict) as caught_conflict:
        errors.during()
    assert type(caught_conflict.value.__context__) is KeyError
    with pytest.raises(ValueError, match=r"^$") as caught_hidden:
        errors.hidden()
    assert caught_hidden.value.__suppress_context__
    with pytest.raises(ValueError, match="x") as caught_noted:
        errors.noted()
    assert caught_noted.value.__notes__ == ["first", "second"]


def test_a_group_is_a_group(errors: Any) -> None:
    with pytest.raises(ExceptionGroup) as caught:
        errors.group()

    conflicts: Any
    rest: Any
    conflicts, rest = caught.value.split(errors.Conflict)
    assert conflicts.exceptions[0].stream == "a"
    assert rest.exceptions[0].exceptions[0].args == ("k",)
    assert pytest.RaisesGroup(errors.Conflict, KeyError, flatten_subgroups=True).matches(caught.value)


def test_an_exception_that_goes_back_is_the_learners_own_object(errors: Any) -> None:
    error = errors.made()

    assert isinstance(error, errors.Conflict)
    with pytest.raises(errors.Conflict) as caught:
        errors.reraise(error)
    assert caught.value is error
    assert errors.kind_of(error) is True


def test_a_base_exception_is_one(errors: Any) -> None:
    with pytest.raises(errors.Base) as caught:
        errors.base()

    assert not isinstance(caught.value, Exception)


def test_a_library_exception_is_itself_if_the_judge_has_its_module(load: Load) -> None:
    module = load("import sqlite3\ndef f(): sqlite3.connect(':memory:').execute('select a from b')\n")

    with pytest.raises(sqlite3.OperationalError, match="no such table") as caught:
        module.f()
    assert type(caught.value) is sqlite3.OperationalError


def test_a_library_that_the_judge_has_not_imported_is_not_imported(load: Load) -> None:
    import sys  # noqa: PLC0415  (looked at here only)

    sys.modules.pop("wave", None)
    module = load("import wave\ndef f(): raise wave.Error('x')\n")

    with pytest.raises(Exception, match="x") as caught:
        module.f()
    assert isinstance(caught.value, RemoteError)
    assert "wave" not in sys.modules


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("import unittest; raise unittest.SkipTest('x')", unittest.SkipTest),
        ("raise pose('unittest.case', 'SkipTest')('x')", unittest.SkipTest),
        ("raise pose('_pytest.outcomes', 'Skipped')('x')", pytest.skip.Exception),
        ("raise pose('builtins', 'Skipped')('x')", pytest.skip.Exception),
        ("raise pose('_pytest.outcomes', 'XFailed')('x')", pytest.xfail.Exception),
        ("raise pose('hypothesis.errors', 'UnsatisfiedAssumption')('x')", pytest.skip.Exception),
        ("raise pose('graders.judge.trouble', 'UserInterrupt')('x')", KeyboardInterrupt),
        ("raise pose('bdb', 'BdbQuit')('x')", pytest.exit.Exception),
    ],
    ids=str,
)
def test_an_exception_that_pytest_listens_to_is_only_a_mirror(load: Load, line: str, refused: type[Exception]) -> None:
    pose = "def pose(module, name): return type(name, (Exception,), {'__module__': module, '__qualname__': name})\n"
    module = load(f"{pose}def f():\n    {line}\n")

    with pytest.raises(Exception, match="x") as caught:
        module.f()
    assert isinstance(caught.value, RemoteError)
    assert not isinstance(caught.value, refused)


def test_a_mirror_of_a_worker_that_has_ended_asks_nobody(load: Load, conversation: Conversation) -> None:
    module = load(ERRORS + "import os\ndef die(): os._exit(0)\n")
    with pytest.raises(ValueError, match="orders") as caught:
        module.conflict()

    with pytest.raises(Exception, match="exit status 0"):
        module.die()
    module.made()

    with pytest.raises(Exception, match="process that has ended"):
        caught.value.shout  # type: ignore[attr-defined]  # noqa: B018


def test_what_is_told_of_an_exception_has_the_learners_lines(load: Load) -> None:
    module = load("def outer():\n    inner()\n\ndef inner():\n    raise ValueError('bad\\ud800')\n")

    with pytest.raises(ValueError, match="bad") as caught:
        module.outer()

    told = describe(caught.value)
    assert told.splitlines()[1:] == ["  tiny.py:2 in outer", "  tiny.py:5 in inner"]
    told.encode()


def test_a_stub_is_told_as_not_written(load: Load) -> None:
    module = load("def add(a, b):\n    raise NotImplementedError\n")

    with pytest.raises(NotImplementedError) as caught:
        module.add(1, 2)

    assert describe(caught.value) == "not written yet: `add` still raises NotImplementedError"
