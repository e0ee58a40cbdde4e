import pytest

SEVEN = b"5 e\n3 c\n1 a\n3 b\n2 z\n5 a\n3 a\n"


def result(content, count, source):
    """A source that has not changed, and a target of this content and nothing else."""
    return count, {"source": source, "target": content}


def test_sorted_lines(probes):
    """The lines are in order in the target, and nothing else is left."""
    assert probes.in_order(b"pear\nfig\napple\nkiwi\n") == result(b"apple\nfig\nkiwi\npear\n", 4, b"pear\nfig\napple\nkiwi\n")


def test_in_memory(probes):
    """What is smaller than max_bytes is sorted just so."""
    assert probes.in_order(b"b\na\n", max_bytes=1000) == result(b"a\nb\n", 2, b"b\na\n")


def test_paths(probes):
    """Paths may be path objects."""
    assert probes.by_path(b"b\na\n") == result(b"a\nb\n", 2, b"b\na\n")


def test_relative_paths(probes):
    """A name alone is a file in the current folder."""
    assert probes.relative(b"c\nb\na\n" * 4) == result(b"a\n" * 4 + b"b\n" * 4 + b"c\n" * 4, 12, b"c\nb\na\n" * 4)


def test_no_lines(probes):
    """An empty file gives an empty file."""
    assert probes.in_order(b"") == result(b"", 0, b"")


def test_empty_lines(probes):
    """Empty lines are lines."""
    assert probes.in_order(b"\nb\n\na\n\n") == result(b"\n\n\na\nb\n", 5, b"\nb\n\na\n\n")


@pytest.mark.parametrize("max_bytes", [4, 1000])
def test_the_last_line(probes, max_bytes):
    """A last line without a newline gets one, wherever it comes to stand."""
    assert probes.in_order(b"c\nb\na", max_bytes=max_bytes) == result(b"a\nb\nc\n", 3, b"c\nb\na")


def test_any_bytes(probes):
    """Lines end at newlines only, and their bytes are kept: no encoding, no other line ends."""
    content = b"b\r\n c\n\xff\x00\n\xc3\x28\n\x0c\x0b\x1c x\n\xe2\x80\xa8a\n"
    assert probes.in_order(content) == result(b"\x0c\x0b\x1c x\n c\nb\r\n\xc3\x28\n\xe2\x80\xa8a\n\xff\x00\n", 6, content)


@pytest.mark.parametrize("max_bytes", [4, 1000])
def test_the_newline_does_not_count(probes, max_bytes):
    """Without a key the bytes before the newline are compared: a line comes before those that begin with it."""
    assert probes.in_order(b"a\x01\na\na\x00\n", max_bytes=max_bytes) == result(b"a\na\x00\na\x01\n", 3, b"a\x01\na\na\x00\n")


def test_keys(probes):
    """Lines are compared by their key."""
    assert probes.in_order(b"10 x\n9 y\n-1\n", key="number") == result(b"-1\n9 y\n10 x\n", 3, b"10 x\n9 y\n-1\n")


@pytest.mark.parametrize("max_bytes", [4, 1000])
def test_keys_without_the_newline(probes, max_bytes):
    """The key gets a line without its newline, the last line as the others."""
    assert probes.in_order(b"ccc\nbb\n\na", key="length", max_bytes=max_bytes) == result(b"\na\nbb\nccc\n", 4, b"ccc\nbb\n\na")


@pytest.mark.parametrize(("max_bytes", "max_open"), [(1000, 16), (8, 16), (4, 16), (4, 3), (4, 4), (8, 3)])
def test_stability(probes, max_bytes, max_open):
    """Lines of equal keys keep their order, in one run, through runs, and through passes."""
    expected = b"1 a\n2 z\n3 c\n3 b\n3 a\n5 e\n5 a\n"
    assert probes.in_order(SEVEN, key="number", max_bytes=max_bytes, max_open=max_open) == result(expected, 7, SEVEN)


def test_stability_in_many_passes(probes):
    """Forty lines of equal keys, each a run of its own, keep their order through all passes."""
    content = b"".join(b"%02d\n" % (n * 7 % 40) for n in range(40))
    assert [probes.in_order(content, key="length", max_bytes=1, max_open=n) for n in (3, 4, 6)] == [result(content, 40, content)] * 3


