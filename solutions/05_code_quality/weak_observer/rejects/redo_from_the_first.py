"""What was undone waits in a queue."""

import weakref
from collections import deque
from contextlib import contextmanager
from itertools import count
from types import MethodType


class Signal:
    """Connections by number: found without a search, in order, and an end never means another one."""

    def __init__(self):
        self._connections = {}      # number -> a function that returns the receiver, or None if it is gone
        self._order = ()            # the same as a tuple, or None after a change: made when it is needed
        self._numbers = count()
        self._waiting = deque()
        self._sending = False

    def __len__(self):
        return len(self._connections)

    def connect(self, receiver):
        if not callable(receiver):
            raise TypeError(f"{receiver!r} cannot be called")
        number, signal = next(self._numbers), weakref.ref(self)

        def end(_=None):            # holds neither the signal nor the receiver
            alive = signal()
            if alive is not None and alive._connections.pop(number, None):
                alive._order = None

        self._connections[number] = weakref.WeakMethod(receiver, end) if isinstance(receiver, MethodType) else lambda: receiver
        self._order = None
        return end

    def send(self, *args, **kwargs):
        self._waiting.append((args, kwargs))
        if self._sending:
            return                  # whoever is sending now goes on with this one
        self._sending, errors = True, []
        try:
            while self._waiting:
                args, kwargs = self._waiting.popleft()
                if self._order is None:
                    self._order = tuple(self._connections.items())
                for number, find in self._order:
                    if number in self._connections:
                        try:
                            _call(find, args, kwargs)
                        except Exception as error:
                            errors.append(error)
            if errors:
                raise ExceptionGroup("receivers failed", errors)
        finally:
            self._sending = False
            self._waiting.clear()
            del errors              # each error knows this frame by its traceback: the frame must not know the errors


def _call(find, args, kwargs):
    """Call a receiver, and hold it no longer."""
    receiver = find()
    if receiver is not None:
        receiver(*args, **kwargs)


class History:
    """Two stacks of steps, and a stack of open groups."""

    def __init__(self, coalesce=None):
        self.coalesce = coalesce
        self._done, self._undone, self._groups = [], [], []
        self._mergeable = False     # the last step was done just now, by `do`

    @property
    def undoable(self):
        return len(self._done)

    @property
    def redoable(self):
        return len(self._undone)

    def do(self, command):
        command.do()
        steps = self._groups[-1].steps if self._groups else self._done
        merged = None
        try:
            if self._mergeable and self.coalesce is not None:
                merged = self.coalesce(steps[-1], command)
        finally:                    # it is done, whatever the strategy says
            if merged is None:
                merged = command
            else:
                steps.pop()
            self._mergeable = True
            self._add(merged)

    def undo(self):
        self._move(self._done, self._undone, "undo")

    def redo(self):
        self._move(self._undone, self._done, "do")

    @contextmanager
    def group(self):
        group = _Group()
        self._groups.append(group)
        self._mergeable = False
        try:
            yield
        except BaseException:
            group.undo()
            raise
        finally:
            self._groups.pop()
            self._mergeable = False
        if group.steps:
            self._add(group)

    def _add(self, step):
        if self._groups:
            self._groups[-1].steps.append(step)
        else:
            self._done.append(step)
            self._undone.clear()

    def _move(self, source, target, way):
        if self._groups:
            raise RuntimeError("a group is open")
        if not source:
            raise IndexError(f"there is nothing to {'redo' if way == 'do' else way}")
        place = 0 if way == "do" else -1
        getattr(source[place], way)()
        target.append(source.pop(place))
        self._mergeable = False


class _Group:
    """Steps that are one step."""

    def __init__(self):
        self.steps = []

    def do(self):
        _all_or_none([(step.do, step.undo) for step in self.steps])

    def undo(self):
        _all_or_none([(step.undo, step.do) for step in reversed(self.steps)])


def _all_or_none(ways):
    """Take all steps of a way; if one fails, go back."""
    for place, (go, _) in enumerate(ways):
        try:
            go()
        except BaseException:
            for _, back in reversed(ways[:place]):
                back()
            raise
