import pytest
from graders.testing import Spy, Stream, drain


def test_one_session(submission):
    """Events that follow each other closely are one session, however long it lasts in all."""
    assert drain(submission.sessions([("a", 1), ("a", 9), ("a", 17), ("a", 18)], 10, 60)) == [("a", 1, 18, 4)]


def test_no_events(submission):
    """No events, no sessions."""
    assert drain(submission.sessions([], 10, 60)) == []


def test_a_silence_of_the_gap(submission):
    """A silence of exactly `gap` ends a session, a shorter one does not."""
    assert drain(submission.sessions([("a", 0), ("a", 9), ("a", 19)], 10, 60)) == [("a", 0, 9, 2), ("a", 19, 19, 1)]


def test_the_longest_session(submission):
    """An event exactly `max_len` after the start begins a new session, an earlier one does not."""
    assert drain(submission.sessions([("a", t) for t in [0, 8, 15, 16, 20]], 10, 16)) == [("a", 0, 15, 3), ("a", 16, 20, 2)]


def test_each_session_has_its_own_length(submission):
    """`max_len` counts from the start of each session anew, not from the first event of the user or from a grid."""
    events = [("a", t) for t in [3, 8, 13, 18, 23, 28, 33]]
    assert drain(submission.sessions(events, 10, 12)) == [("a", 3, 13, 3), ("a", 18, 28, 3), ("a", 33, 33, 1)]


def test_users_are_separate(submission):
    """Events of one user neither join nor cut the sessions of another."""
    events = [("a", 0), ("b", 5), ("a", 9), ("b", 14), ("b", 15), ("a", 18)]
    assert drain(submission.sessions(events, 10, 60)) == [("b", 5, 15, 3), ("a", 0, 18, 3)]


def test_events_of_the_same_time(submission):
    """Equal events all count."""
    assert drain(submission.sessions([("a", 4), ("a", 4), ("b", 4), ("a", 4)], 10, 60)) == [("a", 4, 4, 3), ("b", 4, 4, 1)]


def test_times_below_zero(submission):
    """A clock may start below 0."""
    assert drain(submission.sessions([("a", -30), ("a", -21), ("a", -5)], 10, 60)) == [("a", -30, -21, 2), ("a", -5, -5, 1)]


def test_the_shortest_limits(submission):
    """With a gap or a length of 1 each time is a session of its own."""
    events = [("a", 0), ("a", 0), ("a", 1)]
    assert [drain(submission.sessions(events, 1, 9)), drain(submission.sessions(events, 9, 1))] == [[("a", 0, 0, 2), ("a", 1, 1, 1)]] * 2


def test_order_of_closing(submission):
    """Sessions come in the order in which they close, not in that of their starts, users or last events."""
    events = [("a", 0), ("b", 5), ("c", 6), ("a", 8), ("a", 16), ("b", 14), ("d", 20), ("e", 21), ("d", 24), ("f", 99)]
    expected = [("c", 6, 6, 1), ("a", 0, 16, 3), ("b", 5, 14, 2), ("e", 21, 21, 1), ("d", 20, 24, 2), ("f", 99, 99, 1)]
    assert drain(submission.sessions(events, 10, 18, lateness=6)) == expected


def test_ties_of_closing(submission):
    """Sessions that close at the same time come by start, those with one start by user."""
    events = [("z", 0), ("b", 3), ("y", 5), ("a", 5), ("a", 8), ("y", 8), ("b", 8), ("z", 8), ("x", 90)]
    assert drain(submission.sessions(events, 10, 60)) == [("z", 0, 8, 2), ("b", 3, 8, 2), ("a", 5, 8, 2), ("y", 5, 8, 2), ("x", 90, 90, 1)]


def test_order_at_the_end(submission):
    """What is open after the last event comes in the same order."""
    events = [("a", 0), ("c", 1), ("b", 1), ("a", 3)]
    assert drain(submission.sessions(events, 10, 60)) == [("b", 1, 1, 1), ("c", 1, 1, 1), ("a", 0, 3, 2)]


def test_nothing_is_pulled_too_early(submission):
    """Making the iterator pulls nothing; a session is given as soon as an event makes it certain."""
    source = Stream([("a", 0), ("b", 1), ("a", 9), ("b", 11), ("a", 19), ("a", 40), ("b", 41)])
    found = submission.sessions(source, 10, 60)
    assert [source.pulled, [(next(found), source.pulled) for _ in range(4)]] == [
        0, [(("b", 1, 1, 1), 4), (("a", 0, 9, 2), 5), (("b", 11, 11, 1), 6), (("a", 19, 19, 1), 6)],
    ]


