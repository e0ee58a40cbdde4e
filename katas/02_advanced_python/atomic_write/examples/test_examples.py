import pytest
from atomic_write import AtomicFile, Rollback


def test_replaced_as_a_whole(tmp_path):
    path = tmp_path / "settings.ini"
    path.write_text("old")
    with AtomicFile(path) as file:
        file.write("new")
        assert path.read_text() == "old"

    assert path.read_text() == "new"
    assert [found.name for found in tmp_path.iterdir()] == ["settings.ini"]


def test_old_file_after_an_error(tmp_path):
    path = tmp_path / "settings.ini"
    path.write_text("old")
    with pytest.raises(LookupError), AtomicFile(path) as file:
        file.write("half")
        raise LookupError

    assert path.read_text() == "old"


def test_steps_taken_back():
    steps = []
    with pytest.raises(LookupError), Rollback() as rollback:
        rollback.push(steps.append, "first")
        rollback.push(steps.append, "second")
        raise LookupError

    assert steps == ["second", "first"]
