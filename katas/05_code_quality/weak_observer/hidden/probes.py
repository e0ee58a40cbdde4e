"""Receivers that come, go, fail and send, and commands on a list; what is alive is told by name.  The collector of cycles is off."""

import gc
import tracemalloc
import weakref
from contextlib import contextmanager

from weak_observer import History, Signal


MOST = 12
"""Connections in a script."""


class Stop(BaseException):
    """What is no Exception."""


@contextmanager
def no_collector():
    """Only counts of references free what is dropped in the block."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Ear:
    """An object whose method notes what it hears, and then does something."""

    def __init__(self, name, log, then=None):
        self.name, self.log, self.then = name, log, then

    def hear(self, *args):
        self.log.append((self.name, *args))
        if self.then is not None:
            self.then(*args)


class Slotted:
    """An object that allows no weak reference."""

    __slots__ = ()

    def hear(self):
        pass


def alive(refs):
    """The names of what lives."""
    return [name for name, ref in refs.items() if ref() is not None]


def ordered(names, ended):
    """Receivers are connected by name, and connections by number end: who hears before and after that, and connections."""
    heard, signal = [], Signal()
    receivers = {name: lambda name=name: heard.append(name) for name in names}
    ends = [signal.connect(receivers[name]) for name in names]
    signal.send()
    before, heard[:] = "".join(heard), []
    for number in ended:
        ends[number]()
    signal.send()
    return before, "".join(heard), len(signal)


def method_dropped():
    """An object is dropped whose method is connected, twice, between two others: who lives, connections, and what is heard before and after."""
    with no_collector():
        log, signal = [], Signal()
        ears = {name: Ear(name, log) for name in "abc"}
        for name in "abbc":
            signal.connect(ears[name].hear)
        refs = {name: weakref.ref(ear) for name, ear in ears.items()}
        signal.send(1)
        before = len(signal)
        del ears["b"]
        seen = alive(refs)
        signal.send(2)
        return seen, [before, len(signal)], log


def class_method():
    """A method of a class, and what a list appends."""
    class Heard:
        log = []

        @classmethod
        def hear(cls, *args):
            cls.log.append(args)

    log, signal = [], Signal()
    signal.connect(Heard.hear)
    signal.connect(log.append)
    signal.send(1)
    return Heard.log, log, len(signal)


def function_held():
    """A function that nobody else holds, and the object that it holds: what is heard, who lives before its connection ends and after."""
    with no_collector():
        log, signal = [], Signal()
        ear = Ear("a", log)
        refs = {"ear": weakref.ref(ear)}
        end = signal.connect(lambda *args, ear=ear: ear.hear(*args))
        del ear
        signal.send(1)
        seen = [alive(refs), len(signal)]
        end()
        return log, [*seen, alive(refs), len(signal)]


def refused(what):
    """What connecting something raises, and the connections after it."""
    signal = Signal()
    try:
        signal.connect({"number": 5, "method": Slotted().hear}[what])
    except Exception as error:
        return type(error).__name__, len(signal)
    return "no error", len(signal)


def ends_kept():
    """Signal, function and object are dropped, the ends of their connections are not: who lives, and what the ends do then."""
    with no_collector():
        log, signal = [], Signal()
        ear = Ear("a", log)

        def function():
            pass

        ends = [signal.connect(ear.hear), signal.connect(function)]
        refs = {"signal": weakref.ref(signal), "ear": weakref.ref(ear), "function": weakref.ref(function)}
        del signal, ear, function
        seen = alive(refs)
        for end in ends:
            end()
        return seen


def ended_function():
    """A function whose connection has ended, though the end is kept: who lives."""
    with no_collector():
        signal = Signal()

        def function():
            pass

        end = signal.connect(function)
        refs = {"function": weakref.ref(function)}
        del function
        end()
        return alive(refs), len(signal)


def meanwhile(who, what):
    """Of a, b, c, d one does something when it hears 1: "end X", "drop X", "connect X"; what all hear of 1 and 2, and who lives after it."""
    with no_collector():
        log, signal, ears, ends, during = [], Signal(), {}, {}, []
        verb, whom = what.split()

        def then(number):
            if number == 1:
                if verb == "end":
                    ends[whom]()
                elif verb == "drop":
                    ears.pop(whom, None)
                else:
                    ears[whom] = Ear(whom, log)
                    signal.connect(ears[whom].hear)
                during.extend(alive(refs))

        for name in "abcd":
            ears[name] = Ear(name, log, then if name == who else None)
            ends[name] = signal.connect(ears[name].hear)
        refs = {name: weakref.ref(ear) for name, ear in ears.items()}
        signal.send(1)
        signal.send(2)
        return log, len(signal), during


class Wrong(Exception):
    """A receiver's error."""


