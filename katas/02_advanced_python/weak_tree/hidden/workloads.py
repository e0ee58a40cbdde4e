"""Trees, cached objects and leases that come and go; and a large family that moves."""


class Thing:
    pass


def setup_churn(rng, n):
    """n numbers."""
    return [rng.randrange(1000) for _ in range(n)]


def churn(module, numbers):
    """For each number a tree of four nodes, an object with a value in a cache, a lease: all dropped."""
    cache, pool, total = module.IdentityCache(), module.Pool(Thing, size=2), 0
    for number in numbers:
        top = module.Node(number)
        top.add(module.Node()).add(module.Node(number))
        top.add(module.Node(1))
        thing = Thing()
        cache.get(thing, lambda _, number=number: [number])
        lease = pool.acquire()
        total += sum(node.value or 0 for node in top.walk()) + len(cache) + pool.leased
        del top, thing, lease
    return total, len(cache), pool.idle


def setup_moving(rng, n):
    """The order in which n children move."""
    return rng.sample(range(n), n)


def moving(module, order):
    """All children of one node move to another, one by one."""
    old, new = module.Node(), module.Node()
    children = [old.add(module.Node(number)) for number in range(len(order))]
    for number in order:
        new.add(children[number])
    return [child.value for child in new.children]
