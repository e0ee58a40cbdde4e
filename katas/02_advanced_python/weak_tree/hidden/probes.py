"""What lives and what is gone.  The collector of cycles is off: only what is let go at once is gone."""

import gc
import weakref

from weak_tree import IdentityCache, Node, Pool, PoolEmpty

gc.disable()


class Thing:
    """An object that can be referred to weakly."""

    def __init__(self, name=""):
        self.name = name


class Equal:
    """An object that is equal to all others of its class, and has no hash."""

    def __eq__(self, other):
        return isinstance(other, Equal)

    __hash__ = None


class Sealed:
    """An object without weak references."""

    __slots__ = ()


def outcome(function, *args):
    """What a call returns, or the name of the error."""
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__


def alive(*references):
    return [reference() is not None for reference in references]


def value(node):
    return None if node is None else node.value


def build(*pairs):
    """Nodes by value; each pair is (parent's value, child's value)."""
    nodes = {name: Node(name) for name in dict.fromkeys(name for pair in pairs for name in pair)}
    for parent, child in pairs:
        nodes[parent].add(nodes[child])
    return nodes


def shape(nodes):
    """The values of the children and of the parent of each node."""
    return {name: ["".join(child.value for child in node.children), value(node.parent)] for name, node in nodes.items()}


def links():
    """A tree: what `add` returns, children and parents, and the order of a walk from two nodes; and a node made without a value."""
    nodes = build("ab", "ac", "bd", "be", "cf")
    added = nodes["f"].add(Node("g")).value
    walks = ["".join(node.value for node in nodes[start].walk()) for start in "ac"]
    return {"added": added, "shape": shape(nodes), "walks": walks, "no value": Node().value}


def moves(parent, child):
    """A tree in which one node is added below another: the error, if any, and the tree afterwards."""
    nodes = build("ab", "ac", "ad", "be")
    result = outcome(nodes[parent].add, nodes[child])
    return [result if isinstance(result, str) else "moved", shape(nodes)]


def removes(parent, child):
    """A tree from which one node is removed: the error, if any, and the tree afterwards."""
    nodes = build("ab", "ac", "be")
    return [outcome(nodes[parent].remove, nodes[child]), shape(nodes)]


def drop_root(kept):
    """A tree of four is dropped but for the nodes kept: what is alive; the kept ones' parents and children."""
    nodes = build("ab", "bc", "ad")
    references = {name: weakref.ref(node) for name, node in nodes.items()}
    nodes = {name: nodes[name] for name in kept}
    return {"alive": [name for name in references if references[name]() is not None], "shape": shape(nodes)}


def walk_then_drop():
    """A tree after walks, one of them given up in the middle, and after a refused addition: is anything alive?"""
    nodes = build("ab", "bc")
    references = [weakref.ref(node) for node in nodes.values()]
    list(nodes["a"].walk())
    begun = nodes["a"].walk()
    next(begun)
    begun.close()
    outcome(nodes["c"].add, nodes["a"])
    del nodes, begun
    return alive(*references)


def deep(n):
    """A chain of n nodes: how many a walk yields, whether a cycle is refused at its end, and what is alive after."""
    top = last = Node(0)
    for number in range(1, n):
        last = last.add(Node(number))
    seen = [sum(1 for _ in top.walk()), outcome(last.add, top)]
    references = [weakref.ref(top), weakref.ref(last)]
    del top, last
    return [*seen, *alive(*references)]


def history(steps):
    """Steps on nodes 0 to 4: after each, its outcome, the nodes alive, and the parents and children of those held.

    ("new", i), ("add", i, j), ("remove", i, j), ("drop", i); a step on a node that is not held is left out.
    """
    held, references, seen = {}, {}, []
    for verb, first, *rest in steps:
        result = None
        if verb == "new":
            held[first] = Node(first)
            references[first] = weakref.ref(held[first])
        elif verb == "drop":
            held.pop(first, None)
        elif first in held and rest[0] in held:
            result = outcome(getattr(held[first], verb), held[rest[0]])
            result = result if isinstance(result, str) else None
        living = sorted(number for number, reference in references.items() if reference() is not None)
        tree = {number: [[child.value for child in node.children], value(node.parent)] for number, node in held.items()}
        seen.append([result, living, tree])
    return seen


def cached():
    """Two equal objects without hash: their values, twice, how often one was made, and the size; then one is discarded, twice."""
    cache, made = IdentityCache(), []

    def make(obj):
        made.append(obj)
        return f"value {len(made)}"

    a, b = Equal(), Equal()
    seen = [cache.get(obj, make) for obj in (a, b, a, b)]
    return {
        "values": seen,
        "given": [made[0] is a, made[1] is b],
        "size": len(cache),
        "discarded": [cache.discard(a), cache.discard(a), len(cache)],
        "again": [cache.get(a, make), cache.get(b, make), len(cache)],
    }


def cached_none():
    """A cache whose values are None: how often one was made for one object, and whether it is discarded."""
    cache, made, thing = IdentityCache(), [], Thing()
    values = [cache.get(thing, made.append), cache.get(thing, made.append)]
    return [values, len(made), cache.discard(thing)]


def cached_then_gone():
    """One of two objects in a cache dies: are object and value alive, of each, and the sizes before and after."""
    cache = IdentityCache()
    kept, gone = Thing(), Thing()
    references = [weakref.ref(kept), weakref.ref(cache.get(kept, lambda _: Thing()))]
    references += [weakref.ref(gone), weakref.ref(cache.get(gone, lambda _: Thing()))]
    size = len(cache)
    del gone
    return {"alive": alive(*references), "sizes": [size, len(cache)]}