def failing(*which):
    """Receivers a to d, of which some fail: what is heard, and the errors."""
    log, signal, errors = [], Signal(), []

    def receiver(name):
        def hear(*args):
            log.append((name, *args))
            if name in which:
                raise Wrong(name, *args)
        return hear

    for name in "abcd":
        signal.connect(receiver(name))
    try:
        signal.send(1)
    except ExceptionGroup as group:
        errors = [error.args for error in group.exceptions]
    return log, errors


def errors_dropped():
    """The object that failed, an argument, and a variable of the failing method, when the errors are dropped: who lives."""
    with no_collector():
        class Thing:
            pass

        class Failing:
            def hear(self, thing):
                local = Thing()
                refs["local"] = weakref.ref(local)
                raise Wrong(local)

        refs, signal, things = {}, Signal(), {"object": Failing(), "argument": Thing()}
        refs |= {name: weakref.ref(thing) for name, thing in things.items()}
        end = signal.connect(things["object"].hear)
        failed = 0
        try:
            signal.send(things["argument"])
        except ExceptionGroup:
            failed += 1
        things.clear()
        end()
        return failed, alive(refs)


def nested(fail=()):
    """a sends 2 and 3 when it hears 1, c sends 4 when it hears 2, b and c fail when they hear what is given: what is heard, and the errors."""
    log, signal, errors, results = [], Signal(), [], []

    def receiver(name, sends):
        def hear(number):
            log.append((name, number))
            for more in sends.get(number, ()):
                results.append(signal.send(more))
                log.append((name, "sent", more))
            if number in fail and name != "a":
                raise Wrong(name, number)
        return hear

    for name, sends in [("a", {1: [2, 3]}), ("b", {}), ("c", {2: [4]})]:
        signal.connect(receiver(name, sends))
    try:
        signal.send(1)
    except ExceptionGroup as group:
        errors = [error.args for error in group.exceptions]
    return log, errors, results


def nested_and_connected():
    """A receiver sends, then connects another and ends its own connection: what is heard of both deliveries."""
    log, signal = [], Signal()

    def first(number):
        log.append(("first", number))
        if number == 1:
            signal.send(2)
            signal.connect(lambda n: log.append(("second", n)))
            end()

    end = signal.connect(first)
    signal.send(1)
    return log


def stopped():
    """b raises no Exception when it hears 1, after a has failed and has sent 2; then 3 is sent: what is heard, and what is raised."""
    log, signal, raised = [], Signal(), []

    def a(number):
        log.append(("a", number))
        if number == 1:
            signal.send(2)
            raise Wrong

    def b(number):
        log.append(("b", number))
        if number == 1:
            raise Stop

    for receiver in (a, b, lambda number: log.append(("c", number))):
        signal.connect(receiver)
    for number in (1, 3):
        try:
            signal.send(number)
        except BaseException as error:
            raised.append(type(error).__name__)
    return log, raised


def scripted(scripts, steps):
    """Ears with scripts, of what each does when it hears a number, and steps from outside; what is heard, the errors of each send, the connections.

    ("connect", ear), ("end", connection), ("drop", ear), ("send", number), and in scripts ("fail",).
    """
    with no_collector():
        log, signal, ends, errors = [], Signal(), [], []

        def act(verb, what=None):
            if verb == "connect" and what in ears and len(ends) < MOST:
                ends.append(signal.connect(ears[what].hear))
            elif verb == "end" and what < len(ends):
                ends[what]()
            elif verb == "drop":
                ears.pop(what, None)
            elif verb == "send":
                signal.send(what)
            elif verb == "fail":
                raise Wrong(*log[-1])

        def follow(name):
            def then(number):
                for action in scripts.get((name, number), ()):
                    act(*action)
            return then

        ears = {name: Ear(name, log, follow(name)) for name in "abc"}
        for step in steps:
            try:
                act(*step)
            except ExceptionGroup as group:
                errors.append([error.args for error in group.exceptions])
        return log, errors, len(signal)