def test_certain_by_length(submission):
    """A session that has lasted `max_len` is certain, although its user goes on."""
    source = Stream([("a", 0), ("a", 5), ("a", 9), ("a", 12), ("a", 15)])
    found = submission.sessions(source, 10, 12)
    assert (next(found), source.pulled) == (("a", 0, 9, 3), 4)


def test_lateness_delays(submission):
    """Nothing is certain before `now - lateness` has reached its closing time."""
    source = Stream([("a", 0), ("b", 11), ("b", 14), ("b", 15), ("b", 16)])
    found = submission.sessions(source, 10, 60, lateness=5)
    assert (next(found), source.pulled) == (("a", 0, 0, 1), 4)


def test_late_events_count(submission):
    """A late event belongs where its time says, at most `lateness` behind the latest."""
    events = [("a", 0), ("a", 12), ("a", 7), ("b", 9), ("a", 16)]
    assert drain(submission.sessions(events, 10, 60, lateness=5)) == [("b", 9, 9, 1), ("a", 0, 16, 4)]


def test_late_events_join(submission):
    """A late event may join what looked like two sessions."""
    assert drain(submission.sessions([("a", 0), ("a", 14), ("a", 9)], 10, 60, lateness=5)) == [("a", 0, 14, 3)]


def test_a_late_start(submission):
    """A late event may become the start, from which `max_len` counts."""
    assert drain(submission.sessions([("a", 10), ("a", 17), ("a", 6)], 10, 10, lateness=12)) == [("a", 6, 10, 2), ("a", 17, 17, 1)]


def test_a_new_session_behind(submission):
    """A late event may make a session of its own before one that has begun."""
    assert drain(submission.sessions([("a", 0), ("a", 30), ("a", 15)], 10, 60, lateness=20)) == [("a", 0, 0, 1), ("a", 15, 15, 1), ("a", 30, 30, 1)]


def test_too_late(submission):
    """An event more than `lateness` behind the latest is told to on_late and counts nowhere."""
    note = Spy()
    events = [("a", 0), ("b", 10), ("a", 5), ("a", 4), ("b", 12), ("a", 6), ("a", 13)]

    assert drain(submission.sessions(events, 10, 60, 5, note)) == [("b", 10, 12, 2), ("a", 0, 13, 3)]
    assert note.calls == [(("a", 4),), (("a", 6),)]


def test_too_late_for_all(submission):
    """The latest time is that of all users: also the first event of a user may be too late."""
    note = Spy()
    assert [drain(submission.sessions([("a", 50), ("b", 44)], 10, 60, 5, note)), note.calls] == [[("a", 50, 50, 1)], [(("b", 44),)]]


def test_dropped_in_silence(submission):
    """Without on_late an event that is too late is dropped."""
    assert drain(submission.sessions([("a", 0), ("a", 9), ("a", 8), ("a", 18)], 10, 60)) == [("a", 0, 18, 3)]


def test_not_late(submission):
    """Without lateness, an event of the latest time itself still counts."""
    assert drain(submission.sessions([("a", 0), ("b", 9), ("a", 9), ("a", 18)], 10, 60)) == [("b", 9, 9, 1), ("a", 0, 18, 3)]


def test_on_late_is_called_in_time(submission):
    """on_late is called when the event is pulled, not at the end."""
    note = Spy()
    source = Stream([("a", 0), ("a", 20), ("a", 3), ("a", 40), ("a", 60)])
    found = submission.sessions(source, 10, 60, on_late=note)
    assert [(next(found), len(note.calls)) for _ in range(2)] == [(("a", 0, 0, 1), 0), (("a", 20, 20, 1), 1)]


def test_a_session_closes_on_time(submission):
    """An event at the closing time of a session begins a new one, also when both wait."""
    events = [("a", 0), ("a", 10), ("b", 10), ("a", 20), ("b", 19)]
    assert drain(submission.sessions(events, 10, 60, lateness=30)) == [("a", 0, 0, 1), ("a", 10, 10, 1), ("b", 10, 19, 2), ("a", 20, 20, 1)]


@pytest.mark.parametrize("limits", [(0, 60), (-1, 60), (10, 0), (10, -1), (10, 60, -1)], ids=["gap", "gap-below", "length", "length-below", "lateness"])
def test_impossible_limits(submission, limits):
    """Limits that make no sense are a ValueError at the call itself, not at the first session."""
    with pytest.raises(ValueError):
        submission.sessions([("a", 0)], *limits)
