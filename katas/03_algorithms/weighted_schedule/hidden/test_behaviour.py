from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from graders.testing import Stream

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_two_for_one(submission):
    """Two jobs may be worth more than the most valuable one."""
    assert submission.best([(1, 9, 10), (0, 4, 6), (5, 10, 6)]) == (12, [[1, 2]])


def test_one_for_two(submission):
    """A late end may be worth more than two early ones."""
    assert submission.best([(0, 2, 1), (1, 5, 9), (4, 6, 1), (7, 8, 1)]) == (10, [[1, 3]])


def test_one_in_the_way(submission):
    """What fits beside a choice depends on all that was chosen, not on the job before."""
    assert submission.best([(0, 3, 4), (2, 5, 5), (4, 8, 3), (6, 9, 5), (8, 10, 2)]) == (10, [[1, 3]])


def test_touching(submission):
    """A job may start when another ends."""
    assert submission.best([(0, 3, 2), (3, 5, 2), (5, 9, 2)]) == (6, [[0, 1, 2]])


def test_overlapping(submission):
    """Jobs that overlap by however little do not fit on one machine."""
    assert submission.best([(0, 4, 3), (3, 6, 4), (5, 8, 2)]) == (5, [[0, 2]])


def test_one_within_another(submission):
    """A job within another one takes its time too."""
    assert submission.best([(0, 9, 5), (3, 4, 2), (6, 7, 2)]) == (5, [[0]])


def test_in_order_of_start(submission):
    """Jobs are named by their places in the input, and listed in the order of their starts."""
    assert submission.best([(7, 9, 1), (0, 2, 1), (3, 5, 1)]) == (3, [[1, 2, 0]])


def test_the_same_job_twice(submission):
    """Two equal jobs are two jobs."""
    assert submission.best([(0, 2, 5), (0, 2, 5), (1, 3, 4)], 2) == (10, [[0], [1]])


def test_worth_nothing(submission):
    """A job that is worth nothing, or less, is not chosen, even where nothing else is to be done."""
    assert submission.best([(0, 1, 0), (1, 2, -5), (2, 3, 4), (3, 4, 0)], 2) == (4, [[2], []])


def test_no_jobs(submission):
    """Without jobs worth anything the value is 0, and each machine has an empty list."""
    assert [submission.best([]), submission.best([(0, 1, -1)]), submission.best([], 2)] == [(0, [[]]), (0, [[]]), (0, [[], []])]


def test_exact_values(submission):
    """Values are added and compared exactly, however large they are."""
    jobs = [(0, 4, 2**60 + 1), (0, 2, 2**60), (2, 4, 2), (5, 6, 2**80)]
    assert submission.best(jobs) == (2**80 + 2**60 + 2, [[1, 2, 3]])


def test_fractions(submission):
    """Values may be fractions."""
    jobs = [(0, 2, Fraction(1, 3)), (2, 4, Fraction(1, 6)), (0, 4, Fraction(1, 2) - Fraction(1, 10**20))]
    assert submission.best(jobs) == (Fraction(1, 2), [[0, 1]])


@pytest.mark.parametrize("machines", [1, 2])
def test_times_of_day(submission, machines):
    """Times may be of any type with an order, such as datetime."""
    jobs = [(NOON, NOON + 2 * HOUR, 5), (NOON + HOUR, NOON + 3 * HOUR, 6), (NOON + 2 * HOUR, NOON + 4 * HOUR, 5)]
    assert submission.best(jobs, machines) == [(10, [[0, 2]]), (16, [[0, 2], [1]])][machines - 1]


def test_times_as_text(submission):
    """Nothing is added to a time or taken from it: texts have an order too."""
    assert submission.best([("09:00", "11:30", 4), ("08:15", "09:30", 3), ("09:30", "12:00", 3)]) == (6, [[1, 2]])


def test_times_below_zero(submission):
    """No time is the first one: it may be below zero, and huge."""
    assert submission.best([(-(10**30), -5, 3), (-9, -2, 4), (-2, 10**30, 3)]) == (7, [[1, 2]])


