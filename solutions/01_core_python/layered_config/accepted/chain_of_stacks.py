"""A stack of (layer, value) for each key; layers know the keys only. The mixin keeps listeners by number."""

from collections.abc import MutableMapping
from itertools import count

MISSING = object()


class LayeredConfig(MutableMapping):
    def __init__(self, values=(), name="base"):
        self.stacks, self.seen = {}, 0
        self.names, self.keys_of = [], []
        self.push_layer(name, values)

    @property
    def layers(self):
        return tuple(self.names)

    def top_of(self, key):
        stack = self.stacks.get(key)
        if stack is None or stack[-1][1] is MISSING:
            raise KeyError(key)
        return stack[-1]

    def __getitem__(self, key):
        return self.top_of(key)[1]

    def origin(self, key):
        return self.names[self.top_of(key)[0]]

    def write(self, key, value):
        depth = len(self.names) - 1
        stack = self.stacks.setdefault(key, [])
        self.seen -= bool(stack) and stack[-1][1] is not MISSING
        self.seen += value is not MISSING
        if stack and stack[-1][0] == depth:
            stack[-1] = (depth, value)
        else:
            stack.append((depth, value))
            self.keys_of[-1][key] = None

    def __setitem__(self, key, value):
        self.write(key, value)

    def __delitem__(self, key):
        depth, _ = self.top_of(key)
        if len(self.stacks[key]) == 1 and depth == len(self.names) - 1:
            del self.stacks[key]
            del self.keys_of[-1][key]
            self.seen -= 1
        else:
            self.write(key, MISSING)

    def __iter__(self):
        for key, stack in self.stacks.items():
            if stack[-1][1] is not MISSING:
                yield key

    def __len__(self):
        return self.seen

    def push_layer(self, name, values=()):
        pairs = list(dict(values).items())
        self.names.append(name)
        self.keys_of.append({})
        for key, value in pairs:
            self.write(key, value)

    def pop_layer(self):
        if len(self.names) < 2:
            raise IndexError("one layer stays")
        self.names.pop()
        own = {}
        for key in self.keys_of.pop():
            stack = self.stacks[key]
            value = stack.pop()[1]
            if value is not MISSING:
                own[key] = value
                self.seen -= 1
            if not stack:
                del self.stacks[key]
            elif stack[-1][1] is not MISSING:
                self.seen += 1
        return own


class ChangeEvents:
    def __init__(self, *args, **kwargs):
        self.listeners, self.numbers = {}, count()
        super().__init__(*args, **kwargs)

    def subscribe(self, listener):
        number = next(self.numbers)
        self.listeners[number] = listener
        return lambda: self.listeners.pop(number, None) and None

    def __setitem__(self, key, value):
        try:
            old = self[key]
        except KeyError:
            old = MISSING
        super().__setitem__(key, value)
        for listener in list(self.listeners.values()):
            listener(key, old, value)

    def __delitem__(self, key):
        old = self[key]
        super().__delitem__(key)
        for listener in list(self.listeners.values()):
            listener(key, old, MISSING)
