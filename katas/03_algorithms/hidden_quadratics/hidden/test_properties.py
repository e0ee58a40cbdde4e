from graders.testing import drain
from hypothesis import given
from hypothesis import strategies as st

streams = st.text("ab\n\r", max_size=12).map(str.encode)
items = st.lists(st.sampled_from([0, False, 1, 1.0, "a", b"a", bytearray(b"a"), [1], [True], (1, [1]), {1}, frozenset({1}), {"a": 1}]), max_size=9)
sources = st.lists(st.lists(st.integers(0, 3), max_size=4), max_size=5)


@given(stream=streams, cuts=st.lists(st.integers(0, 12), max_size=4).map(sorted))
def test_any_chunks(submission, stream, cuts):
    """However a stream is cut, its lines are the same."""
    chunks = [stream[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    parts = stream.split(b"\n")
    assert drain(submission.lines(chunks)) == (parts if parts[-1] else parts[:-1])


@given(sources=sources)
def test_any_sources(submission, sources):
    """Items come by their place in their source, and then by the source."""
    turns = [(n, position, item) for position, source in enumerate(sources) for n, item in enumerate(source)]
    assert drain(submission.interleave(sources)) == [item for _, _, item in sorted(turns)]


@given(items=items)
def test_any_items(submission, items):
    """Whatever the items, each is given that `in` does not find among those before it."""
    expected = [item for n, item in enumerate(items) if item not in items[:n]]
    assert repr(drain(submission.unique(items))) == repr(expected)


@given(batches=st.lists(st.tuples(st.sampled_from("abc"), st.lists(st.integers(0, 9), max_size=3)), max_size=6))
def test_any_batches(submission, batches):
    """Each agent has the events of its batches."""
    agents = dict.fromkeys(agent for agent, _ in batches)
    expected = [(agent, [event for other, events in batches if other == agent for event in events]) for agent in agents]
    assert list(submission.by_agent(batches).items()) == expected


@given(
    k=st.integers(0, 5), factor=st.integers(1, 10**30), fixed=st.integers(0, 10**6),
    sizes=st.lists(st.integers(1, 10**6), min_size=2, max_size=5, unique=True),
)
def test_any_power(submission, k, factor, fixed, sizes):
    """Neither a factor nor a fixed cost changes the exponent."""
    grown = submission.growth(lambda n: fixed + factor * n**k * (n > 0), sizes)
    assert abs(grown - k) < 1e-6
