import pytest


def test_parse(submission):
    """A line has a code, in capitals, and a count of nought or more; any other is None."""
    assert [submission.parse(line) for line in (" ab1 ; 12 ", "ab;0", "ab;1_0", "ab;-1", "ab;1;2", "ab", "ab;x", " ;3")] == [
        ("AB1", 12), ("AB", 0), ("AB", 10), None, None, None, None, None,
    ]


def test_problems(probes):
    """What is wrong is added to the caller's list, also to an empty one."""
    assert probes.problems(["ab", "ab;x", ";1", "ab;-2", "ab;1", ";x"]) == [
        "two fields, not 1: ab", "no number: ab;x", "no code: ;1", "less than nothing: ab;-2", "no number: ;x",
    ]


def test_nothing_is_kept_between_calls(probes):
    """Without a list the problems of a call are nobody's; the defaults stay as they were."""
    assert probes.defaults_after(["ab", "ab;x"]) == {"parse": (None,), "load": (None,)}


def test_other_errors_of_parse(probes):
    """What is no text is the caller's error: it leaves parse and is no problem of a line."""
    assert probes.not_text() == ("AttributeError", [])


def test_load(submission):
    """Counts are added up for each code, in order of its first line; blank lines are no problem."""
    assert list(submission.load(["b;1", "", "a;2", "  \t", "B;3", "c;0"]).items()) == [("B", 4), ("A", 2), ("C", 0)]
    assert submission.load([]) == {}


def test_load_with_problems(probes):
    """Bad lines are skipped, and their problems added in order."""
    assert probes.loaded(["b;1", "b", "", "b;2", "c;?"]) == ({"B": 3}, ["two fields, not 1: b", "no number: c;?"])


def test_drop_empty(probes):
    """Empty codes go from the stock that was given, and are counted; the rest keeps its order."""
    assert probes.dropped([("a", 0), ("b", 2), ("c", 0), ("d", 0), ("e", 1)]) == (3, [("b", 2), ("e", 1)])
    assert probes.dropped([]) == (0, [])


def test_checks(probes):
    """Each function asks about its own code; what a stock does not have is nought."""
    assert probes.checked({"a": 2, "b": 5, "c": 0}, {"a": 2, "b": 4}) == {"a": True, "b": False, "c": True}


def test_gateway(probes):
    """A gateway counts what is sent, and knows size and urgency of each batch."""
    assert probes.gateway("Gateway") == ("north", 2, [(2, False), (1, True)], [])


def test_json_gateway(probes):
    """A JsonGateway does the same, and writes name, urgency and entries of each batch."""
    assert probes.gateway("JsonGateway") == ("north", 2, [(2, False), (1, True)], [
        {"to": "north", "urgent": False, "entries": {"A": 1, "B": 2}}, {"to": "north", "urgent": True, "entries": {"C": 3}},
    ])


def test_gateways_share_nothing(probes):
    """Two gateways count for themselves; one that has sent nothing has an empty log."""
    assert probes.two_gateways() == ([(1, False)], 1, [], 0)


def test_deliver(probes):
    """A stock is sent in batches of at most `size`, in order, and the number of batches returned."""
    assert [probes.delivered(size) for size in (1, 2, 3, 9)] == [
        (3, [["A"], ["B"], ["C"]]), (2, [["A", "B"], ["C"]]), (1, [["A", "B", "C"]]), (1, [["A", "B", "C"]]),
    ]


def test_deliver_by_default(probes):
    """Two at a time, not urgent; a stock without codes takes no batch."""
    assert probes.delivered_by_default() == (2, [(2, False), (1, False)], 0)


def test_urgent(probes):
    """Urgency is handed on."""
    assert probes.urgent() == [(2, True), (1, True)]


def test_failed_delivery(probes):
    """An OSError ends the delivery as DeliveryFailed, with the number of the batch, counted from 0, and its cause; later batches are not sent."""
    assert probes.failed("TimeoutError") == ("DeliveryFailed", "batch 1", "TimeoutError", 2)


def test_other_errors_of_delivery(probes):
    """Any other error leaves as it is."""
    for name in ("ValueError", "RuntimeError", "Odd", "KeyboardInterrupt"):
        assert probes.failed(name) == (name, "batch", "nothing", 2)


def test_log(probes):
    """The log has the number of batches at the end, and before that the failed one, if it is an OSError."""
    assert probes.logged(None) == [("INFO", "north: 2 batches")]
    assert probes.logged("OSError") == [("ERROR", "batch 1 failed: batch"), ("INFO", "north: 1 batches")]
    assert probes.logged("ValueError") == [("INFO", "north: 1 batches")]


def test_level_of_what_is_there(submission):
    """Without anything incoming: low below the limit, enough up to twice the limit, plenty above."""
    assert [submission.level(*case) for case in ((4, 5), (5, 5), (10, 5), (11, 5), (1, 0), (5, 5, 1))] == ["low", "enough", "enough", "plenty", "plenty", "low"]


def test_level_of_nothing(submission):
    """Out if nothing is free, awaited if anything is incoming."""
    assert [submission.level(*case) for case in ((0, 5), (0, 0), (5, 5, 5), (5, 5, 5, 1), (5, 5, 5, -1))] == ["out", "out", "out", "awaited", "out"]


def test_level_of_less(submission):
    """Oversold if more is reserved than there is; short if what is incoming will do."""
    assert [submission.level(*case) for case in ((-1, 5), (5, 5, 6), (5, 5, 6, 1), (5, 5, 7, 1), (5, 5, 7, 2), (5, 5, 6, -1))] == ["oversold", "oversold", "short", "oversold", "short", "oversold"]


def test_level_awaited(submission):
    """Below the limit, awaited if what is incoming will do; at the limit it does not matter."""
    assert [submission.level(*case) for case in ((4, 5, 0, 1), (3, 5, 0, 1), (3, 5, 0, 2), (5, 5, 0, 3))] == ["awaited", "low", "awaited", "enough"]


def test_level_of_blocked(submission):
    """What is blocked is blocked, whatever there is."""
    assert [submission.level(*case) for case in ((4, 5, 0, 0, True), (0, 5, 9, 9, True), (5, 5, 0, 0, False))] == ["blocked", "blocked", "enough"]


def test_level_of_other_numbers(submission):
    """Count and limit must be int, and True is none: TypeError, blocked or not."""
    for arguments in ((True, 5), (5, False), (5.0, 5), (5, 5.0)):
        for blocked in (False, True):
            with pytest.raises(TypeError):
                submission.level(*arguments, blocked=blocked)
