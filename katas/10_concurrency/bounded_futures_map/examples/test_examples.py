from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from bounded_futures_map import bounded_map


def test_source_without_end():
    with ThreadPoolExecutor(2) as pool:
        squares = bounded_map(pool, lambda n: n * n, count(), max_in_flight=4)
        assert [next(squares) for _ in range(3)] == [0, 1, 4]
        squares.close()


def test_errors():
    with ThreadPoolExecutor(2) as pool:
        inverses = bounded_map(pool, lambda n: 1 / n, [1, 0, 2], max_in_flight=2, on_error=lambda n, error: n)
        assert list(inverses) == [1.0, 0, 0.5]


def test_bound_below_one():
    with ThreadPoolExecutor(2) as pool, pytest.raises(ValueError):
        bounded_map(pool, abs, [], max_in_flight=0)
