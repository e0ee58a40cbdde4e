from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from graders.testing import Stream

HUGE = 10**30


@pytest.mark.parametrize("machines", [1, 3])
def test_no_jobs(submission, machines):
    """Without jobs the plan is worth 0, and has an empty list for each machine."""
    assert submission.best([], machines) == (0, [[] for _ in range(machines)])


def test_one_job(submission):
    """One job is the best of one."""
    assert submission.best([(3, 5, 7)]) == (7, [[0]])


def test_not_the_dearest_first(submission):
    """The job that is worth most is no part of the best plan if two that it keeps out are worth more together."""
    assert submission.best([(0, 10, 10), (0, 5, 6), (5, 10, 7)]) == (13, [[1, 2]])


def test_not_the_first_to_end(submission):
    """A job that ends early is no part of the best plan if what it keeps out is worth more."""
    assert submission.best([(0, 3, 1), (2, 9, 10), (8, 12, 2)]) == (10, [[1]])


def test_not_the_most_an_hour(submission):
    """A job that is worth most for its length is no part of the best plan if what it keeps out is worth more."""
    assert submission.best([(4, 5, 3), (0, 10, 20)]) == (20, [[1]])


def test_the_neighbour_is_not_enough(submission):
    """What a job can follow is not always the one before it: several may be in its way."""
    jobs = [(0, 2, 4), (1, 6, 3), (2, 7, 3), (3, 8, 3), (5, 9, 8), (9, 10, 1)]
    assert submission.best(jobs) == (13, [[0, 4, 5]])


def test_a_long_way_back(submission):
    """A long job may follow one that ended long before others that it keeps out."""
    jobs = [(0, 1, 1), (1, 3, 2), (3, 5, 2), (5, 7, 2), (1, 9, 9), (9, 11, 1)]
    assert submission.best(jobs) == (11, [[0, 4, 5]])


def test_touching_jobs(submission):
    """A job may begin when another ends, on the same machine."""
    assert submission.best([(0, 5, 3), (5, 9, 4), (9, 10, 5)]) == (12, [[0, 1, 2]])


def test_overlapping_jobs(submission):
    """Two jobs that overlap by little cannot be on one machine, nor one that lies within another."""
    assert submission.best([(0, 5, 3), (4, 9, 4)]) == (4, [[1]])
    assert submission.best([(0, 9, 3), (4, 5, 2)]) == (3, [[0]])


def test_places_as_given(submission):
    """The plan names jobs by their places in what was given, whatever the order there."""
    assert submission.best([(9, 12, 1), (5, 9, 2), (0, 5, 4), (3, 6, 5)]) == (7, [[2, 1, 0]])


def test_what_was_given_stays(probes):
    """The jobs that are given are left as they are."""
    jobs = [(9, 12, 1), (5, 9, 2), (0, 5, 4)]
    assert probes.left_by(jobs, 2) == [(9, 12, 1), (5, 9, 2), (0, 5, 4)]


def test_jobs_from_an_iterator(submission):
    """The jobs may come from an iterator, which is read once."""
    assert submission.best(Stream([(5, 9, 2), (3, 6, 5), (0, 5, 4)])) == (6, [[2, 0]])


def test_equal_jobs(submission):
    """Jobs that are equal are different jobs, each worth its value."""
    assert submission.best([(0, 5, 3), (0, 5, 3)], 2) == (6, [[0], [1]])
    assert submission.best([(0, 5, 3), (0, 5, 3)])[0] == 3


def test_worth_nothing(submission):
    """A job that is worth 0 or less is not chosen, though there is room."""
    assert submission.best([(0, 1, 0), (1, 2, -3), (2, 3, 4), (3, 4, 0)]) == (4, [[2]])
    assert submission.best([(0, 1, -1), (2, 3, 0)], 2) == (0, [[], []])


def test_huge_values(submission):
    """Values may be of any size, and the sum is exact."""
    assert submission.best([(0, 5, HUGE), (5, 9, 1), (0, 9, HUGE)]) == (HUGE + 1, [[0, 1]])
    assert submission.best([(0, 5, HUGE), (1, 6, HUGE), (5, 9, 1), (0, 9, 2)], 2) == (2 * HUGE + 1, [[0, 2], [1]])


def test_fractions(submission):
    """Values may be fractions, and the sum is exact."""
    third = Fraction(1, 3)
    assert submission.best([(0, 2, third), (2, 4, third), (4, 6, third), (0, 6, Fraction(999, 1000))]) == (1, [[0, 1, 2]])


def test_days(submission):
    """Times may be dates: they are only compared."""
    monday = date(2024, 3, 4)
    days = [monday + timedelta(days) for days in range(6)]
    jobs = [(days[0], days[3], 4), (days[2], days[5], 6), (days[3], days[4], 3)]
    assert submission.best(jobs) == (7, [[0, 2]])
    assert submission.best(jobs, 2) == (13, [[0, 2], [1]])


def test_hours(submission):
    """Times may be datetimes: they are only compared."""
    noon = datetime(2024, 3, 4, 12, tzinfo=UTC)
    hours = [noon + timedelta(hours=hours) for hours in range(4)]
    assert submission.best([(hours[0], hours[2], 2), (hours[2], hours[3], 1), (hours[1], hours[3], 2)]) == (3, [[0, 1]])


