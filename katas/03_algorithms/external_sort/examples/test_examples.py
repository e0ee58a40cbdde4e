import pytest
from external_sort import sort_file


def test_sorted_by_number(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"9 stop\n10 start\n9 again")
    assert sort_file(source, target, max_bytes=10, key=lambda line: int(line.split()[0])) == 3
    assert target.read_bytes() == b"9 stop\n9 again\n10 start\n"


def test_into_itself(tmp_path):
    events = tmp_path / "events"
    events.write_bytes(b"b\na\n" * 100)
    sort_file(events, events, max_bytes=10, max_open=3)
    assert events.read_bytes() == b"a\n" * 100 + b"b\n" * 100


def test_nothing_is_left(tmp_path):
    (tmp_path / "source").write_bytes(b"2\nx\n1\n")
    with pytest.raises(ValueError):
        sort_file(tmp_path / "source", tmp_path / "target", key=int, max_bytes=2)
    assert [path.name for path in tmp_path.iterdir()] == ["source"]
