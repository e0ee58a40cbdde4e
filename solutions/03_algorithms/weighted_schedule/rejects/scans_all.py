"""What a job can follow is looked for from the first one on."""

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
        before.append(sum(end <= start for end in ends[:n]))
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
    """A flow through time, one unit at a time."""
    if not order:
        return []
    moments = sorted({moment for i in order for moment in jobs[i][:2]})
    place = {moment: p for p, moment in enumerate(moments)}
    last = len(moments) - 1
    steps = [(p, p + 1, None, 0, machines) for p in range(last)]
    steps += [(place[jobs[i][0]], place[jobs[i][1]], i, jobs[i][2], 1) for i in order]
    steps.sort(key=lambda step: step[0])
    used = [0] * len(steps)
    for _ in range(machines):
        worth, came = [None] * (last + 1), [None] * (last + 1)
        worth[0] = 0
        changed = True
        while changed:
            changed = False
            for s, (start, end, _, value, room) in enumerate(steps):
                if used[s] < room and worth[start] is not None and (worth[end] is None or worth[start] + value > worth[end]):
                    worth[end], came[end], changed = worth[start] + value, (s, 1), True
            for s in range(len(steps) - 1, -1, -1):
                start, end, _, value, room = steps[s]
                if used[s] and worth[end] is not None and (worth[start] is None or worth[end] - value > worth[start]):
                    worth[start], came[start], changed = worth[end] - value, (s, -1), True
        if worth[last] <= 0:
            break
        p = last
        while p:
            s, way = came[p]
            used[s] += way
            p = steps[s][0] if way > 0 else steps[s][1]
    taken = {step[2] for step, units in zip(steps, used) if units}
    return [i for i in order if i in taken]


def hand_out(jobs, chosen, machines):
    plan, free, busy = [[] for _ in range(machines)], list(range(machines)), []
    for i in chosen:
        while busy and busy[0][0] <= jobs[i][0]:
            heappush(free, heappop(busy)[1])
        machine = heappop(free)
        plan[machine].append(i)
        heappush(busy, (jobs[i][1], machine))
    return plan
