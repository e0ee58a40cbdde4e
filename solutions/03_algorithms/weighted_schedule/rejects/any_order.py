"""A flow from the shelf: the best way by a queue of moments whose worth has changed."""

from collections import deque
from heapq import heappop, heappush


def best(jobs, machines=1):
    jobs = list(jobs)
    if machines < 1 or any(not start < end for start, end, _ in jobs):
        raise ValueError("a machine and jobs with a length are needed")
    order = sorted((i for i in range(len(jobs)) if jobs[i][2] > 0), key=lambda i: jobs[i][0])
    chosen = flow(jobs, order, machines) if order else []
    return sum(jobs[i][2] for i in chosen), hand_out(jobs, chosen, machines)


def flow(jobs, order, machines):
    moments = sorted({moment for i in order for moment in jobs[i][:2]})
    place = {moment: p for p, moment in enumerate(moments)}
    graph = [[] for _ in moments]

    def edge(start, end, room, value, job):
        graph[start].append([end, room, value, len(graph[end]), job])
        graph[end].append([start, 0, -value, len(graph[start]) - 1, None])

    for p in range(len(moments) - 1):
        edge(p, p + 1, machines, 0, None)
    for i in order:
        edge(place[jobs[i][0]], place[jobs[i][1]], 1, jobs[i][2], i)
    for _ in range(machines):
        worth, came = [None] * len(moments), [None] * len(moments)
        worth[0] = 0
        waiting, queue = {0}, deque([0])
        while queue:
            here = queue.popleft()
            waiting.discard(here)
            for n, (there, room, value, _, _) in enumerate(graph[here]):
                if room and (worth[there] is None or worth[here] + value > worth[there]):
                    worth[there], came[there] = worth[here] + value, (here, n)
                    if there not in waiting:
                        waiting.add(there)
                        queue.append(there)
        if worth[-1] <= 0:
            break
        there = len(moments) - 1
        while there:
            here, n = came[there]
            graph[here][n][1] -= 1
            graph[there][graph[here][n][3]][1] += 1
            there = here
    taken = {job for edges in graph for _, room, _, _, job in edges if job is not None and not room}
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
