"""Does nothing for a node that is a child already."""

import weakref


class Node:
    __slots__ = ("__weakref__", "_children", "_parent", "value")

    def __init__(self, value=None):
        self.value, self._children, self._parent = value, {}, _nobody

    @property
    def parent(self):
        return self._parent()

    @property
    def children(self):
        return tuple(self._children)

    def add(self, child):
        above = self
        while above is not None:
            if above is child:
                raise ValueError("a node cannot be below itself")
            above = above.parent
        if child.parent is self:
            return child
        if child.parent is not None:
            child.parent.remove(child)
        self._children[child] = None
        child._parent = weakref.ref(self)
        return child

    def remove(self, child):
        if child not in self._children:
            raise ValueError("no child of this node")
        del self._children[child]
        child._parent = _nobody

    def walk(self):
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node._children))


def _nobody():
    return None


class IdentityCache:
    def __init__(self):
        self._entries = {}

    def get(self, obj, make):
        key = id(obj)
        if key not in self._entries:
            reference = weakref.ref(obj, _forgets(key, weakref.ref(self)))
            self._entries[key] = reference, make(obj)
        return self._entries[key][1]

    def discard(self, obj):
        return self._entries.pop(id(obj), None) is not None

    def __len__(self):
        return len(self._entries)


def _forgets(key, cache_reference):
    """Return a callback that must not keep the cache alive, or its values would outlive it."""

    def forget(_):
        cache = cache_reference()
        if cache is not None:
            cache._entries.pop(key, None)

    return forget


class PoolEmpty(Exception):
    pass


class Lease:
    def __init__(self, resource, pool):
        # The box is emptied on release: a lease that a __del__ brings back to life then has no resource.
        self._box = [resource]
        self.release = weakref.finalize(self, _give_back, self._box, weakref.ref(pool))

    @property
    def resource(self):
        if not self._box:
            raise ReferenceError("the lease has ended")
        return self._box[0]

    def __enter__(self):
        return self.resource

    def __exit__(self, *exc_info):
        self.release()


def _give_back(box, pool_reference):
    resource, pool = box.pop(), pool_reference()
    if pool is not None:
        pool._leased -= 1
        pool._idle.append(resource)


class Pool:
    def __init__(self, make, *, size):
        if size < 1:
            raise ValueError("size must be at least 1")
        self._make, self._size, self._idle, self._leased = make, size, [], 0

    @property
    def idle(self):
        return len(self._idle)

    @property
    def leased(self):
        return self._leased

    def acquire(self):
        if self._leased == self._size:
            raise PoolEmpty
        resource = self._idle.pop() if self._idle else self._make()
        self._leased += 1
        return Lease(resource, self)