def test_long_lines(probes):
    """A line that is longer than max_bytes is held alone."""
    content = b"x" * 50 + b"\nb\n" + b"a" * 50 + b"\n"
    assert probes.in_order(content) == result(b"a" * 50 + b"\nb\n" + b"x" * 50 + b"\n", 3, content)


def test_equal_lines(probes):
    """Equal lines all stay."""
    assert probes.in_order(b"b\na\nb\nb\na\n", max_bytes=4) == result(b"a\na\nb\nb\nb\n", 5, b"b\na\nb\nb\na\n")


@pytest.mark.parametrize("max_open", [3, 4, 7])
def test_open_files(probes, max_open):
    """Never are more files open than max_open, and none is open at the end."""
    seen = probes.most_open(60, max_open=max_open)
    assert [max(0, seen["open"] - max_open), seen["left open"], seen["last"]] == [0, 0, b"00059\n"]


def test_open_files_by_default(probes):
    """If max_open is not given, it is 16."""
    seen = probes.most_open(60)
    assert [max(0, seen["open"] - 16), seen["left open"], seen["last"]] == [0, 0, b"00059\n"]


def test_files_of_earlier_passes(probes):
    """What has been merged is removed before the next pass begins."""
    seen = probes.most_open(32, max_open=3)
    assert [max(0, seen["files"] - 16 - 8), seen["last"]] == [0, b"00031\n"]


def test_temporary_places(probes):
    """Temporary files and folders stand in the folder of the target, and none is left."""
    content = b"c\nb\na\n" * 6
    expected = b"a\n" * 6 + b"b\n" * 6 + b"c\n" * 6
    assert probes.places(content) == {"somewhere": True, "elsewhere": 0, "source": {"source": content}, "target": {"target": expected}}


def test_into_itself(probes):
    """A file can be sorted into itself."""
    assert probes.in_place(b"c\nb\na\n" * 4) == (12, {"events": b"a\n" * 4 + b"b\n" * 4 + b"c\n" * 4})


def test_the_old_target_stays(probes):
    """As long as the key is asked, the old target is whole; then the new one is."""
    assert probes.replaced(b"b\na\n" * 4) == ([b"old\n"], {"source": b"b\na\n" * 4, "target": b"a\n" * 4 + b"b\n" * 4})


@pytest.mark.parametrize("kind", ["value", "interrupt", "own"])
def test_keys_that_fail(probes, kind):
    """What the key raises comes out as it is; the old target stays, and nothing else is left, nor open."""
    content = b"d\nc\nb\na\n" * 4
    assert probes.failing(content, 13, kind) == ("the error", {"source": content, "target": b"old\n"}, 0)


def test_no_target_after_an_error(probes):
    """After an error no target is there if there was none."""
    content = b"d\nc\nb\na\n" * 4
    assert probes.failing(content, 13, "value", old=None) == ("the error", {"source": content}, 0)


def test_keys_that_do_not_compare(probes):
    """Keys of two kinds, which meet in a merge, are a TypeError, and nothing is left."""
    assert probes.unlike_keys(b"1\n2\na\nb\n") == ("TypeError", {"source": b"1\n2\na\nb\n"})


def test_no_place_for_the_target(probes):
    """When the target cannot be replaced, nothing is left."""
    assert probes.no_target(b"b\na\nd\nc\n") == ("OSError", {"source": b"b\na\nd\nc\n", "target": None})


def test_no_source(probes):
    """A source that is not there is a FileNotFoundError, and the old target stays."""
    assert probes.refused() == ("FileNotFoundError", {"target": b"old\n"})


@pytest.mark.parametrize("options", [{"max_bytes": 0}, {"max_open": 2}], ids=["bytes", "open"])
def test_limits_that_are_too_low(probes, options):
    """max_bytes below 1 and max_open below 3 are a ValueError, and nothing is touched."""
    assert probes.refused(**options) == ("ValueError", {"source": b"b\na\n", "target": b"old\n"})
