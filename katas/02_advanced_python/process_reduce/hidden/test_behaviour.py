import pytest

GONE = [0, 0]


# Chunks.

@pytest.mark.parametrize(("kind", "chunks", "expected"), [
    pytest.param("bytes", [(0, 2), (2, 3), (3, 6)], "((abc)def)", id="bytes"),
    pytest.param("bytearray", [(4, 6), (0, 6), (1, 2)], "((efabcdef)b)", id="overlap"),
    pytest.param("words", [(1, 5)], "bcde", id="words"),
    pytest.param("part", [(0, 0), (6, 6), (0, 6)], "(()abcdef)", id="part"),
])
def test_chunks(probes, kind, chunks, expected):
    """A chunk is the bytes from its start to its stop, of any buffer; the results are combined from the left."""
    assert probes.parts(b"abcdef", kind, chunks) == expected


def test_empty_buffer(probes):
    """A buffer may be empty, as its chunks are then."""
    assert probes.parts(b"", "bytes", [(0, 0), (0, 0)]) == "()"


def test_view(probes):
    """A worker is given a read-only view of bytes."""
    assert probes.view_of(b"abcdef", (2, 5)) == ("memoryview", True, "B", 3, b"cde")


# Workers.

@pytest.mark.parametrize(("chunks", "workers", "made"), [(4, 2, 2), (2, 8, 2), (3, 1, 1)], ids=["workers", "chunks", "one"])
def test_processes(probes, chunks, workers, made):
    """There are as many processes as workers, but no more than chunks, one segment, and one process that combines."""
    seen = probes.places(chunks, workers)
    assert [seen["made"], seen["combine"]] == [[made, 1], 0]
    assert 1 <= seen["work"] <= made


def test_order(probes):
    """The results are combined in the order of the chunks, whichever is done first."""
    assert probes.done(["wait=c say=a", "say=b", "flag=c say=c"])["result"] == "((cameab)c)"


def test_next_chunk(probes):
    """Who is done gets the next chunk: a slow one holds up no other."""
    assert probes.done(["wait=b wait=c wait=d", "flag=b", "flag=c", "flag=d"])["result"] == "(((camecamecame)))"


def test_end(probes):
    """After the last chunk the processes have ended by themselves and are joined, and the segment is gone."""
    seen = probes.done(["say=a", "say=b", "say=c"])
    assert [seen["exit codes"], seen["left"]] == [[0, 0], GONE]


def test_interrupts(probes):
    """An interrupt is the caller's: a worker goes on with its chunk."""
    assert probes.done(["interrupt=a", "say=b"])["result"] == "(ab)"


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_start_methods(probes, method):
    """It works however processes are started, and nobody complains on stderr, not at the end either."""
    assert probes.said(method) == "b'abcde'\n"


# Failures.

@pytest.mark.parametrize(("kind", "reason"), [
    ("ValueError", "ValueError('bad row')"), ("SystemExit", "SystemExit(3)"), ("Odd", "Odd('odd')"),
], ids=["ValueError", "SystemExit", "not-picklable"])
def test_errors(probes, kind, reason):
    """What the function raises is a ChunkError that names the chunk."""
    seen = probes.done(["say=a", f"fail={kind}"])
    assert [seen["result"], seen["left"]] == [("ChunkError", 1, reason, None), GONE]


@pytest.mark.parametrize("how", ["killed", "3", "0"])
def test_death(probes, how):
    """A worker that dies over a chunk is a ChunkError with its exit code, 0 too."""
    seen = probes.done(["say=a", "say=b", f"end={how}"])
    assert [seen["result"][1:2], seen["result"][3:], seen["left"]] == [(2,), (-9 if how == "killed" else int(how),), GONE]


def test_which_chunk(probes):
    """The chunk that is named is the one over which the worker died, not one that is still at work."""
    assert probes.done(["wait=never", "say=b", "end=3", "say=d"])["result"][:2] == ("ChunkError", 2)


@pytest.mark.parametrize("kind", ["elsewhere", "view", "back"])
def test_what_cannot_be_sent(probes, kind):
    """A function that a worker cannot load, and a result that pickle does not bring, is a ChunkError."""
    seen = probes.strange(kind)
    assert [seen["result"][:2], seen["result"][3:], seen["left"]] == [("ChunkError", 0), (None,), GONE]


def test_no_chunk_after(probes):
    """After an error no chunk is begun."""
    assert probes.done(["note=a", "note=b fail=ValueError", "note=c", "note=d"], workers=1)["notes"] == ["a", "b"]


def test_others_are_ended(probes):
    """After an error the other workers are ended, not waited for, even if they ignore SIGTERM."""
    seen = probes.deaf(["flag=begun wait=never note=late", "wait=begun fail=ValueError"])
    assert [seen["result"][:2], seen["notes"], seen["left"]] == [("ChunkError", 1), [], GONE]


@pytest.mark.parametrize("error", ["ValueError", "KeyboardInterrupt"])
def test_combination_fails(probes, error):
    """What `combine` raises comes out as it is, and nothing stays."""
    seen = probes.combined(["say=a", "say=b", "wait=never note=late"], error)
    assert [seen["result"], seen["notes"], seen["left"]] == [error, [], GONE]


def test_start_fails(probes):
    """If a process cannot be started, the error comes out as it is, and nothing stays."""
    seen = probes.half_started(["say=a", "say=b"], 1)
    assert [seen["result"], seen["made"], seen["left"]] == ["BlockingIOError", [1, 1], GONE]


def test_caller_is_killed(probes):
    """If the caller is killed, its workers end."""
    assert probes.orphans() == (-9, "all have ended")


# Refused.

@pytest.mark.parametrize(("chunks", "workers"), [
    pytest.param([], 2, id="none"), pytest.param([(0, 3), (2, 4)], 2, id="behind"), pytest.param([(-1, 2)], 2, id="before"),
    pytest.param([(2, 1)], 2, id="backwards"), pytest.param([(0, 3)], 0, id="no-worker"),
])
def test_values(probes, chunks, workers):
    """No chunk, one that is not within the buffer, or no worker is a ValueError, before anything is made."""
    assert probes.refused(b"abc", chunks, workers) == ("ValueError", GONE)


def test_no_bytes(probes):
    """Data without a buffer is a TypeError, before anything is made."""
    assert probes.refused("abc", [(0, 3)], 2) == ("TypeError", GONE)


def test_strided(probes):
    """A buffer with gaps is a TypeError, before anything is made."""
    assert probes.strided(b"abc") == ("TypeError", GONE)


@pytest.mark.parametrize("kind", ["lambda", "nested"])
def test_functions(probes, kind):
    """A function that cannot be pickled is a TypeError, before anything is made, also where a fork would have it."""
    assert probes.strange(kind) == {"result": "TypeError", "made": GONE, "left": GONE}


def test_count_sent(probes, budget):
    """The workers are sent the name of the segment, not its bytes."""
    seen = probes.sent(4 * 2**20, 2**16)
    assert seen["sum"] == 64 * 2971526817
    budget(seen["sent"])
