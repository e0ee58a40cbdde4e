from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

job = st.tuples(st.integers(0, 6), st.integers(1, 4), st.integers(-1, 6)).map(lambda x: (x[0], x[0] + x[1], x[2]))


def fits(jobs, machines):
    return all(sum(start <= at < end for start, end, _ in jobs) <= machines for at, _, _ in jobs)


def value_of(jobs):
    return sum(value for _, _, value in jobs)


@given(jobs=st.lists(job, max_size=7), machines=st.integers(1, 3))
def test_no_choice_is_better(submission, jobs, machines):
    """The value is that of the best of all choices, and the plan has it, keeps to the times and does nothing worthless."""
    value, plan = submission.best(jobs, machines)
    sizes = range(len(jobs) + 1)
    assert value == max(value_of(some) for size in sizes for some in combinations(jobs, size) if fits(some, machines))
    planned = [i for machine in plan for i in machine]
    assert [len(plan), len(planned), value_of(jobs[i] for i in planned)] == [machines, len(set(planned)), value]
    assert all(jobs[i][2] > 0 for i in planned)
    clashes = [(a, b) for machine in plan for a, b in pairwise(machine) if jobs[b][0] < jobs[a][1]]
    assert clashes == []
