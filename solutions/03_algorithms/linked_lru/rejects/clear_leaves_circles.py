"""Forgets the nodes without taking them apart."""


class _Node:
    __slots__ = ("key", "next", "prev", "value")


class LruCache:
    def __init__(self, capacity, *, on_evict=None):
        self._nodes, self._queue, self._busy = {}, [], False
        self._end = _Node()
        self._end.next = self._end.prev = self._end
        self._on_evict = on_evict or (lambda key, value: None)
        self.resize(capacity)

    def __del__(self):
        self.clear()
        self._end.next = self._end.prev = None

    @property
    def capacity(self):
        return self._capacity

    def __len__(self):
        return len(self._nodes)

    def __contains__(self, key):
        return key in self._nodes

    def get(self, key, default=None):
        if key not in self._nodes:
            return default
        node = self._nodes[key]
        self._unlink(node)
        self._link(node, self._end.next)
        return node.value

    def peek(self, key, default=None):
        return self._nodes[key].value if key in self._nodes else default

    def put(self, key, value):
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = _Node()
            node.key = key
        else:
            self._unlink(node)
        node.value = value
        self._link(node, self._end.next)
        self._shrink()

    def demote(self, key):
        node = self._nodes[key]
        self._unlink(node)
        self._link(node, self._end)

    def remove(self, key):
        node = self._nodes.pop(key)
        self._unlink(node)
        return node.value

    def resize(self, capacity):
        if capacity < 1:
            raise ValueError(capacity)
        self._capacity = capacity
        self._shrink()

    def clear(self):
        self._nodes = {}
        self._end.next = self._end.prev = self._end

    def items(self):
        found, node = [], self._end.next
        while node is not self._end:
            found.append((node.key, node.value))
            node = node.next
        return found

    @staticmethod
    def _link(node, after):
        node.prev, node.next = after.prev, after
        after.prev.next = after.prev = node

    @staticmethod
    def _unlink(node):
        node.prev.next, node.next.prev = node.next, node.prev

    def _shrink(self):
        while len(self._nodes) > self._capacity:
            node = self._end.prev
            self._unlink(node)
            del self._nodes[node.key]
            self._queue.append((node.key, node.value))
            del node
        if not self._busy:
            self._report()

    def _report(self):
        self._busy, first = True, None
        while self._queue:
            try:
                self._on_evict(*self._queue.pop(0))
            except BaseException as error:
                first = error if first is None else first
        self._busy = False
        if first is not None:
            try:
                raise first
            finally:
                first = None
