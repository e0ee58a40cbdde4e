"""Deep, shared and cyclic values, and what the functions make of them, told as plain data."""

import sys

import deep_walk
from deep_walk import MISSING, diff, transform, walk

DEPTH = 30_000


def chain(depth, last):
    """Dicts and lists in turn, one in the other, each with a leaf before the next."""
    value = [last]
    for i in range(1, depth):
        value = [i, value] if i % 2 else {"at": i, "next": value}
    return value


def told(x):
    return "MISSING" if x is MISSING else x


def walked(value, order="pre"):
    """(depth, key) of each node, and for leaves the leaf."""
    return [(depth, key) if isinstance(node, dict | list) else (depth, key, node) for depth, key, node in walk(value, order)]


def deep(order):
    """A walk over a chain: how many nodes, the sum of their depths, the first two and the last two as depth and key."""
    limit, seen, depths = sys.getrecursionlimit(), [], 0
    for depth, key, _ in walk(chain(DEPTH, "end"), order):
        seen.append((depth, key))
        depths += depth
    return {"nodes": len(seen), "depths": depths, "first": seen[:2], "last": seen[-2:], "limit changed by": sys.getrecursionlimit() - limit}


def deep_transform():
    """The heights of a chain of dicts and lists, added up from below; how often fn was called."""
    calls = []

    def height(x):
        calls.append(None)
        if isinstance(x, dict):
            return 1 + max(x.values())
        return 1 + max(x) if isinstance(x, list) else 0

    return transform(chain(DEPTH, "end"), height), len(calls)


def deep_diff():
    """The difference of two chains: the length of its path, the path's ends, and both values."""
    differences = diff(chain(DEPTH, "old"), chain(DEPTH, "new"))
    return [(len(path), path[:2], path[-2:], old, new) for path, old, new in differences]


def deep_cycle():
    """A cycle at the bottom: the length of its path, and the path's ends."""
    value = chain(DEPTH, "end")
    node = value
    while isinstance(node, dict) or len(node) == 2:
        node = node["next"] if isinstance(node, dict) else node[1]
    node.append(value)
    return path_of(lambda: walk(value), lambda path: (len(path), path[:2], path[-2:]))


def path_of(call, view=tuple):
    try:
        call()
    except deep_walk.CycleError as error:
        return view(error.path)
    return "no CycleError"


def cyclic(name):
    """A value with a cycle, of some kinds."""
    value = {"a": 1, "b": [2, {"c": 3}]}
    if name == "itself":
        value["b"] = value
    elif name == "in a list":
        value["b"].append(value["b"])
    elif name == "in a dict":
        value["b"][1]["d"] = value
    elif name == "two":
        value["b"][1]["d"] = {"e": value["b"]}
        value["z"] = value
    elif name == "under a shared one":
        inner = {}
        inner["up"] = [inner]
        value = [[inner, 1], inner]
    return value


def cycle(name, function):
    """The path of the CycleError that a call of the function raises, and how often `fn` was called before."""
    value, calls = cyclic(name), []
    call = {
        "walk": lambda: walk(value), "post": lambda: walk(value, "post"), "level": lambda: walk(value, "level"),
        "transform": lambda: transform([1, {"x": 2}, value], calls.append), "old": lambda: diff(value, 1), "new": lambda: diff({"b": 1}, value),
        "same": lambda: diff(value, value), "both": lambda: diff(value, cyclic("itself")),
    }[function]
    return path_of(call), len(calls)


def shared_walk(order):
    """A list that stands three times in a value, once within another one."""
    inner = [5]
    return walked({"a": inner, "b": [inner, inner]}, order)


def same_objects():
    """Which of the nodes that a walk gives are the objects of the value itself."""
    value = {"a": [1.5], "b": {}}
    parts = [value, value["a"], value["a"][0], value["b"]]
    return [any(node is part for part in parts) for _, _, node in walk(value)]


def transformed_by(name, value):
    """The value, transformed by a function of this name."""
    fn = {
        "ten times": lambda x: x * 10 if isinstance(x, int) else x,
        "sums": lambda x: sum(x) if isinstance(x, list) else x,
        "nothing": lambda x: None,
        "lists": lambda x: [x] if isinstance(x, int) else x,
    }[name]
    return transform(value, fn)


def transformed(value):
    """What `fn` is called with, as texts, when it returns a text of it."""
    calls = []

    def fn(x):
        calls.append(repr(x))
        return repr(x)

    return transform(value, fn), calls


def shared_transform(levels):
    """Levels of lists that hold the next one twice: calls of `fn` for leaves and for lists, and whether the copies are shared too."""
    value = [7]
    for _ in range(levels):
        value = [value, value]
    calls = {"leaves": 0, "lists": 0}

    def fn(x):
        calls["lists" if isinstance(x, list) else "leaves"] += 1
        return x

    made, shared = transform(value, fn), 0
    while len(made) == 2:
        shared += made[0] is made[1]
        made = made[0]
    return calls | {"shared": shared}


def copies():
    """Whether the value is as it was when `fn` has changed all that it was given; and what came of it."""
    value = {"a": [1, 2], "b": {"c": []}}

    def fn(x):
        if isinstance(x, dict):
            x["new"] = 0
        elif isinstance(x, list):
            x.append(0)
        return x

    return transform(value, fn), value


def identity():
    """Which containers of the result are those of the value."""
    value = {"a": [1, {}], "b": []}
    old = {id(node) for _, _, node in walk(value) if isinstance(node, dict | list)}
    made = transform(value, lambda x: x)
    return made, [key for _, key, node in walk(made) if id(node) in old]


def compared(old, new):
    """The differences, with MISSING told by its name."""
    return [(path, told(a), told(b)) for path, a, b in diff(old, new)]


def shared_diff():
    """Values in which a container stands twice, with a difference in it: found at both places."""
    a, b = {"n": [1]}, {"n": [2]}
    return compared([a, a, {"n": [1]}], [b, b, {"n": [1]}])


def equal_in_one_place():
    """Containers that equal one other are still compared with a third."""
    a = [1]
    return compared([a, a], [[1], [2]])


class Leaf:
    """A leaf that counts how often it is compared."""

    compared = 0

    def __eq__(self, other):
        Leaf.compared += 1
        return type(other) is Leaf

    __hash__ = None


def comparisons(levels):
    """Differences of two values in which each container stands twice in the one above, and how often leaves were compared."""
    old, new = [Leaf()], [Leaf()]
    for _ in range(levels):
        old, new = [old, old], [new, new]
    return compared(old, new), Leaf.compared


def nan_diff():
    """A NaN compared with itself."""
    nan = float("nan")
    return compared([nan, 1], [nan, 2])


def lazy(order):
    """The first three nodes of a walk, and a change that is made before the rest is asked for."""
    value = [1, [2], 3]
    nodes = walk(value, order)
    first = [next(nodes)[:2] for _ in range(2)]
    value.append(4)
    return first, [node for _, _, node in nodes if not isinstance(node, list)]
