from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

moments = st.integers(0, 9)
jobs = st.builds(lambda start, length, value: (start, start + length, value), moments, st.integers(1, 5), st.integers(-1, 6))


def fit(chosen, machines):
    """Whether no more jobs than there are machines are under way at any time."""
    return all(sum(start <= moment < end for start, end, _ in chosen) <= machines for moment, _, _ in chosen)


def most(jobs, machines):
    """What the best of all choices is worth."""
    choices = (chosen for size in range(len(jobs) + 1) for chosen in combinations(jobs, size))
    return max(sum(value for _, _, value in chosen) for chosen in choices if fit(chosen, machines))


@given(jobs=st.lists(jobs, max_size=7), machines=st.integers(1, 3))
def test_any_jobs(submission, jobs, machines):
    """Whatever the jobs, the plan is worth as much as the best of all choices, and can be carried out."""
    value, plan = submission.best(jobs, machines)
    assert value == most(jobs, machines)
    chosen = [place for places in plan for place in places]
    assert [len(plan), len(set(chosen))] == [machines, len(chosen)]
    assert sum(jobs[place][2] for place in chosen) == value
    assert all(jobs[place][2] > 0 for place in chosen)
    assert plan == handed_out(jobs, chosen, machines)


def handed_out(jobs, chosen, machines):
    """Each job in order of start, and of place where that is equal, to the first machine that is free."""
    plan = [[] for _ in range(machines)]
    for place in sorted(chosen, key=lambda place: (jobs[place][0], place)):
        free = [places for places in plan if not places or jobs[places[-1]][1] <= jobs[place][0]]
        assert free, f"no machine is free for job {place}"
        free[0].append(place)
    return plan
