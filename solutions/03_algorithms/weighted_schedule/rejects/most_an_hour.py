"""The job that is worth most for its length first."""

from bisect import bisect_right
from heapq import heappop, heappush


def best(jobs, machines=1):
    jobs = list(jobs)
    if machines < 1 or any(not start < end for start, end, _ in jobs):
        raise ValueError("a machine and jobs with a length are needed")
    order = sorted((i for i in range(len(jobs)) if jobs[i][2] > 0), key=lambda i: jobs[i][0])
    chosen = several(jobs, order, machines)
    return sum(jobs[i][2] for i in chosen), hand_out(jobs, chosen, machines)


def several(jobs, order, machines):
    """Take each job that fits among those taken, on any machine."""
    rows = [[] for _ in range(machines)]
    for i in sorted(order, key=lambda i: -jobs[i][2] / ((jobs[i][1] - jobs[i][0]).total_seconds() if hasattr(jobs[i][1] - jobs[i][0], 'total_seconds') else jobs[i][1] - jobs[i][0])):
        start, end, _ = jobs[i]
        for row in rows:
            place = bisect_right(row, (start,), key=lambda j: jobs[j][:1])
            if (not place or jobs[row[place - 1]][1] <= start) and (place == len(row) or end <= jobs[row[place]][0]):
                row.insert(place, i)
                break
    return sorted((i for row in rows for i in row), key=lambda i: (jobs[i][0], i))


def hand_out(jobs, chosen, machines):
    plan, free, busy = [[] for _ in range(machines)], list(range(machines)), []
    for i in chosen:
        while busy and busy[0][0] <= jobs[i][0]:
            heappush(free, heappop(busy)[1])
        machine = heappop(free)
        plan[machine].append(i)
        heappush(busy, (jobs[i][1], machine))
    return plan
