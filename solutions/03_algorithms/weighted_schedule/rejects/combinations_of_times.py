"""Remembers the heaviest choice for each combination of times at which the machines get free."""


def best(jobs, machines=1):
    jobs = list(jobs)
    if machines < 1 or any(not start < end for start, end, _ in jobs):
        raise ValueError
    order = sorted((i for i in range(len(jobs)) if jobs[i][2] > 0), key=lambda i: jobs[i][0])
    places = {time: k for k, time in enumerate(sorted({time for job in jobs for time in job[:2]}))}
    states = {(0,) * machines: (0, None)}     # when the machines get free -> value, and the choice as a chain
    for i in order:
        start, end, value = places[jobs[i][0]], places[jobs[i][1]], jobs[i][2]
        new = {}
        for free, (total, chain) in states.items():
            free = tuple(sorted(max(time, start) for time in free))
            if free not in new or new[free][0] < total:
                new[free] = total, chain
            if free[0] <= start:
                free = tuple(sorted((*free[1:], end)))
                if free not in new or new[free][0] < total + value:
                    new[free] = total + value, (i, chain)
        states = new
    total, chain = max(states.values(), key=lambda state: state[0])
    chosen = []
    while chain:
        chosen.append(chain[0])
        chain = chain[1]
    chosen = sorted(sorted(chosen), key=lambda i: jobs[i][0])
    plan = [[] for _ in range(machines)]
    for i in chosen:
        next(m for m in plan if not m or not jobs[i][0] < jobs[m[-1]][1]).append(i)
    return total, plan
