"""Nodes, cached values and leased items that are dropped; what is alive then is told by name.  The collector of cycles is off."""

import gc
import weakref
from contextlib import contextmanager

from weak_tree import IdentityCache, Node, Pool


@contextmanager
def no_collector():
    """Only counts of references free what is dropped in the block."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Thing:
    """An object with a name."""

    def __init__(self, name=""):
        self.name = name


class Alike:
    """An object that equals every other, and cannot be hashed."""

    __hash__ = None

    def __eq__(self, other):
        return True


class Odd(Node):
    """A node that equals every other, cannot be hashed, and is false."""

    __hash__ = None

    def __eq__(self, other):
        return True

    def __bool__(self):
        return False


def watch(**things):
    """Weak references by name."""
    return {name: weakref.ref(thing) for name, thing in things.items()}


def alive(refs):
    """The names of what lives."""
    return [name for name, ref in refs.items() if ref() is not None]


def names(nodes):
    return [node.value for node in nodes]


def grown(kind=Node):
    """A tree by name: a has b and c, b has d and e."""
    nodes = {name: kind(name) for name in "abcde"}
    for above, below in ["ab", "ac", "bd", "be"]:
        nodes[above].add(nodes[below])
    return nodes


def dropped_tree(kept):
    """A tree whose nodes are dropped but for some: who lives, and what parents and children the kept ones have."""
    with no_collector():
        nodes = grown()
        refs = watch(**nodes)
        held = {name: nodes[name] for name in kept}
        del nodes
        living = alive(refs)
        seen = {name: [node.parent and node.parent.value, names(node.children)] for name, node in held.items()}
        return living, seen


def left_tree(way):
    """A child leaves a tree, and then one side is dropped: who lives before and after."""
    with no_collector():
        nodes = grown()
        refs = watch(**nodes)
        root, child, other = nodes["a"], nodes["b"], Node("other")
        del nodes
        if way == "detach":
            child.detach()
        else:
            other.add(child)
        seen = [alive(refs)]
        if way == "old parent dropped":
            del root
        else:
            del child
            other = None
        return [*seen, alive(refs)]


def orphan():
    """A child whose parent is gone leaves it, and joins another tree."""
    with no_collector():
        nodes = grown()
        child = nodes["b"]
        del nodes
        seen = [child.parent]
        child.detach()
        other = Node("other")
        other.add(child)
        return [*seen, child.parent.value, names(other.walk())]


def walked_away():
    """A walk is left in the middle, and with it the tree."""
    with no_collector():
        nodes = grown()
        refs = watch(**nodes)
        walk = nodes["a"].walk()
        seen = [next(walk).value, next(walk).value]
        del nodes, walk
        return seen, alive(refs)


def deep(n):
    """A chain of n nodes: how many a walk meets, the last one, and how many live when the first is dropped."""
    with no_collector():
        root = node = Node(0)
        refs = [weakref.ref(root)]
        for i in range(1, n):
            node = node.add(Node(i))
            refs.append(weakref.ref(node))
        values = names(root.walk())
        del root, node
        return len(values), values[-1], sum(ref() is not None for ref in refs)


def odd_nodes():
    """Nodes that equal each other and are false: moves, a walk, and a node that would be below itself."""
    nodes = grown(Odd)
    a, b, d, e = (nodes[name] for name in "abde")
    seen = [names(a.walk()), d.parent.value]
    e.detach()
    b.add(d)
    e.add(a)
    seen += [names(e.walk()), names(b.children), a.parent.value]
    try:
        d.add(a)
    except ValueError:
        seen.append("ValueError")
    return seen


def history(size, steps):
    """Nodes by number, all held at first: ("add", above, below), ("detach", n), ("drop", n); what was refused, who lives, parents, children."""
    with no_collector():
        held = {n: Node(n) for n in range(size)}
        refs = {n: weakref.ref(node) for n, node in held.items()}
        refused = []
        for number, (verb, *who) in enumerate(steps):
            if not all(n in held for n in who):
                continue
            if verb == "add":
                try:
                    held[who[0]].add(held[who[1]])
                except ValueError:
                    refused.append(number)
            elif verb == "detach":
                held[who[0]].detach()
            else:
                del held[who[0]]
        living = {n: ref() for n, ref in refs.items() if ref() is not None}
        return refused, {n: (node.parent and node.parent.value, names(node.children)) for n, node in living.items()}


class View:
    """What is made for an object: it has a number, and may hold the object."""

    def __init__(self, number, obj=None):
        self.number, self.obj = number, obj


def cache_of_views(holding=False):
    """A cache that makes views with numbers from 1 on, which hold their objects or not."""
    count = iter(range(1, 1000))
    return IdentityCache(lambda obj: View(next(count), obj if holding else None))


def same_object():
    """Two objects that equal each other: the views of each, asked for twice, and the entries."""
    cache, a, b = cache_of_views(), Alike(), Alike()
    views = [cache.get(obj) for obj in (a, b, a, b)]
    return [view.number for view in views], len(cache)


def value_dropped(holding):
    """The value is dropped, its object not: who lives, the entries, and the number of the next value."""
    with no_collector():
        cache, obj = cache_of_views(holding), Thing()
        view = cache.get(obj)
        refs = watch(view=view, obj=obj)
        seen = [len(cache)]
        del view
        return [*seen, alive(refs), len(cache), cache.get(obj).number]


def object_dropped(way):
    """The object is dropped: its value is held elsewhere, or by it alone."""
    with no_collector():
        cache, obj = cache_of_views(), Thing()
        view = cache.get(obj)
        refs = watch(view=view, obj=obj)
        if way == "held by the object":
            obj.view = view
            del view
        seen = [len(cache)]
        del obj
        return [*seen, alive(refs), len(cache)]


def ids_again():
    """The values, all held, of objects of which each is dropped before the next comes: their memory is used again."""
    with no_collector():
        cache, views, ids = cache_of_views(), [], set()
        for _ in range(20):
            obj = Thing()
            ids.add(id(obj))
            views.append(cache.get(obj))
            del obj
        return {"ids used again": len(ids) < 20, "numbers": [view.number for view in views]}


def cache_dropped():
    """A cache is dropped while objects and values live; then they are."""
    with no_collector():
        cache, obj = cache_of_views(), Thing()
        view = cache.get(obj)
        refs = watch(cache=cache, obj=obj, view=view)
        del cache
        seen = [alive(refs), view.number]
        del view
        seen.append(alive(refs))
        del obj
        return [*seen, alive(refs)]


def shared_value():
    """One value for two objects: entries before and after it is dropped."""
    with no_collector():
        shared = [View(7)]
        cache, a, b = IdentityCache(lambda obj: shared[0]), Thing("a"), Thing("b")
        seen = [cache.get(a).number, cache.get(b).number, len(cache)]
        del b
        seen.append(len(cache))
        shared.clear()
        return [*seen, len(cache)]


def unfit(kind):
    """What cannot be held weakly, or cannot be made: the error, the entries, and the next answer."""
    answers = {"object": [View(1), View(1)], "value": [5, View(6)], "error": [LookupError("none"), View(7)]}[kind]
    left = iter(answers)

    def make(obj):
        answer = next(left)
        if isinstance(answer, Exception):
            raise answer
        return answer

    cache, obj = IdentityCache(make), Thing()
    try:
        cache.get([] if kind == "object" else obj)
    except Exception as error:
        return type(error).__name__, len(cache), cache.get(obj).number
    return "no error", len(cache), None


def pool_of_things(keep):
    """A pool of things with names from 1 on."""
    count = iter(range(1, 1000))
    return Pool(lambda: Thing(next(count)), keep)


def lease_dropped():
    """A lease is dropped: the idle items before and after, and the next item."""
    with no_collector():
        pool = pool_of_things(2)
        lease = pool.take()
        seen = [lease.item.name, pool.idle]
        del lease
        return [*seen, pool.idle, pool.take().item.name]


def released_and_dropped():
    """A lease is released twice and then dropped."""
    with no_collector():
        pool = pool_of_things(5)
        lease = pool.take()
        lease.release()
        lease.release()
        seen = [pool.idle]
        del lease
        return [*seen, pool.idle]


def too_many():
    """Three items go back to a pool that keeps one: the idle ones, and who lives."""
    with no_collector():
        pool = pool_of_things(1)
        leases = [pool.take() for _ in range(3)]
        refs = watch(**{f"item {lease.item.name}": lease.item for lease in leases})
        leases.pop(1).release()
        leases.clear()
        return pool.idle, alive(refs)


def pool_dropped():
    """A pool is dropped that has an idle item and one in use; then the lease is released."""
    with no_collector():
        pool = pool_of_things(5)
        idle, lease = pool.take(), pool.take()
        refs = watch(pool=pool, idle=idle.item, used=lease.item, lease=lease)
        idle.release()
        del pool, idle
        seen = [alive(refs), lease.item.name]
        lease.release()
        seen.append(alive(refs))
        del lease
        return [*seen, alive(refs)]


def brought_back():
    """The collector finds a lease in a cycle, whose __del__ brings it back: its item, and what the pool lends."""
    saved = []

    class Saver:
        def __init__(self, lease):
            self.lease, self.circle = lease, self

        def __del__(self):
            saved.append(self.lease)

    pool = pool_of_things(5)
    Saver(pool.take())
    gc.collect()
    try:
        item = saved[0].item.name
    except ValueError:
        item = "ValueError"
    seen = [len(saved), item, pool.idle]
    other = pool.take()
    saved[0].release()
    saved.clear()
    gc.collect()
    return [*seen, other.item.name, pool.idle]


def lent(keep, steps):
    """Leases by the order in which they were taken: ("take",), ("release", n), ("drop", n); after each step the idle items, and all names taken."""
    with no_collector():
        pool, leases, taken, idle = pool_of_things(keep), [], [], []
        for verb, *number in steps:
            if verb == "take":
                leases.append(pool.take())
                taken.append(leases[-1].item.name)
            elif number[0] < len(leases) and leases[number[0]] is not None:
                if verb == "release":
                    leases[number[0]].release()
                else:
                    leases[number[0]] = None
            idle.append(pool.idle)
        return taken, idle
