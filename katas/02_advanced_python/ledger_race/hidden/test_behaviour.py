import pytest
from graders.testing import Spy


def test_transfers(submission):
    """A transfer moves an amount, all that is there too."""
    ledger = submission.Ledger({"rent": 50, "cash": 80, "tax": 0})
    assert ledger.transfer("cash", "rent", 30) is None
    ledger.transfer("rent", "tax", 80)
    assert ledger.balances() == {"rent": 0, "cash": 50, "tax": 80}
    assert ledger.balance("tax") == 80


def test_own_dicts(probes):
    """The ledger leaves the mapping that was given alone, and what happens to that, or to what balances() returned, changes no account."""
    assert probes.own_dicts() == [{"a": 5, "b": 0}, {"a": 3, "b": 2}]


@pytest.mark.parametrize("amount", [0, -1])
def test_amounts(submission, amount):
    """An amount that is not above 0 is a ValueError."""
    ledger = submission.Ledger({"a": 1, "b": 1})
    with pytest.raises(ValueError):
        ledger.transfer("a", "b", amount)


@pytest.mark.parametrize(("source", "target"), [("a", "x"), ("x", "a"), ("x", "x")])
def test_unknown_accounts(probes, source, target):
    """An account that is not there is a KeyError, and nothing has changed."""
    assert probes.alone({"a": 5}, ("transfer", source, target, 3), ("balance", "x"), ("balance", "a")) == (
        ["KeyError", "KeyError", 5], [{"a": 5}],
    )


def test_overdrawn(submission):
    """Who has less than the amount is Overdrawn."""
    ledger = submission.Ledger({"a": 5, "b": 9})
    with pytest.raises(submission.Overdrawn):
        ledger.transfer("a", "b", 6)


def test_free_after_errors(probes):
    """After an error nothing has changed, and no lock is taken: the next transfer works."""
    assert probes.alone({"a": 5, "b": 9}, ("transfer", "a", "b", 6), ("transfer", "a", "x", 1), ("transfer", "b", "a", 1)) == (
        ["Overdrawn", "KeyError", None], [{"a": 6, "b": 8}],
    )


def test_within_one_account(probes):
    """A transfer within one account is checked like any other; it waits for no lock that it has itself."""
    assert probes.alone({"a": 5}, ("transfer", "a", "a", 5), ("transfer", "a", "a", 6)) == ([None, "Overdrawn"], [{"a": 5}])


def test_amounts_that_do_not_fit(probes):
    """When an amount cannot be added to the target, its error leaves, the source has lost nothing, and no lock is taken."""
    assert probes.two_units() == (["TypeError", None], [{"a": 5, "b": 5, "c": 2}])


def test_two_debits(probes):
    """Of two threads that move all of one account, one succeeds and one is Overdrawn."""
    seen = probes.switched({"a": 10, "b": 0, "c": 0}, [("transfer", "a", "b", 10)], [("transfer", "a", "c", 10)])
    first = {"ended": "done", "results": [[None], ["Overdrawn"]], "balances": {"a": 0, "b": 10, "c": 0}}
    second = {"ended": "done", "results": [["Overdrawn"], [None]], "balances": {"a": 0, "b": 0, "c": 10}}
    assert [outcome for outcome in seen if outcome not in [first, second]] == []


def test_two_credits(probes):
    """Two threads that move to one account both count there."""
    assert probes.switched({"a": 10, "b": 10, "c": 0}, [("transfer", "a", "c", 3)], [("transfer", "b", "c", 4)]) == [
        {"ended": "done", "results": [[None], [None]], "balances": {"a": 7, "b": 6, "c": 7}},
    ]


def test_opposite_transfers(probes):
    """Two threads that move in opposite directions do not wait for each other for ever."""
    assert probes.switched({"b": 10, "a": 10}, [("transfer", "a", "b", 3)], [("transfer", "b", "a", 4)]) == [
        {"ended": "done", "results": [[None], [None]], "balances": {"a": 11, "b": 9}},
    ]


