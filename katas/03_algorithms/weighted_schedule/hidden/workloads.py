"""A day of many jobs for one machine, and a shift of fewer jobs for three."""

from itertools import pairwise


def _jobs(rng, n, length):
    jobs = []
    for _ in range(n):
        start = rng.randrange(10 * n)
        jobs.append((start, start + rng.randrange(1, length), rng.randrange(1, 1000)))
    return jobs


def _seen(jobs, answer):
    """The value, and whether the plan has it and keeps to the times."""
    value, plan = answer
    planned = [i for machine in plan for i in machine]
    clashes = sum(jobs[b][0] < jobs[a][1] for machine in plan for a, b in pairwise(machine))
    return value, value - sum(jobs[i][2] for i in planned), len(planned) - len(set(planned)), clashes


def setup_day(rng, n):
    return _jobs(rng, n, 100)


def day(module, jobs):
    return _seen(jobs, module.best(jobs))


def setup_shift(rng, n):
    return _jobs(rng, n, 6 * n)


def shift(module, jobs):
    return _seen(jobs, module.best(jobs, 3))
