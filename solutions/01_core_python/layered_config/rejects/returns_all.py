"""Returns what could be seen."""

from collections.abc import MutableMapping

MISSING = object()
_HIDDEN = object()


class LayeredConfig(MutableMapping):
    """Layers are dicts in which a special value hides a key; beside them, which layers have an entry for a key."""

    def __init__(self, values=(), name="base"):
        self._names, self._layers = [], []
        self._where = {}            # key -> positions of the layers that have an entry, ascending
        self._size = 0
        self.push_layer(name, values)

    def __getitem__(self, key):
        where = self._where.get(key)
        value = self._layers[where[-1]][key] if where else _HIDDEN
        if value is _HIDDEN:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self._put(key, value)

    def __delitem__(self, key):
        self[key]                   # a KeyError if it is not to be seen
        if self._where[key] == [len(self._layers) - 1]:
            del self._where[key], self._layers[-1][key]
            self._size -= 1
        else:
            self._put(key, _HIDDEN)

    def __iter__(self):
        return (key for key in self._where if key in self)

    def __len__(self):
        return self._size

    @property
    def layers(self):
        return tuple(self._names)

    def origin(self, key):
        self[key]
        return self._names[self._where[key][-1]]

    def push_layer(self, name, values=()):
        values = dict(values)
        self._names.append(name)
        self._layers.append({})
        for key, value in values.items():
            self._put(key, value)   # not by __setitem__: a subclass that tells of changes tells nothing of layers

    def pop_layer(self):
        if len(self._layers) == 1:
            raise IndexError("the last layer cannot be taken off")
        seen = dict(self)
        self._names.pop()
        layer = self._layers.pop()
        for key, value in layer.items():
            where = self._where[key]
            where.pop()
            self._size += (key in self) - (value is not _HIDDEN)
            if not where:
                del self._where[key]
        return seen

    def _put(self, key, value):
        layer = self._layers[-1]
        self._size += (value is not _HIDDEN) - (key in self)
        if key not in layer:
            self._where.setdefault(key, []).append(len(self._layers) - 1)
        layer[key] = value


class ChangeEvents:
    def __init__(self, *args, **kwargs):
        self._subscriptions = []            # first, since a base may set items in its own __init__
        super().__init__(*args, **kwargs)

    def subscribe(self, listener):
        subscription = (listener,)          # a tuple of its own: one listener may be there twice
        self._subscriptions.append(subscription)

        def end():
            self._subscriptions = [x for x in self._subscriptions if x is not subscription]

        return end

    def __setitem__(self, key, value):
        old = self.get(key, MISSING)
        super().__setitem__(key, value)
        self._tell(key, old, value)

    def __delitem__(self, key):
        old = self.get(key, MISSING)
        super().__delitem__(key)
        self._tell(key, old, MISSING)

    def _tell(self, key, old, new):
        for (listener,) in tuple(self._subscriptions):
            listener(key, old, new)
