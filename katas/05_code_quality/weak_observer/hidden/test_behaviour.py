import pytest
from graders.testing import Spy


def test_arguments(submission):
    """All receivers are called with the arguments of `send`, which returns None."""
    signal, one, two = submission.Signal(), Spy([5, 6]), Spy([0, None])
    signal.connect(one), signal.connect(two)
    assert (signal.send(), signal.send(1, "b", key=2), len(signal)) == (None, None, 2)
    assert (one.calls, two.calls, two.kwargs) == ([(), (1, "b")], [(), (1, "b")], [{}, {"key": 2}])


def test_order(probes):
    """Receivers are called in order of connection, one that is connected twice twice; the end of a connection is that of no other."""
    assert probes.ordered("ababa", [4, 1]) == ("ababa", "aab", 3)


def test_ended_twice(submission):
    """To end a connection again does nothing."""
    signal, a = submission.Signal(), Spy()
    end = signal.connect(a)
    signal.connect(a)
    assert (end(), end()) == (None, None)
    signal.send()
    assert (len(a.calls), len(signal)) == (1, 1)


def test_dropped_objects(probes):
    """A connected method does not keep its object, and its connections go with it; those of objects that live stay."""
    heard = [("a", 1), ("b", 1), ("b", 1), ("c", 1), ("a", 2), ("c", 2)]
    assert probes.method_dropped() == (["a", "c"], [4, 2], heard)


def test_methods_of_other_kinds(probes):
    """A method of a class can be connected, and a method that is written in C, which is held."""
    assert probes.class_method() == ([(1,)], [1], 2)


def test_functions_are_held(probes):
    """A function is held until its connection ends, and no longer."""
    assert probes.function_held() == ([("a", 1)], [["ear"], 1, [], 0])


@pytest.mark.parametrize("what", ["number", "method"])
def test_refused(probes, what):
    """What cannot be called, or not be held weakly, is a TypeError of `connect`."""
    assert probes.refused(what) == ("TypeError", 0)


def test_ends_keep_nothing(probes):
    """The function that ends a connection keeps neither the signal nor the receiver alive, and may be called when they are gone."""
    assert probes.ends_kept() == []


def test_ended_functions(probes):
    """When a connection has ended, its end does not keep the function either."""
    assert probes.ended_function() == ([], 0)


@pytest.mark.parametrize(("who", "what", "heard", "left"), [
    pytest.param("b", "end a", "abcd bcd", 3, id="one-before"),
    pytest.param("b", "end b", "abcd acd", 3, id="itself"),
    pytest.param("b", "end c", "abd abd", 3, id="one-after"),
    pytest.param("b", "connect e", "abcd abcde", 5, id="another-one"),
])
def test_changes_meanwhile(probes, who, what, heard, left):
    """Who is disconnected before its turn is not called, who is connected meanwhile not yet, and nobody is skipped."""
    first, second = heard.split()
    assert probes.meanwhile(who, what)[:2] == ([(name, 1) for name in first] + [(name, 2) for name in second], left)


@pytest.mark.parametrize(("whom", "first", "during"), [
    pytest.param("a", "abcd", "bcd", id="one-before"),
    pytest.param("c", "abd", "abd", id="one-after"),
])
def test_dropped_meanwhile(probes, whom, first, during):
    """An object that is dropped during a delivery is gone at once, and not called."""
    heard = [(name, 1) for name in first] + [(name, 2) for name in "abcd" if name != whom]
    assert probes.meanwhile("b", f"drop {whom}") == (heard, 3, [*during])


@pytest.mark.parametrize("which", ["bd", "a"], ids=["two", "one"])
def test_errors(probes, which):
    """When receivers fail, all are called, and then all errors are raised in one group."""
    assert probes.failing(*which) == ([(name, 1) for name in "abcd"], [(name, 1) for name in which])


def test_errors_keep_nothing(probes):
    """When the group of errors is dropped, what the failed receivers had is free at once."""
    assert probes.errors_dropped() == (1, [])


def test_sends_by_receivers(probes):
    """What a receiver sends is delivered when all have heard the one before, in the order of sending; its own `send` returns at once."""
    first = [("a", 1), ("a", "sent", 2), ("a", "sent", 3), ("b", 1), ("c", 1)]
    second = [("a", 2), ("b", 2), ("c", 2), ("c", "sent", 4)]
    assert probes.nested() == ([*first, *second, ("a", 3), ("b", 3), ("c", 3), ("a", 4), ("b", 4), ("c", 4)], [], [None, None, None])


def test_errors_of_all_deliveries(probes):
    """The errors of what receivers send are raised by the outer `send`, with its own."""
    assert probes.nested([1, 4])[1:] == ([("b", 1), ("c", 1), ("b", 4), ("c", 4)], [None, None, None])


def test_receivers_of_what_receivers_send(probes):
    """What a receiver sends goes to those who are connected when its delivery begins."""
    assert probes.nested_and_connected() == [("first", 1), ("second", 2)]


def test_no_exceptions(probes):
    """What is no Exception leaves at once; what waits is dropped, and later sends are delivered."""
    assert probes.stopped() == ([("a", 1), ("b", 1), ("a", 3), ("b", 3), ("c", 3)], ["Stop"])


def test_undo_and_redo(probes):
    """Steps are undone from the last one on, and redone in turn."""
    assert probes.edit("a b undo undo redo redo undo") == [
        ("a", 1, 0), ("a b", 2, 0), ("a", 1, 1), ("", 0, 2), ("a", 1, 1), ("a b", 2, 0), ("a", 1, 1),
    ]


