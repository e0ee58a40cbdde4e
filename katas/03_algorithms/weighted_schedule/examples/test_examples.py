import pytest
from weighted_schedule import best

JOBS = [(8, 11, 7), (9, 10, 3), (10, 12, 6), (11, 13, 2), (12, 14, 4)]


def test_one_machine():
    assert best(JOBS) == (13, [[1, 2, 4]])


def test_two_machines():
    assert best(JOBS, 2) == (22, [[0, 3], [1, 2, 4]])


def test_nothing_to_do():
    assert best([(8, 9, -1)], 2) == (0, [[], []])


def test_a_job_without_length():
    with pytest.raises(ValueError):
        best([(8, 8, 1)])
