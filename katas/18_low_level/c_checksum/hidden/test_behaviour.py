import pytest

BASIS = 0xCBF29CE484222325
FOOBAR = 0x85944171F73967E8


@pytest.mark.parametrize(("data", "wanted"), [(b"", BASIS), (b"a", 0xAF63DC4C8601EC8C), (b"foobar", FOOBAR)])
def test_known_answers(submission, data, wanted):
    """The published checksums of "", "a" and "foobar" come out."""
    assert submission.fnv1a(data) == wanted


def test_high_bytes(submission):
    """Bytes from 128 are as large as they look."""
    assert submission.fnv1a(b"\xff\x80") == 0x0A9A2607B6F6E56A


def test_seed(submission):
    """A seed takes the place of the basis, by position or by name."""
    assert submission.fnv1a(b"bar", submission.fnv1a(b"foo")) == FOOBAR
    assert submission.fnv1a(b"bar", seed=submission.fnv1a(b"foo")) == FOOBAR
    assert submission.fnv1a(b"", 0) == 0
    assert submission.fnv1a(b"", seed=2**64 - 1) == 2**64 - 1


def test_any_buffer(probes):
    """Bytes, bytearray, memoryview, a slice of one, an array and a view in two dimensions are buffers alike."""
    assert probes.of_views() == [FOOBAR] * 6


def test_items_of_more_bytes(probes):
    """It is the bytes of a buffer that count, not its items."""
    assert probes.of_array([1, 2, 70000]) == 0x30ACBFC6C829FD48


def test_strided(probes):
    """A view with gaps is refused with a BufferError."""
    assert "BufferError" in probes.refusal("strided")


@pytest.mark.parametrize("kind", ["str", "none", "float", "text seed"])
def test_no_buffer_or_no_int(probes, kind):
    """What is no buffer, and a seed that is no int, is refused with a TypeError."""
    assert "TypeError" in probes.refusal(kind)


@pytest.mark.parametrize("kind", ["no data", "data by name", "unknown keyword", "two seeds", "three"])
def test_signature(probes, kind):
    """A call that does not fit `fnv1a(data, /, seed=...)` is refused with a TypeError."""
    assert "TypeError" in probes.refusal(kind)


@pytest.mark.parametrize("kind", ["below", "above"])
def test_seed_out_of_range(probes, kind):
    """A seed that does not fit into 64 bits is refused with an OverflowError."""
    assert "OverflowError" in probes.refusal(kind)


def test_buffer_is_released(probes):
    """After a call a bytearray can be resized."""
    assert probes.grows(1) == ("answered", 7)


def test_buffer_is_released_after_an_error(probes):
    """After a call that is refused for its seed a bytearray can be resized."""
    assert probes.grows(-1) == ("OverflowError", 7)


def test_no_block_is_left(probes):
    """1,000 rounds of calls, good and refused, leave fewer than 100 blocks of memory."""
    assert probes.blocks(1000) < 100


def test_references(probes):
    """100 calls leave the references to data and seed as they were."""
    assert probes.references(100) == [0, 0]


def test_other_threads_run(probes):
    """While a buffer of 64 MiB is summed, another thread runs."""
    assert probes.while_it_runs(64 << 20) == ["main", "call"]


def test_two_modules(probes):
    """A second module made of the same spec is a module of its own (multi-phase initialisation)."""
    assert probes.modules() == (False, FOOBAR)


def test_sanitized(sanitized, probes):
    """AddressSanitizer sees no byte read beyond a buffer's end."""
    sizes = [0, 1, 3, 4, 7, 8, 63, 64, 65, 65536, 65537]
    assert len(set(probes.odd_sizes(sizes))) == len(sizes)
    assert sanitized.fnv1a(b"foobar") == FOOBAR