def test_ring(probes):
    """Nor do three that move in a ring."""
    jobs = [[("transfer", "a", "b", 1)], [("transfer", "b", "c", 2)], [("transfer", "c", "a", 3)]]
    assert probes.turn_by_turn({"c": 9, "a": 9, "b": 9}, *jobs) == {
        "ended": "done", "results": [[None], [None], [None]], "balances": {"a": 11, "b": 8, "c": 8},
    }


def test_one_moment(probes):
    """All balances are those of one moment: no transfer is seen half, and none is seen that began after another was missed."""
    seen = probes.switched({"b": 0, "a": 9, "c": 0}, [("balances",)], [("transfer", "a", "b", 4), ("transfer", "b", "c", 1)])
    moments = [{"a": 9, "b": 0, "c": 0}, {"a": 5, "b": 4, "c": 0}, {"a": 5, "b": 3, "c": 1}]
    assert [outcome for outcome in seen if outcome["results"][0] not in [[moment] for moment in moments]] == []


def test_moment_within_a_transfer(probes):
    """All balances can be asked for in the middle of a transfer: nobody waits for ever, and the sum is right."""
    seen = probes.switched({"b": 0, "a": 9}, [("transfer", "a", "b", 4)], [("balances",)])
    before = {"ended": "done", "results": [[None], [{"a": 9, "b": 0}]], "balances": {"a": 5, "b": 4}}
    after = {"ended": "done", "results": [[None], [{"a": 5, "b": 4}]], "balances": {"a": 5, "b": 4}}
    assert [outcome for outcome in seen if outcome not in [before, after]] == []


def test_single_balances(probes):
    """Who has seen the debit of a transfer sees its credit afterwards."""
    seen = probes.switched({"a": 9, "b": 0}, [("transfer", "a", "b", 4)], [("balance", "a"), ("balance", "b")])
    assert [outcome for outcome in seen if outcome["results"][1] not in [[9, 0], [9, 4], [5, 4]]] == []


def test_count_waits(probes, budget):
    """Threads that move between different accounts seldom wait for each other."""
    seen = probes.waits(8, 20, 48)
    assert [seen["ended"], seen["sum"]] == ["done", 4800]
    budget(seen["waits"])


def test_counter(submission):
    """The counter starts at 0, adds 1 unless told otherwise, and returns its new value."""
    counter = submission.Counter()
    assert [counter.value, counter.inc(), counter.inc(5), counter.value] == [0, 1, 6, 6]


def test_tickets(probes):
    """No count is lost, and no two threads get the same ticket."""
    assert probes.tickets(2) == [{"ended": "done", "tickets": [1, 2], "value": 2}]


def test_failed_count(probes):
    """An amount that cannot be added changes nothing, and no lock is taken then."""
    assert probes.failed_inc() == [2, "TypeError", 6, 6]


@pytest.mark.parametrize("answer", [None, 0, "text"], ids=["None", "0", "text"])
def test_answers(submission, answer):
    """An answer, None too, is computed once for its key."""
    compute = Spy([answer, "other"])
    cache = submission.Cache(compute)
    assert [cache.get("a"), cache.get("b"), cache.get("a")] == [answer, "other", answer]
    assert compute.calls == [("a",), ("b",)]


def test_one_computation(probes):
    """Of two threads that ask for a key at the same time one computes, and both get its answer."""
    assert probes.same_key(0) == [{"ended": "done", "results": ["k1", "k1"], "computed": 1}]


def test_failed_computation(probes):
    """A computation that fails is its caller's error; who waits computes again."""
    assert probes.same_key(1) == [{"ended": "done", "results": ["OSError", "k2"], "computed": 2}]


@pytest.mark.parametrize("failures", [0, 1, 2])
def test_crowd(probes, failures):
    """Of four threads that ask for a key as many compute as it takes until there is an answer."""
    seen = probes.crowd(failures, 4)
    assert seen == {
        "ended": "done", "results": ["OSError"] * failures + [f"k{failures + 1}"] * (4 - failures), "computed": failures + 1,
    }


def test_other_keys(probes):
    """Another key does not wait for a computation."""
    assert probes.meanwhile() == ("done", ["start a", "start b", "end b", "end a"])


def test_one_key_needs_another(probes):
    """A computation may ask for other keys."""
    assert probes.one_needs_another() == ("done", [6, 2])
