"""Remembers what was equal by one of the two."""

from collections import deque
from itertools import zip_longest

MISSING = object()
_CONTAINERS = dict, list


class CycleError(ValueError):
    def __init__(self, path):
        super().__init__("a container stands within itself")
        self.path = path


def walk(value, order="pre"):
    if order not in _WALKS:
        raise ValueError(f"order must be one of {tuple(_WALKS)}, not {order!r}")
    _check(value)
    return _WALKS[order](value)      # a generator of its own, so that what is above happens at the call


def transform(value, fn):
    new = {}                         # results by the id of the container: what is shared stays shared

    def made(child):
        return new[id(child)] if isinstance(child, _CONTAINERS) else fn(child)

    for node in list(_containers(value)):
        copy = {key: made(child) for key, child in node.items()} if isinstance(node, dict) else [made(child) for child in node]
        new[id(node)] = fn(copy)
    return made(value)


def diff(old, new):
    _check(old)
    _check(new)
    found, path, equal = [], [], set()
    stack = [(None, 0, iter([(None, old, new)]))]        # pair of ids, differences before it, children still to compare
    while stack:
        pair, before, children = stack[-1]
        for key, a, b in children:
            below = id(a)
            if a is b or (isinstance(a, _CONTAINERS) and below in equal):
                continue
            if not _alike(a, b):
                if not (type(a) is type(b) and not isinstance(a, _CONTAINERS) and a == b):
                    found.append((tuple([*path, key][1:]), a, b))
                continue
            path.append(key)
            stack.append((below, len(found), _pairs(a, b)))
            break
        else:
            stack.pop()
            if len(found) == before:
                equal.add(pair)
            if path:
                path.pop()
    return found


def _check(value):
    deque(_containers(value), maxlen=0)


def _containers(value):
    """Yield each container once, those within it first; a cycle is found when its last edge is reached."""
    if not isinstance(value, _CONTAINERS):
        return
    path, above, done = [], {id(value)}, set()
    stack = [(value, _items(value))]
    while stack:
        node, children = stack[-1]
        for key, child in children:
            if not isinstance(child, _CONTAINERS) or id(child) in done:
                continue
            path.append(key)
            if id(child) in above:
                raise CycleError(tuple(path))
            above.add(id(child))
            stack.append((child, _items(child)))
            break
        else:
            stack.pop()
            if path:
                path.pop()
            above.discard(id(node))
            done.add(id(node))
            yield node


def _items(value):
    if isinstance(value, dict):
        return iter(value.items())
    return enumerate(value) if isinstance(value, list) else iter(())


def _depth_first(value, *, first):
    if first:
        yield 0, None, value
    stack = [(None, value, _items(value))]
    while stack:
        key, node, children = stack[-1]
        for below, child in children:
            inner = isinstance(child, _CONTAINERS)
            if first or not inner:
                yield len(stack), below, child
            if inner:
                stack.append((below, child, _items(child)))
                break
        else:
            stack.pop()
            if not first:
                yield len(stack), key, node


def _by_level(value):
    yield 0, None, value
    queue = deque([(1, value)])
    while queue:
        depth, node = queue.popleft()
        for key, child in _items(node):
            yield depth, key, child
            if isinstance(child, _CONTAINERS):
                queue.append((depth + 1, child))


_WALKS = {
    "pre": lambda value: _depth_first(value, first=True),
    "post": lambda value: _depth_first(value, first=False),
    "level": _by_level,
}


def _alike(a, b):
    return (isinstance(a, dict) and isinstance(b, dict)) or (isinstance(a, list) and isinstance(b, list))


def _pairs(a, b):
    if isinstance(a, list):
        return ((i, *both) for i, both in enumerate(zip_longest(a, b, fillvalue=MISSING)))
    return _pairs_of_dicts(a, b)


def _pairs_of_dicts(a, b):
    for key, value in a.items():
        yield key, value, b.get(key, MISSING)
    for key, value in b.items():
        if key not in a:
            yield key, MISSING, value