def cache_by_turns(n):
    """n objects, each dead before the next is made, so that they get the same address: the values, and the size."""
    cache, seen = IdentityCache(), []
    for number in range(n):
        thing = Thing()
        seen.append(cache.get(thing, lambda _, number=number: number))
        del thing
    return [seen, len(cache)]


def discarded_then_gone():
    """An object is discarded, cached anew, discarded, and dies; another one is cached: the sizes and the values."""
    cache = IdentityCache()
    thing, other = Thing(), Thing()
    seen = [cache.get(thing, lambda _: 1), cache.discard(thing), cache.get(thing, lambda _: 2), len(cache)]
    seen += [cache.discard(thing), cache.get(other, lambda _: 3)]
    del thing
    return [*seen, len(cache), cache.get(other, lambda _: 4)]


def cache_dropped():
    """A cache is dropped, while its object lives: are cache and value alive, and is the object when it goes too?"""
    cache, thing = IdentityCache(), Thing()
    references = [weakref.ref(cache), weakref.ref(cache.get(thing, lambda _: Thing())), weakref.ref(thing)]
    del cache
    seen = alive(*references)
    del thing
    return [seen, alive(*references)]


def cache_failing():
    """`make` fails, then does not; and an object without weak references: errors, values, sizes."""
    cache, thing = IdentityCache(), Thing()

    def fail(obj):
        raise LookupError

    seen = [outcome(cache.get, thing, fail), len(cache), cache.get(thing, lambda _: 1), len(cache)]
    return [*seen, outcome(cache.get, Sealed(), lambda _: 1), len(cache)]


class Maker:
    """Makes things "r1", "r2", ...; it fails where it is told to."""

    def __init__(self, fails=()):
        self.made, self.fails = 0, fails

    def __call__(self):
        self.made += 1
        if self.made in self.fails:
            raise OSError
        return Thing(f"r{self.made}")


def pooled(size, steps):
    """Steps on a pool: "acquire", or the number of a lease and what becomes of it: "release", "drop", "resource", "with".

    What came of each step, with the pool's idle and leased.
    """
    pool = Pool(Maker(), size=size)
    leases, seen = [], []

    def enter(lease):
        with lease as resource:
            return resource.name

    do = {"release": lambda lease: lease.release(), "resource": lambda lease: lease.resource.name, "with": enter}
    for step in steps:
        if step == "acquire":
            result = outcome(pool.acquire)
            if not isinstance(result, str):
                leases.append(result)
                result = result.resource.name
        elif step[1] == "drop":
            leases[step[0]] = result = None
        else:
            result = outcome(do[step[1]], leases[step[0]])
        seen.append((result, pool.idle, pool.leased))
    return seen


def empty_pool():
    """The error of an empty pool, and of a pool of no size."""
    pool = Pool(Maker(), size=1)
    lease = pool.acquire()
    try:
        pool.acquire()
    except PoolEmpty:
        seen = "PoolEmpty"
    return [seen, lease.resource.name, outcome(lambda: Pool(Maker(), size=0))]


def failing_make():
    """The second resource cannot be made at first: outcomes, and the pool's idle and leased."""
    pool = Pool(Maker(fails=[2]), size=2)
    first = pool.acquire()
    error = outcome(pool.acquire)
    after = [pool.idle, pool.leased]
    second = pool.acquire()
    return [first.resource.name, error, after, second.resource.name, pool.idle, pool.leased]


def error_in_with():
    """An error in the block of a lease."""
    pool = Pool(Maker(), size=1)
    lease = pool.acquire()
    try:
        with lease:
            raise LookupError
    except LookupError:
        return ["LookupError", pool.idle, pool.leased]


def dropped_leases(n):
    """One lease after the other is dropped without release: the resources they had, how many were made, idle and leased."""
    maker = Maker()
    pool, seen = Pool(maker, size=1), []
    for _ in range(n):
        lease = pool.acquire()
        seen.append(lease.resource.name)
        del lease
    return [seen, maker.made, pool.idle, pool.leased]


def pool_dropped():
    """A pool with an idle resource is dropped before its lease: what is alive of pool, idle and leased resource, then and after release."""
    pool = Pool(Maker(), size=2)
    lease, other = pool.acquire(), pool.acquire()
    references = [weakref.ref(pool), weakref.ref(other.resource), weakref.ref(lease.resource)]
    other.release()
    del pool, other
    seen = [alive(*references), lease.resource.name]
    lease.release()
    return [*seen, alive(*references), outcome(lambda: lease.resource)]


def lease_brought_back():
    """A lease in a cycle of garbage is brought back by a `__del__`: its resource, who has it then, idle and leased at the end."""
    pool, saved = Pool(Maker(), size=2), []

    class Holder:
        def __del__(self):
            saved.append(self.lease)

    holder = Holder()
    holder.me, holder.lease = holder, pool.acquire()
    del holder
    gc.collect()
    revived = saved[0]
    old = outcome(getattr, revived, "resource")
    new = pool.acquire()
    seen = [old, new.resource.name, pool.idle, pool.leased]
    revived.release()
    saved.clear()
    del revived
    return [*seen, pool.idle, pool.leased]