def test_far_apart(submission):
    """Times may be far apart, and fractions."""
    jobs = [(0, Fraction(1, 2), 3), (Fraction(1, 2), HUGE, 2), (Fraction(1, 3), 7, 4), (HUGE, HUGE + 1, 1)]
    assert submission.best(jobs) == (6, [[0, 1, 3]])


@pytest.mark.parametrize("machines", [0, -2])
def test_no_machines(submission, machines):
    """Less than 1 machine is a ValueError, with and without jobs."""
    with pytest.raises(ValueError):
        submission.best([(0, 5, 3)], machines)
    with pytest.raises(ValueError):
        submission.best([], machines)


@pytest.mark.parametrize("job", [(5, 5, 3), (5, 4, 3), (5, 5, 0), (6, 2, -1)])
def test_jobs_without_length(submission, job):
    """A job that does not end after its start is a ValueError, whatever it is worth."""
    with pytest.raises(ValueError):
        submission.best([(0, 9, 3), job])
    with pytest.raises(ValueError):
        submission.best([job], 2)


def test_not_what_one_leaves(submission):
    """The best plan for two machines is not the best for one, and the best of what that leaves."""
    assert submission.best([(0, 3, 6), (0, 4, 4), (3, 6, 2), (4, 5, 7)], 2) == (19, [[0, 2], [1, 3]])


def test_the_better_of_two(submission):
    """Where one machine is busy with a long job, the other one does the better of those that are in each other's way."""
    assert submission.best([(4, 9, 1), (3, 4, 4), (4, 6, 2), (2, 7, 3)], 2) == (9, [[3], [1, 2]])


def test_not_what_two_leave(submission):
    """The best plan for three machines is not the best for two, and the best of what that leaves."""
    jobs = [(2, 6, 7), (3, 5, 1), (1, 5, 4), (2, 3, 4), (3, 6, 2), (5, 6, 3)]
    assert submission.best(jobs, 2) == (15, [[0], [3, 1, 5]])
    assert submission.best(jobs, 3) == (20, [[2, 5], [0], [3, 4]])


def test_clashes_at_the_same_time(submission):
    """What counts is how many jobs are under way at a time, not how many a job overlaps with."""
    jobs = [(0, 10, 5), (0, 2, 1), (3, 5, 1), (5, 6, 1), (6, 8, 1)]
    assert submission.best(jobs, 2) == (9, [[0], [1, 2, 3, 4]])


def test_one_too_many(submission):
    """At no time there are more jobs than machines, though each job overlaps with few."""
    assert submission.best([(0, 4, 5), (1, 5, 4), (2, 6, 3), (5, 9, 2)], 2) == (11, [[0, 3], [1]])
    assert submission.best([(0, 4, 5), (1, 5, 4), (2, 6, 7), (5, 9, 2)], 2) == (14, [[0, 3], [2]])


def test_touching_jobs_on_two_machines(submission):
    """A machine is free for the next job at the time when its last one ends."""
    assert submission.best([(0, 5, 1), (0, 5, 2), (5, 9, 3), (5, 9, 4)], 2) == (10, [[0, 2], [1, 3]])


def test_the_first_free_machine(submission):
    """In order of start, each job goes to the first of the machines that are free."""
    jobs = [(0, 9, 1), (1, 3, 1), (2, 4, 1), (5, 6, 1), (5, 7, 1), (6, 8, 1)]
    assert submission.best(jobs, 3) == (6, [[0], [1, 3, 5], [2, 4]])


def test_equal_starts(submission):
    """Of jobs with equal starts the one that was given first goes to the first free machine."""
    jobs = [(4, 6, 1), (0, 4, 9), (0, 2, 2), (0, 3, 5), (4, 5, 7)]
    assert submission.best(jobs, 3) == (24, [[1, 0], [2, 4], [3]])


def test_more_machines_than_jobs(submission):
    """Machines that are not needed have empty lists."""
    assert submission.best([(0, 5, 3), (2, 6, 4), (5, 9, 1)], 5) == (8, [[0, 2], [1], [], [], []])


def test_as_many_as_needed(submission):
    """With as many machines as jobs all are chosen that are worth something."""
    jobs = [(0, 10, value) for value in [3, 0, 5, -1, 4]]
    assert submission.best(jobs, 5) == (12, [[0], [2], [4], [], []])


def test_many_machines(submission):
    """There may be many machines, too: 100,000 for 150 jobs."""
    jobs = [(start, start + 200, 1) for start in range(150)]
    value, plan = submission.best(jobs, 100_000)
    assert [value, len(plan), plan[149], plan[150]] == [150, 100_000, [149], []]


def test_a_long_chain(submission):
    """There may be thousands of jobs: 3,000 that follow each other."""
    jobs = [(start, start + 1, 2) for start in range(3000)]
    assert submission.best(jobs) == (6000, [list(range(3000))])


def test_a_long_chain_on_two_machines(submission):
    """There may be thousands of jobs on several machines, too: 2,000 that overlap with the next one."""
    jobs = [(start, start + 2, 2) for start in range(2000)]
    assert submission.best(jobs, 2) == (4000, [list(range(0, 2000, 2)), list(range(1, 2000, 2))])


def test_many_on_four_machines(submission):
    """A hundred jobs, on four machines."""
    starts = [number * 37 % 211 for number in range(100)]
    jobs = [(start, start + 15 + i * i % 43, 1 + i * i * 7 % 29) for i, start in enumerate(starts)]
    assert submission.best(jobs, 4)[0] == 648
