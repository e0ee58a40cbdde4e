"""Much that is made and dropped, and a large family of which each child leaves."""

from functools import cache


class Thing:
    pass


def setup_churn(rng, n):
    """n trees, each with some nodes, and how often a value is made and dropped meanwhile."""
    return [rng.randrange(20, 30) for _ in range(n)]


def churn(module, sizes):
    cache, pool, obj, seen = module.IdentityCache(lambda _: Thing()), module.Pool(Thing, 2), Thing(), 0
    for size in sizes:
        root = node = module.Node(0)
        for i in range(size):
            node = (root if i % 3 else node).add(module.Node(i))
            cache.get(obj)
            pool.take()
        seen += sum(node.value for node in root.walk())
    return seen, len(cache), pool.idle


@cache
def family(module, n):
    """A node with n children, made once for each module."""
    root = module.Node(-1)
    return root, [root.add(module.Node(i)) for i in range(n)]


def setup_leaving(rng, n):
    """The order in which n children leave."""
    return rng.sample(range(n), n)


def leaving(module, order):
    root, nodes = family(module, len(order))
    for number in order:
        nodes[number].detach()
    left = len(root.children)
    for node in nodes:
        root.add(node)
    return left, sum(node.value for node in root.children)
