from weighted_schedule import best

PASSES = [(1, 4, 5), (3, 5, 2), (4, 8, 6), (0, 6, 9), (7, 9, 4)]


def test_one_machine():
    assert best(PASSES) == (13, [[3, 4]])


def test_two_machines():
    assert best(PASSES, machines=2) == (24, [[3, 4], [0, 2]])


def test_what_one_leaves_is_not_enough_for_two():
    assert best([(0, 3, 6), (0, 4, 4), (3, 6, 2), (4, 5, 7)], machines=2) == (19, [[0, 2], [1, 3]])


def test_jobs_worth_nothing():
    assert best([(0, 1, 0), (2, 3, -5)]) == (0, [[]])
