"""Another honest design: children by id, weak references that know their key, and a lease with `__del__` that shares the pool's stock, not the pool."""

from weakref import ReferenceType, ref


class Node:
    def __init__(self, value=None):
        self.value = value
        self._below = {}
        self._above = None

    @property
    def parent(self):
        return self._above and self._above()

    @property
    def children(self):
        return tuple(self._below.values())

    def add(self, child):
        node = self
        while node:
            if node is child:
                raise ValueError("cycle")
            node = node.parent
        if child.parent:
            child.parent.remove(child)
        child._above = ref(self)
        self._below[id(child)] = child
        return child

    def remove(self, child):
        if self._below.pop(id(child), None) is None:
            raise ValueError("no child")
        child._above = None

    def walk(self):
        levels = [iter([self])]
        while levels:
            node = next(levels[-1], None)
            if node is None:
                levels.pop()
            else:
                yield node
                levels.append(iter(node._below.values()))


class _Key(ReferenceType):
    """A weak reference that is hashed and compared by the address of its object, dead or alive."""

    def __init__(self, obj, callback):
        super().__init__(obj, callback)
        self.address = id(obj)

    def __new__(cls, obj, callback):
        return super().__new__(cls, obj, callback)

    def __hash__(self):
        return self.address

    def __eq__(self, other):
        return self.address == other.address


class IdentityCache:
    def __init__(self):
        self._values = {}
        self._forget = lambda key, me=ref(self): me() and me()._values.pop(key, None)

    def get(self, obj, make):
        key = _Key(obj, self._forget)
        try:
            return self._values[key]
        except KeyError:
            return self._values.setdefault(key, make(obj))

    def discard(self, obj):
        key = _Key(obj, None)
        known = key in self._values
        self._values.pop(key, None)
        return known

    def __len__(self):
        return len(self._values)


class PoolEmpty(Exception):
    pass


class _Stock:
    """What pool and leases share; it refers to neither."""

    def __init__(self):
        self.open, self.idle, self.leased = True, [], 0


class Lease:
    def __init__(self, resource, stock):
        self._held = [resource]
        self._stock = stock

    @property
    def resource(self):
        if not self._held:
            raise ReferenceError("released")
        return self._held[0]

    def release(self):
        if self._held:
            resource = self._held.pop()
            self._stock.leased -= 1
            if self._stock.open:
                self._stock.idle.append(resource)

    __del__ = release

    def __enter__(self):
        return self.resource

    def __exit__(self, *_):
        self.release()


class Pool:
    def __init__(self, make, *, size):
        if size < 1:
            raise ValueError("size")
        self._make, self._size, self._stock = make, size, _Stock()

    idle = property(lambda self: len(self._stock.idle))
    leased = property(lambda self: self._stock.leased)

    def acquire(self):
        if self._stock.leased >= self._size:
            raise PoolEmpty("all are lent")
        resource = self._stock.idle.pop() if self._stock.idle else self._make()
        self._stock.leased += 1
        return Lease(resource, self._stock)

    def __del__(self):
        if hasattr(self, "_stock"):
            self._stock.open = False
            self._stock.idle.clear()