def test_jobs_are_read_once(submission):
    """Jobs may be any iterable."""
    assert submission.best(Stream([(0, 2, 1), (1, 3, 5), (3, 4, 1)]), 2) == (7, [[0, 2], [1]])


@pytest.mark.parametrize("job", [(3, 3, 1), (4, 3, 1), (3, 3, 0)])
def test_jobs_that_take_no_time(submission, job):
    """A job that does not start before it ends is a ValueError, worth anything or not."""
    with pytest.raises(ValueError):
        submission.best([(0, 1, 1), job, (5, 6, 1)])


@pytest.mark.parametrize("machines", [0, -1])
def test_no_machine(submission, machines):
    """Less than one machine is a ValueError, also without jobs."""
    with pytest.raises(ValueError):
        submission.best([(0, 1, 1)], machines)
    with pytest.raises(ValueError):
        submission.best([], machines)


def test_all_at_once(submission):
    """As many jobs may overlap as there are machines."""
    assert submission.best([(0, 9, 1), (1, 8, 2), (2, 7, 3), (3, 6, 4)], 3) == (9, [[1], [2], [3]])


def test_idle_machines(submission):
    """There is a list for each machine, also for those with nothing to do."""
    assert submission.best([(0, 3, 1), (3, 4, 1), (2, 5, 1)], 4) == (3, [[0, 1], [2], [], []])


def test_shared_out_in_order(submission):
    """In the order of starts each job goes to the first machine that is free then, also when it has just become so."""
    assert submission.best([(0, 4, 1), (1, 2, 1), (2, 3, 1), (4, 5, 1), (4, 6, 1)], 2) == (5, [[0, 3], [1, 2, 4]])


def test_equal_starts(submission):
    """Jobs that start together are shared out in the given order."""
    assert submission.best([(5, 7, 1), (0, 4, 1), (0, 5, 2), (0, 2, 3), (4, 5, 1)], 3) == (8, [[1, 4, 0], [2], [3]])


def test_not_one_after_the_other(submission):
    """The best for two machines is not the best for one and then the best of the rest."""
    assert submission.best([(4, 7, 2), (1, 4, 6), (6, 7, 5), (2, 5, 2)], 2) == (15, [[1, 0], [3, 2]])


@pytest.mark.parametrize(("machines", "jobs", "answer"), [
    (2, [(5, 7, 6), (5, 7, 1), (2, 3, 5), (0, 2, 5), (2, 5, 3), (4, 8, 3)], (22, [[3, 2, 5], [4, 0]])),
    (2, [(1, 4, 6), (4, 7, 6), (3, 7, 7), (1, 5, 5), (6, 10, 8), (5, 8, 1)], (25, [[0, 1], [3, 4]])),
    (3, [(0, 4, 2), (3, 6, 5), (1, 2, 8), (4, 5, 7), (3, 6, 1), (1, 5, 4)], (26, [[0, 3], [2, 1], [5]])),
])
def test_jobs_change_machines(submission, machines, jobs, answer):
    """A further machine may take a job over, give one back, and leave one undone that was done before."""
    assert submission.best(jobs, machines) == answer


def test_many_in_a_row(submission):
    """Of 1,500 jobs each of which overlaps the next, every other is done."""
    jobs = [(i, i + 2, 1 + (i + 1) % 2) for i in range(1500)]
    assert submission.best(jobs) == (1500, [list(range(0, 1500, 2))])


def test_many_for_two_machines(submission):
    """Sixty busy mornings are as good as sixty times one."""
    morning = [(1, 4, 6), (4, 7, 6), (3, 7, 7), (1, 5, 5), (6, 10, 8), (5, 8, 1)]
    jobs = [(start + 10 * day, end + 10 * day, value) for day in range(60) for start, end, value in morning]
    value, plan = submission.best(jobs, 2)
    assert [value, sorted(plan[0] + plan[1])] == [1500, [i for i in range(360) if i % 6 not in (2, 5)]]
