"""Changes the sums while it looks for the value."""

# No child may have more than this share of the nodes below its parent, which bounds the depth.
_SHARE = 0.7


class _Node:
    """A value, its count, and what the whole subtree has: nodes, and items."""

    __slots__ = ("count", "items", "left", "nodes", "right", "value")

    def __init__(self, value, count):
        self.value, self.count = value, count
        self.left = self.right = None
        self.nodes, self.items = 1, count


class RankTree:
    def __init__(self):
        self._root, self._live = None, 0

    @property
    def total(self):
        return _items(self._root)

    def __len__(self):
        return self._live

    def __iter__(self):
        return ((node.value, node.count) for node in _in_order(self._root))

    def add(self, value, count=1):
        _check(count)
        path, last = self._path(value)
        found = last == 0
        if found:
            node = path[-1]
            if not node.count:     # it was a gap
                node.value = value
                self._live += 1
            node.count += count
        else:
            self._hang(path, last, _Node(value, count))
            self._live += 1
        for node in path:
            node.items += count
            node.nodes += not found
        self._balance(path)

    def discard(self, value, count=1):
        _check(count)
        path, last = self._path(value)
        if last != 0:
            for node in path:
                node.items -= count
            return 0
        taken = min(count, path[-1].count)
        path[-1].count -= taken
        for node in path:
            node.items -= taken
        if taken and not path[-1].count:
            self._live -= 1
            if self._root.nodes > 2 * self._live:     # more gaps than values
                self._root = _built(list(_in_order(self._root)))
        return taken

    def count(self, value):
        path, last = self._path(value)
        return path[-1].count if last == 0 else 0

    def rank(self, value):
        below, node = 0, self._root
        while node is not None:
            if node.value < value:
                below += _items(node.left) + node.count
                node = node.right
            else:
                node = node.left
        return below

    def between(self, low, high):
        return max(0, self.rank(high) - self.rank(low))

    def select(self, k):
        if not 0 <= k < self.total:
            raise IndexError(f"no item has {k!r} before it: there are {self.total}")
        node = self._root
        while True:
            before = _items(node.left)
            if k < before:
                node = node.left
            elif k < before + node.count:
                return node.value
            else:
                k -= before + node.count
                node = node.right

    def _path(self, value):
        """Return the nodes from the root towards a value, and on which side of the last: 0 if that has it."""
        path, side, node = [], -1, self._root
        while node is not None:
            path.append(node)
            if value < node.value:
                side, node = -1, node.left
            elif node.value < value:
                side, node = 1, node.right
            else:
                return path, 0
        return path, side

    def _hang(self, path, side, node):
        if not path:
            self._root = node
        elif side < 0:
            path[-1].left = node
        else:
            path[-1].right = node

    def _balance(self, path):
        """Build the highest subtree on the path anew in which one side has become too large."""
        for i, node in enumerate(path):
            if max(_nodes(node.left), _nodes(node.right)) > _SHARE * node.nodes + 1:
                subtree = _built(list(_in_order(node)))
                self._replace(path[i - 1] if i else None, node, subtree)
                for above in path[:i]:
                    above.nodes += _nodes(subtree) - node.nodes     # gaps have gone
                return

    def _replace(self, parent, old, new):
        if parent is None:
            self._root = new
        elif parent.left is old:
            parent.left = new
        else:
            parent.right = new


def _check(count):
    if count < 1:
        raise ValueError(f"a count must be at least 1, not {count!r}")


def _items(node):
    return 0 if node is None else node.items


def _nodes(node):
    return 0 if node is None else node.nodes


def _in_order(node):
    """Yield the nodes that have items, in ascending order."""
    waiting = []
    while waiting or node is not None:
        while node is not None:
            waiting.append(node)
            node = node.left
        node = waiting.pop()
        right = node.right
        if node.count:
            yield node
        node = right


def _built(nodes):
    """Return the root of a tree of these nodes in which no two leaves differ in depth by more than one."""
    if not nodes:
        return None
    middle = len(nodes) // 2
    root = nodes[middle]
    root.left, root.right = _built(nodes[:middle]), _built(nodes[middle + 1 :])
    root.nodes = len(nodes)
    root.items = root.count + _items(root.left) + _items(root.right)
    return root
