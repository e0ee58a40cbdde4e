"""One stack of what is still to do: entering and leaving are entries of their own, and paths are chains of links."""

from collections import deque

MISSING = object()


class CycleError(ValueError):
    def __init__(self, path):
        super().__init__(path[-1])
        self.path = path


def _children(node):
    return node.items() if isinstance(node, dict) else enumerate(node)


def _is_container(node):
    return isinstance(node, dict | list)


def _unrolled(link):
    keys = []
    while link is not None:
        link, key = link
        keys.append(key)
    return tuple(reversed(keys))


def _ordered(value):
    """Each container once, children first; grey and white as in the textbook."""
    state, order, stack = {}, [], [(value, None, False)]
    while stack:
        node, link, leaving = stack.pop()
        if not _is_container(node):
            continue
        if leaving:
            state[id(node)] = "black"
            order.append(node)
        elif state.get(id(node)) == "grey":
            raise CycleError(_unrolled(link))
        elif id(node) not in state:
            state[id(node)] = "grey"
            stack.append((node, link, True))
            inner = [(child, (link, key), False) for key, child in _children(node) if _is_container(child)]
            stack += reversed(inner)
    return order


def walk(value, order="pre"):
    makers = {"pre": _pre, "post": _post, "level": _level}
    if order not in makers:
        raise ValueError(order)
    _ordered(value)
    return makers[order](value)


class _Cursor:
    """Where a container stands, and what of it is still to come."""

    def __init__(self, depth, key, node):
        self.depth, self.key, self.node = depth, key, node
        self.rest = iter(_children(node))


def _steps(value):
    """Enter and leave containers, and pass leaves."""
    if not _is_container(value):
        yield "leaf", 0, None, value
        return
    way = [_Cursor(0, None, value)]
    yield "enter", 0, None, value
    while way:
        top = way[-1]
        key, child = next(top.rest, (way, way))
        if child is way:
            way.pop()
            yield "leave", top.depth, top.key, top.node
        elif _is_container(child):
            way.append(_Cursor(len(way), key, child))
            yield "enter", way[-1].depth, key, child
        else:
            yield "leaf", len(way), key, child


def _pre(value):
    return (step[1:] for step in _steps(value) if step[0] != "leave")


def _post(value):
    return (step[1:] for step in _steps(value) if step[0] != "enter")


def _level(value):
    yield 0, None, value
    level, depth = [value] if _is_container(value) else [], 0
    while level:
        depth += 1
        below = []
        for node in level:
            for key, child in _children(node):
                yield depth, key, child
                if _is_container(child):
                    below.append(child)
        level = below


def transform(value, fn):
    results = {}
    for node in _ordered(value):
        copy = node.copy()
        for key, child in _children(node):
            copy[key] = results[id(child)] if _is_container(child) else fn(child)
        results[id(node)] = fn(copy)
    return results[id(value)] if _is_container(value) else fn(value)


def diff(old, new):
    _ordered(old)
    _ordered(new)
    found, same = [], set()
    todo = deque([("compare", old, new, None)])
    while todo:
        what, a, b, link = todo.pop()
        if what == "done":
            if len(found) == link:
                same.add((id(a), id(b)))
            continue
        if a is b or (id(a), id(b)) in same:
            continue
        if isinstance(a, dict) and isinstance(b, dict):
            keys = [*a, *(key for key in b if key not in a)]
            pairs = [(key, a.get(key, MISSING), b.get(key, MISSING)) for key in keys]
        elif isinstance(a, list) and isinstance(b, list):
            longest = max(len(a), len(b))
            pairs = [(i, a[i] if i < len(a) else MISSING, b[i] if i < len(b) else MISSING) for i in range(longest)]
        else:
            if type(a) is not type(b) or a != b:
                found.append((_unrolled(link), a, b))
            continue
        todo.append(("done", a, b, len(found)))
        todo.extend(("compare", x, y, (link, key)) for key, x, y in reversed(pairs))
    return found
