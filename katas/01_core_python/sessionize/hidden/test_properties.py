from itertools import groupby

from graders.testing import Stream, drain
from hypothesis import given
from hypothesis import strategies as st

steps = st.lists(st.tuples(st.sampled_from("abc"), st.integers(-6, 9)), max_size=14)
limits = st.tuples(st.integers(1, 8), st.integers(1, 16), st.integers(0, 7))


def walk(steps):
    """Events whose times mostly go on."""
    at, events = 0, []
    for user, step in steps:
        at += step
        events.append((user, at))
    return events


def in_time(events, lateness):
    """The events that count, and the latest time after each event."""
    now, kept, latest = None, [], []
    for user, at in events:
        now = at if now is None else max(now, at)
        latest.append(now)
        if at >= now - lateness:
            kept.append((user, at))
    return kept, latest


def expected(events, gap, max_len, lateness):
    """(closing, start, user, end, count) of each session, in order."""
    kept, _ = in_time(events, lateness)
    found = []
    for user, group in groupby(sorted(kept), key=lambda event: event[0]):
        own = []
        for _, at in group:
            if own and at - own[-1][1] < gap and at - own[-1][0] < max_len:
                own[-1][1:] = at, own[-1][2] + 1
            else:
                own.append([at, at, 1])
        found += [(min(end + gap, start + max_len), start, user, end, count) for start, end, count in own]
    return sorted(found)


@given(steps=steps, limits=limits)
def test_any_events(submission, steps, limits):
    """The sessions are those of the events that count, sorted by user and time, in order of closing."""
    events = walk(steps)
    wanted = [(user, start, end, count) for _, start, user, end, count in expected(events, *limits)]
    assert drain(submission.sessions(events, *limits)) == wanted


@given(steps=steps, limits=limits)
def test_any_moment(submission, steps, limits):
    """Each session is given at the first event that makes it certain."""
    events = walk(steps)
    source = Stream(events)
    found = submission.sessions(source, *limits)
    latest = in_time(events, limits[2])[1]
    wanted = [next((k for k, now in enumerate(latest, 1) if now - limits[2] >= x[0]), len(events)) for x in expected(events, *limits)]
    assert [(next(found)[0], source.pulled)[1] for _ in wanted] == wanted
