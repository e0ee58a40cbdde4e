"""Gives a job to the machine that has been free longest."""

from bisect import bisect_right
from collections import deque


def best(jobs, machines=1):
    jobs = list(jobs)
    if machines < 1 or any(not start < end for start, end, _ in jobs):
        raise ValueError
    worthy = [i for i in range(len(jobs)) if jobs[i][2] > 0]
    chosen = one(jobs, worthy) if machines == 1 else several(jobs, worthy, machines)
    chosen.sort(key=lambda i: jobs[i][0])
    plan, free = [[] for _ in range(machines)], [None] * machines
    for i in chosen:
        fresh = [m for m in range(machines) if not plan[m]]
        m = fresh[0] if fresh else min(range(machines), key=lambda m: free[m])
        plan[m].append(i)
        free[m] = jobs[i][1]
    return sum(jobs[i][2] for i in chosen), plan


def one(jobs, worthy):
    order = sorted(worthy, key=lambda i: jobs[i][1])
    ends = [jobs[i][1] for i in order]
    values, fits = [0], []
    for k, i in enumerate(order):
        fits.append(bisect_right(ends, jobs[i][0], 0, k))
        values.append(max(values[-1], values[fits[-1]] + jobs[i][2]))
    chosen, k = [], len(order)
    while k:
        if values[k] == values[k - 1]:
            k -= 1
        else:
            chosen.append(order[k - 1])
            k = fits[k - 1]
    chosen.reverse()
    return sorted(chosen)


def several(jobs, worthy, machines):
    times = sorted({t for i in worthy for t in jobs[i][:2]})
    if not times:
        return []
    place = {t: k for k, t in enumerate(times)}
    arcs, out = [], [[] for _ in times]     # to, room, cost; the arc back is at index ^ 1

    def arc(a, b, room, cost):
        out[a].append(len(arcs))
        arcs.append([b, room, cost])
        out[b].append(len(arcs))
        arcs.append([a, 0, -cost])

    for k in range(len(times) - 1):
        arc(k, k + 1, machines, 0)
    first = len(arcs)
    for i in worthy:
        arc(place[jobs[i][0]], place[jobs[i][1]], 1, -jobs[i][2])
    for _ in range(machines):
        cost, came = [0] + [None] * (len(times) - 1), [None] * len(times)
        queue, queued = deque([0]), {0}
        while queue:
            a = queue.popleft()
            queued.discard(a)
            for k in out[a]:
                b, room, price = arcs[k]
                if room and (cost[b] is None or cost[a] + price < cost[b]):
                    cost[b], came[b] = cost[a] + price, k
                    if b not in queued:
                        queued.add(b)
                        queue.append(b)
        if not cost[-1] < 0:
            break
        b = len(times) - 1
        while b:
            k = came[b]
            arcs[k][1] -= 1
            arcs[k ^ 1][1] += 1
            b = arcs[k ^ 1][0]
    return [i for n, i in enumerate(worthy) if not arcs[first + 2 * n][1]]
