"""Connections in a list with holes, gone through by place; one list of steps and a place in it."""

import types
import weakref


class _Connection:
    """A receiver, held or known weakly, until it is cut off."""

    __slots__ = ("__weakref__", "held", "method", "owner")

    def __init__(self, receiver, signal):
        self.held = self.owner = self.method = None
        if isinstance(receiver, types.MethodType):
            this = weakref.ref(self)

            def gone(_):
                _cut(signal, this())

            self.owner, self.method = weakref.ref(receiver.__self__, gone), receiver.__func__
        else:
            self.held = receiver

    def receiver(self):
        if self.owner is None:
            return self.held
        owner = self.owner()
        return None if owner is None else types.MethodType(self.method, owner)


def _cut(signal, connection):
    if connection is not None and (connection.held is not None or connection.owner is not None):
        connection.held = connection.owner = connection.method = None
        alive = signal()
        if alive is not None:
            alive._holes += 1
            alive._tidy()


class Signal:
    def __init__(self):
        self._all, self._holes, self._events, self._busy = [], 0, [], False

    def __len__(self):
        return len(self._all) - self._holes

    def _tidy(self):
        if not self._busy and self._holes * 2 > len(self._all):
            self._all = [x for x in self._all if x.held is not None or x.owner is not None]
            self._holes = 0

    def connect(self, receiver):
        if not callable(receiver):
            raise TypeError("a receiver is called")
        signal = weakref.ref(self)
        connection = _Connection(receiver, signal)
        self._all.append(connection)
        known = weakref.ref(connection)
        return lambda: _cut(signal, known())

    def send(self, *args, **kwargs):
        self._events.append((args, kwargs))
        if self._busy:
            return
        self._busy, errors = True, []
        try:
            self._deliver(errors)
            if errors:
                raise ExceptionGroup(f"{len(errors)} receivers failed", errors)
        finally:
            errors = None           # neither this frame nor one that it called may know them
            self._busy = False
            self._events = []
            self._tidy()

    def _deliver(self, errors):
        for args, kwargs in self._events:
            for place in range(len(self._all)):
                receiver = self._all[place].receiver()
                if receiver is not None:
                    _call(receiver, args, kwargs, errors)
        errors = None


def _call(receiver, args, kwargs, errors):
    try:
        receiver(*args, **kwargs)
    except Exception as error:
        errors.append(error)
    errors = None


class History:
    def __init__(self, coalesce=None):
        self.coalesce = coalesce
        self._steps, self._place, self._open, self._last = [], 0, [], None

    @property
    def undoable(self):
        return self._place

    @property
    def redoable(self):
        return len(self._steps) - self._place

    def do(self, command):
        command.do()
        before, self._last = self._last, None
        self._record(command)
        self._last = command
        if before is not None and self.coalesce:
            both = self.coalesce(before, command)
            if both is not None:
                steps = self._open[-1].steps if self._open else self._steps
                steps[-2:] = [both]
                self._last = both
                if not self._open:
                    self._place -= 1

    def _record(self, command):
        if self._open:
            self._open[-1].steps.append(command)
        else:
            self._steps[self._place:] = [command]
            self._place += 1

    def _check(self, there):
        if self._open:
            raise RuntimeError("end the group first")
        if not there:
            raise IndexError("no step")

    def undo(self):
        self._check(self._place)
        self._steps[self._place - 1].undo()
        self._place, self._last = self._place - 1, None

    def redo(self):
        self._check(self.redoable)
        self._steps[self._place].do()
        self._place, self._last = self._place + 1, None

    def group(self):
        return _Group(self)


class _Group:
    """A group is a context manager first, and a command later."""

    def __init__(self, history):
        self.history, self.steps = history, []

    def __enter__(self):
        self.history._open.append(self)
        self.history._last = None

    def __exit__(self, kind, error, traceback):
        history, self.history = self.history, None
        history._open.pop()
        history._last = None
        if kind is not None:
            self.undo()
        elif self.steps:
            history._record(self)

    def do(self):
        done = []
        try:
            for step in self.steps:
                step.do()
                done.append(step)
        except BaseException:
            for step in reversed(done):
                step.undo()
            raise

    def undo(self):
        undone = []
        try:
            for step in reversed(self.steps):
                step.undo()
                undone.append(step)
        except BaseException:
            for step in reversed(undone):
                step.do()
            raise