def test_nothing_there(probes):
    """Without a step to undo or to redo, that is an IndexError."""
    assert probes.edit("undo redo a redo") == ["IndexError", ("", 0, 0), "IndexError", ("", 0, 0), ("a", 1, 0), "IndexError", ("a", 1, 0)]


def test_a_new_command_ends_redo(probes):
    """After a new command nothing can be redone."""
    assert probes.edit("a b undo c redo undo")[3:] == [("a c", 2, 0), "IndexError", ("a c", 2, 0), ("a", 1, 1)]


def test_failed_commands(probes):
    """A command that fails is no step, and what could be redone still can."""
    assert probes.edit("a b undo c- redo")[3:] == ["LookupError", ("a", 1, 1), ("a b", 2, 0)]


@pytest.mark.parametrize(("script", "number", "way", "then", "before", "after"), [
    pytest.param("a b", 1, "undo", "undo", ("a b", 2, 0), ("a", 1, 1), id="undo"),
    pytest.param("a b undo", 1, "do", "redo", ("a", 1, 1), ("a b", 2, 0), id="redo"),
    pytest.param("a ( b c d )", 1, "undo", "undo", ("a b c d", 2, 0), ("a", 1, 1), id="undo-of-a-group"),
    pytest.param("a ( b c d ) undo", 3, "do", "redo", ("a", 1, 1), ("a b c d", 2, 0), id="redo-of-a-group"),
])
def test_failed_steps(probes, script, number, way, then, before, after):
    """A step that fails to be undone or redone stays where it is, a group as a whole."""
    assert probes.fails_later(script, number, way, then) == ["LookupError", before, after]


def test_groups(probes):
    """A group is one step, undone from its last command on, and there when it ends."""
    assert probes.edit("a ( b c ) undo redo")[1:] == [
        ("a", 1, 0), ("a b", 1, 0), ("a b c", 1, 0), ("a b c", 2, 0), ("a", 1, 1), ("a b c", 2, 0),
    ]


def test_groups_end_redo(probes):
    """After a group nothing can be redone; after an empty one, or one that raises, everything that could before."""
    assert probes.edit("a undo ( b )")[-1] == ("b", 1, 0)
    assert probes.edit("a undo ( ) redo")[-2:] == [("", 0, 1), ("a", 1, 0)]
    assert probes.edit("a b undo ( c d ! redo")[-3:] == ["Stop", ("a", 1, 1), ("a b", 2, 0)]


def test_groups_in_groups(probes):
    """A group in another one is part of it; if it raises, only its own commands are undone."""
    assert probes.edit("( a ( b c ) d ) undo redo")[-3:] == [("a b c d", 1, 0), ("", 0, 1), ("a b c d", 1, 0)]
    assert probes.edit("( a ( b c ! d ) undo")[-5:] == ["Stop", ("a", 0, 0), ("a d", 0, 0), ("a d", 1, 0), ("", 0, 1)]
    assert probes.edit("( a ( b ) c !")[-2:] == ["Stop", ("", 0, 0)]


def test_failed_commands_in_groups(probes):
    """If the block goes on after a command that failed, so does the group."""
    assert probes.edit("( a b- c ) undo")[2:] == ["LookupError", ("a", 0, 0), ("a c", 0, 0), ("a c", 1, 0), ("", 0, 1)]


def test_no_undo_in_groups(probes):
    """While a group is open, undo and redo are a RuntimeError, and nothing has changed."""
    assert probes.edit("a b undo ( undo redo c undo ) undo")[4:] == [
        "RuntimeError", ("a", 1, 1), "RuntimeError", ("a", 1, 1), ("a c", 1, 1), "RuntimeError", ("a c", 1, 1), ("a c", 2, 0), ("a", 1, 1),
    ]


def test_coalesce(probes):
    """What the strategy returns stands for the step before and the new command; for None both stay."""
    assert probes.merging("ab ax b bb undo") == ([("ab", "ax"), ("abax", "b"), ("b", "bb")], ("ab ax", 1, 1))


def test_coalesce_in_groups(probes):
    """Commands of a group are merged among themselves, and not with what stands before the group or after it."""
    assert probes.merging("a ( a ab ac ) a") == ([("a", "ab"), ("aab", "ac")], ("a a ab ac a", 3, 0))
    assert probes.merging("( a ( a ) a ab )") == ([("a", "ab")], ("a a a ab", 1, 0))


@pytest.mark.parametrize(("script", "asked", "end"), [
    pytest.param("a a b undo a", [("a", "a"), ("aa", "b")], ("a a a", 2, 0), id="undo"),
    pytest.param("a b undo redo b", [("a", "b")], ("a b b", 3, 0), id="redo"),
    pytest.param("a ( ) a", [], ("a a", 2, 0), id="empty-group"),
    pytest.param("a ( b ) undo a", [], ("a a", 2, 0), id="group-undone"),
])
def test_coalesce_what_was_just_done(probes, script, asked, end):
    """A command is merged only with one that was done just before it: nothing was undone, redone or grouped since."""
    assert probes.merging(script) == (asked, end)


def test_coalesce_is_a_slot(probes):
    """The strategy may be set at any time, and None is none."""
    assert probes.merging("a a merge a keep a merge a", None) == ([("a", "a"), ("a", "a")], ("a a a a a", 3, 0))