def copied(n):
    """The peak in KiB of a second send to so many receivers, half of them methods, and how many heard it."""
    heard, signal = [0], Signal()

    class Counter:
        def hear(self):
            heard[0] += 1

    counters = [Counter() for _ in range(n // 2)]
    for counter in counters:
        signal.connect(counter.hear)
        signal.connect(lambda counter=counter: counter.hear())
    signal.send()
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        signal.send()
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
        gc.enable()
    return {"heard": heard[0], "KiB": -(-peak // 1024)}


class Append:
    """Append a word; it fails where it is told to."""

    def __init__(self, text, word, fail=()):
        self.text, self.word, self.fail = text, word, set(fail)

    def do(self):
        if "do" in self.fail:
            raise LookupError(self.word)
        self.text.append(self.word)

    def undo(self):
        if "undo" in self.fail:
            raise LookupError(self.word)
        if self.text[-1] != self.word:
            raise AssertionError(f"{self.word} is undone, and the text ends with {self.text[-1]}")
        self.text.pop()


class Both:
    """Two commands as one."""

    def __init__(self, earlier, later):
        self.earlier, self.later = earlier, later
        self.word = f"{earlier.word}{later.word}"

    def do(self):
        self.earlier.do()
        self.later.do()

    def undo(self):
        self.later.undo()
        self.earlier.undo()


class Editor:
    """A text of words with a history, told what to do by one word at a time.

    "undo", "redo", "(" begins a group and ")" ends it, "!" makes the innermost group raise, "merge" and "keep" set the
    strategy, which merges what begins with the same letter; any other word is appended, one with "-" fails when it is done.
    """

    def __init__(self, strategy=None):
        self.text, self.asked, self.groups = [], [], []
        self.history = History() if strategy is None else History(self.merge)
        self.commands = []

    def merge(self, earlier, later):
        self.asked.append((earlier.word, later.word) if hasattr(earlier, "word") else "group")
        return Both(earlier, later) if getattr(earlier, "word", "?")[0] == later.word[0] else None

    def act(self, word):
        if word in ("undo", "redo"):
            getattr(self.history, word)()
        elif word == "(":
            self.groups.append(self.history.group())
            self.groups[-1].__enter__()
        elif word == ")":
            self.groups.pop().__exit__(None, None, None)
        elif word == "!":
            error = Stop()
            if not self.groups.pop().__exit__(Stop, error, None):
                raise error
        elif word in ("merge", "keep"):
            self.history.coalesce = self.merge if word == "merge" else None
        else:
            self.commands.append(Append(self.text, word, ["do"] if word.endswith("-") else []))
            self.history.do(self.commands[-1])

    def seen(self):
        return " ".join(self.text), self.history.undoable, self.history.redoable


def edit(script, strategy=None):
    """What becomes of a text: after each word the text, what can be undone and redone, or before that an error."""
    editor, seen = Editor(strategy), []
    for word in script.split():
        try:
            editor.act(word)
        except BaseException as error:
            seen.append(type(error).__name__)
        seen.append(editor.seen())
    return seen


def merging(script, strategy="merge"):
    """The pairs that the strategy is asked about, and text, undoable and redoable at the end."""
    editor = Editor(strategy)
    for word in script.split():
        editor.act(word)
    return editor.asked, editor.seen()


def fails_later(script, number, way, then):
    """After a script one of its commands begins to fail when it is undone or done; what becomes of another word then, and of it again when nothing fails."""
    editor = Editor()
    for word in script.split():
        editor.act(word)
    editor.commands[number].fail.add(way)
    try:
        editor.act(then)
        error = None
    except Exception as raised:
        error = type(raised).__name__
    seen = [error, editor.seen()]
    editor.commands[number].fail.clear()
    editor.act(then)
    return [*seen, editor.seen()]
