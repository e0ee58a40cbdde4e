import pytest
from exact_money import allocate, parse_amount


def test_reads_amounts():
    assert [parse_amount("1,234.5", 2), parse_amount("-0.05", 2), parse_amount("7", 0)] == [123450, -5, 7]


def test_a_decimal_comma_is_refused():
    with pytest.raises(ValueError):
        parse_amount("1,50", 2)


def test_parts_add_up():
    assert allocate(10000, [1, 1, 1]) == [3334, 3333, 3333]


def test_the_largest_fraction_comes_first():
    assert allocate(10, [5, 3, 3]) == [4, 3, 3]
