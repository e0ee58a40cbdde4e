"""Children by a running number; references of classes of their own that know their entry or their loan."""

import weakref
from itertools import count


class Node:
    def __init__(self, value):
        self.value = value
        self.below = {}
        self.numbers = count()
        self.place = None

    @property
    def parent(self):
        return self.place[0]() if self.place else None

    @property
    def children(self):
        return (*self.below.values(),)

    def add(self, child):
        up = self
        while up is not None:
            if up is child:
                raise ValueError("a ring")
            up = up.parent
        child.detach()
        number = next(self.numbers)
        self.below[number] = child
        child.place = weakref.ref(self), number
        return child

    def detach(self):
        parent = self.parent
        if parent is not None:
            parent.below.pop(self.place[1])
        self.place = None

    def walk(self):
        rows = [iter([self])]
        while rows:
            for node in rows[-1]:
                yield node
                rows.append(iter(node.children))
                break
            else:
                rows.pop()


class Entry(weakref.ref):
    __slots__ = ("cache", "key")

    @staticmethod
    def gone(entry):
        cache = entry.cache()
        if cache is not None:
            cache.objects.pop(entry.key, None)
            cache.values.pop(entry.key, None)

    @classmethod
    def of(cls, thing, cache, key):
        entry = cls(thing, cls.gone)
        entry.cache, entry.key = weakref.ref(cache), key
        return entry


class IdentityCache:
    def __init__(self, make):
        self.make, self.objects, self.values = make, {}, {}

    def __len__(self):
        return len(self.values)

    def get(self, obj):
        key = id(obj)
        if key in self.values:
            value = self.values[key]()
            if value is not None:
                return value
        value = self.make(obj)
        first, second = Entry.of(obj, self, key), Entry.of(value, self, key)
        self.objects[key], self.values[key] = first, second
        return value


class Loan(weakref.ref):
    """Knows its lease weakly; the module keeps it, so that the collector never takes it for garbage."""

    __slots__ = ("items", "pool")


LOANS = set()


def end(loan):
    LOANS.discard(loan)
    pool = loan.pool()
    while loan.items:
        item = loan.items.pop()
        if pool is not None:
            pool.back(item)


class Lease:
    def __init__(self, pool, item):
        self.loan = Loan(self, end)
        self.loan.items, self.loan.pool = [item], weakref.ref(pool)
        LOANS.add(self.loan)

    @property
    def item(self):
        if not self.loan.items:
            raise ValueError("released")
        return self.loan.items[0]

    def release(self):
        end(self.loan)


class Pool:
    def __init__(self, make, keep):
        self._make, self._keep, self._waiting = make, keep, []

    @property
    def idle(self):
        return len(self._waiting)

    def back(self, item):
        self._waiting.append(item)
        del self._waiting[self._keep:]

    def take(self):
        try:
            item = self._waiting.pop()
        except IndexError:
            item = self._make()
        return Lease(self, item)
