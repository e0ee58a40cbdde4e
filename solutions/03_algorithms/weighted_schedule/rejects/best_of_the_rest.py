"""The best for one machine, then the best of what is left."""

from bisect import bisect_right
from heapq import heappop, heappush


def best(jobs, machines=1):
    jobs = list(jobs)
    if machines < 1 or any(not start < end for start, end, _ in jobs):
        raise ValueError("a machine and jobs with a length are needed")
    order = sorted((i for i in range(len(jobs)) if jobs[i][2] > 0), key=lambda i: jobs[i][0])
    chosen = one(jobs, order) if machines == 1 else several(jobs, order, machines)
    return sum(jobs[i][2] for i in chosen), hand_out(jobs, chosen, machines)


def one(jobs, order):
    """The best chain of jobs: what is worth most among those that end by a time."""
    by_end = sorted(order, key=lambda i: jobs[i][1])
    ends = [jobs[i][1] for i in by_end]
    worth, before = [0], []
    for n, i in enumerate(by_end):
        start, _, value = jobs[i]
        before.append(bisect_right(ends, start, 0, n))
        worth.append(max(worth[n], worth[before[n]] + value))
    chosen, n = [], len(by_end)
    while n:
        if worth[n] == worth[n - 1]:
            n -= 1
        else:
            chosen.append(by_end[n - 1])
            n = before[n - 1]
    return chosen[::-1]


def several(jobs, order, machines):
    """The best for one machine, then the best of what is left."""
    chosen, left = [], order
    for _ in range(machines):
        taken = set(one(jobs, left))
        chosen += taken
        left = [i for i in left if i not in taken]
    return sorted(chosen, key=lambda i: (jobs[i][0], i))


def hand_out(jobs, chosen, machines):
    plan, free, busy = [[] for _ in range(machines)], list(range(machines)), []
    for i in chosen:
        while busy and busy[0][0] <= jobs[i][0]:
            heappush(free, heappop(busy)[1])
        machine = heappop(free)
        plan[machine].append(i)
        heappush(busy, (jobs[i][1], machine))
    return plan
