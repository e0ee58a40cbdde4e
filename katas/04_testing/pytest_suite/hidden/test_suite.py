def test_it_passes(suite):
    """Your tests pass beside rate_card.py as it is given, in the order of the file and backwards."""
    assert suite.failures() == []


def test_size(suite):
    """At least 20 tests pass beside rate_card.py as it is given; each case of a table is one."""
    assert len(suite.tests()) >= 20


def test_other_reading(suite):
    """Your tests pass beside a module that reads lines by a pattern, with error texts of its own."""
    assert suite.failures("by_pattern") == []


def test_other_search(suite):
    """Your tests pass beside a module that finds the tier by bisection, with error texts of its own."""
    assert suite.failures("by_bisection") == []


def test_half_up(suite):
    """Your tests notice a price that rounds half a cent up instead of to even."""
    assert suite.missed("half_up") == []


def test_last_excluded(suite):
    """Your tests notice that the last quantity of a tier gets the next tier's rate."""
    assert suite.missed("last_excluded") == []


def test_gap(suite):
    """Your tests notice that a gap between two tiers is let through."""
    assert suite.missed("gap") == []


def test_overlap(suite):
    """Your tests notice that two tiers may overlap."""
    assert suite.missed("overlap") == []


def test_lines_from_zero(suite):
    """Your tests notice that the lines in errors are counted from 0."""
    assert suite.missed("lines_from_zero") == []


def test_comments_not_counted(suite):
    """Your tests notice that the lines in errors leave out comments and empty lines."""
    assert suite.missed("comments_not_counted") == []


def test_comment_lines_only(suite):
    """Your tests notice that a comment behind a tier is not understood."""
    assert suite.missed("comment_lines_only") == []


def test_open_in_the_middle(suite):
    """Your tests notice that a tier may follow one without end."""
    assert suite.missed("open_in_the_middle") == []


def test_empty_range(suite):
    """Your tests notice a tier that ends just before it begins."""
    assert suite.missed("empty_range") == []


def test_zero_bought(suite):
    """Your tests notice that a quantity of 0 has a price."""
    assert suite.missed("zero_bought") == []


def test_zeros_dropped(suite):
    """Your tests notice that a rate is written without the zeros at its end."""
    assert suite.missed("zeros_dropped") == []


def test_five_decimals(suite):
    """Your tests notice that a rate may have five decimals."""
    assert suite.missed("five_decimals") == []


def test_empty_card(suite):
    """Your tests notice that a card with comments only is read, as one without tiers."""
    assert suite.missed("empty_card") == []


def test_beyond_the_last(suite):
    """Your tests notice that a quantity beyond the last tier has a price."""
    assert suite.missed("beyond_the_last") == []
