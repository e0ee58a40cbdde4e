"""Jobs whose deadlines move."""


def setup_deadlines(rng, n):
    deadlines = [rng.randrange(1_000_000) for _ in range(n)]
    changes = [(job, rng.randrange(1_000_000)) for job in [*range(n), *range(n)]]
    rng.shuffle(changes)
    return deadlines, changes


def deadlines(module, data):
    """n pushes, 2 n updates, n pops."""
    deadlines, changes = data
    queue = module.UpdateHeap()
    for job, deadline in enumerate(deadlines):
        queue.push(job, deadline)
    for job, deadline in changes:
        queue.update(job, deadline)
    return [queue.pop() for _ in deadlines]
