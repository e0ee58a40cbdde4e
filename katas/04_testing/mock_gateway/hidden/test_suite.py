def test_it_passes(suite):
    """Your tests pass beside gateway.py as it is given, in the order of the file and backwards."""
    assert suite.failures() == []


def test_size(suite):
    """At least 12 tests pass beside gateway.py as it is given; the subtests of one do not count."""
    assert len(suite.tests()) >= 12


def test_by_position(suite):
    """Your tests pass beside a module that gives `post` its arguments by position, and sends one header more."""
    assert suite.failures("by_position") == []


def test_by_name(suite):
    """Your tests pass beside a module that gives `post` its arguments by name, and reads the clock more often."""
    assert suite.failures("by_name") == []


def test_swapped(suite):
    """Your tests notice that customer and order change places on their way to the provider."""
    assert suite.missed("swapped") == []


def test_timeout_is_final(suite):
    """Your tests notice that nothing follows a try that timed out."""
    assert suite.missed("timeout_is_final") == []


def test_declined_again(suite):
    """Your tests notice that a charge is tried again after the bank has said no."""
    assert suite.missed("declined_again") == []


def test_key_per_try(suite):
    """Your tests notice that each try has a key of its own, so that a charge may be made twice."""
    assert suite.missed("key_per_try") == []


def test_key_per_order(suite):
    """Your tests notice that two charges for one order have the same key, so that the second is not made."""
    assert suite.missed("key_per_order") == []


def test_whole_timeout(suite):
    """Your tests notice a timeout of 10 seconds where less is left."""
    assert suite.missed("whole_timeout") == []


def test_unknown_argument(suite):
    """Your tests notice that `post` is called with an argument which no transport knows."""
    assert suite.missed("unknown_argument") == []


def test_five_tries(suite):
    """Your tests notice a fifth try."""
    assert suite.missed("five_tries") == []


def test_steps(suite):
    """Your tests notice that each wait is half a second longer than the one before, not twice as long."""
    assert suite.missed("steps") == []


def test_asked_in_vain(suite):
    """Your tests notice that the provider asks in vain to be left alone for longer."""
    assert suite.missed("asked_in_vain") == []


def test_waits_after_the_last(suite):
    """Your tests notice a wait after the last try."""
    assert suite.missed("waits_after_the_last") == []


def test_waits_in_vain(suite):
    """Your tests notice a wait for a try that is not made, since no time is left for it."""
    assert suite.missed("waits_in_vain") == []


def test_first_cause(suite):
    """Your tests notice that the cause of `Unavailable` is what the first try raised, not the last."""
    assert suite.missed("first_cause") == []


def test_api_key_logged(suite):
    """Your tests notice that the API key is logged for those who debug."""
    assert suite.missed("api_key_logged") == []


def test_card_logged(suite):
    """Your tests notice that the card is logged when a try has failed."""
    assert suite.missed("card_logged") == []
