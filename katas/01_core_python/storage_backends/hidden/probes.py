"""Stores made of layers in all orders, with parts of colleagues between them: one notes which hooks are called."""

import os
import time
from pathlib import Path
from tempfile import mkdtemp

import storage_backends
from storage_backends import CountingMixin, FileStorage, MemoryStorage, PrefixMixin, Storage, TtlMixin


class Notes(Storage):
    """A colleague's layer: notes the calls of its hooks in a list, and fails when it is told to."""

    def __init__(self, *, log, failing=False, **others):
        super().__init__(**others)
        self._log, self._failing = log, failing

    def _note(self, *call):
        self._log.append(call)
        if self._failing:
            raise OSError(call[0])

    def _read(self, key):
        self._note("read", key)
        return super()._read(key)

    def _write(self, key, value):
        self._note("write", key)
        super()._write(key, value)

    def _remove(self, key):
        self._note("remove", key)
        return super()._remove(key)

    def _scan(self, prefix):
        self._note("scan", prefix)
        return super()._scan(prefix)


class Marked(Storage):
    """A colleague's layer: puts a mark before each value."""

    def __init__(self, *, mark, **others):
        super().__init__(**others)
        self.mark = mark

    def _read(self, key):
        value = super()._read(key)
        return None if value is None else value.removeprefix(self.mark)

    def _write(self, key, value):
        super()._write(key, self.mark + value)


class Shelf(Storage):
    """A colleague's backend: a list of pairs."""

    def __init__(self, **others):
        super().__init__(**others)
        self.pairs = []

    def _read(self, key):
        return dict(self.pairs).get(key)

    def _write(self, key, value):
        self.pairs = [*(pair for pair in self.pairs if pair[0] != key), (key, value)]

    def _remove(self, key):
        before, self.pairs = len(self.pairs), [pair for pair in self.pairs if pair[0] != key]
        return len(self.pairs) < before

    def _scan(self, prefix):
        return iter([key for key, _ in self.pairs if key.startswith(prefix)])


class Named:
    """A colleague's plain base."""

    def __init__(self, *, name, **others):
        super().__init__(**others)
        self.name = name


PARTS = {"counting": CountingMixin, "ttl": TtlMixin, "prefix": PrefixMixin, "memory": MemoryStorage, "file": FileStorage,
         "notes": Notes, "marked": Marked, "shelf": Shelf, "named": Named}


def joined(*bases):
    """A class of these bases."""
    return type(Storage)("Store", bases, {})


def made(words, **options):
    """A store by the names of its parts, with what they must be given and was not."""
    parts = words.split()
    usual = {"ttl": {"ttl": 10.0, "clock": lambda: 0.0}, "prefix": {"prefix": "p/"}, "notes": {"log": []}, "marked": {"mark": b"!"}, "named": {"name": "n"}}
    given = {name: value for part in parts for name, value in usual.get(part, {}).items()}
    if "file" in parts:
        given["folder"] = options.get("folder") or mkdtemp(dir=".")
    return joined(*(PARTS[part] for part in parts))(**given | options)


def tried(function, *args, **options):
    """What a call returns, or the name of its error, and the key of a KeyError."""
    try:
        return function(*args, **options)
    except KeyError as error:
        return "KeyError", *error.args
    except Exception as error:
        return type(error).__name__


def life(words):
    """Keys and values come and go: what each method answers."""
    store = made(words)
    seen = [tried(store.get, "a"), "a" in store, store.delete("a"), sorted(store.keys())]
    store.put("a", b"one")
    store.put("b", b"")
    store.put("ab", b"two")
    seen += [store.get("a"), store.get("b"), "b" in store, sorted(store.keys()), sorted(store.keys("a")), sorted(store.keys(prefix="p"))]
    store.put("a", b"three")
    store.move("ab", "c")
    return [*seen, store.get("a"), store.get("c"), "ab" in store, store.delete("b"), store.delete("b"), sorted(store.keys())]


def lifetime(words):
    """Values that are written at 100, and at 105, with a ttl of 10: what is there at 109.5, at 110 and at 115."""
    now = [100.0]
    store = made(words, clock=lambda: now[0])
    for key in ["a", "b", "c", "d"]:
        store.put(key, b"old")
    now[0] = 105.0
    store.put("b", b"new")
    store.move("c", "e")
    seen = []
    for now[0] in [109.5, 110.0]:
        seen.append([tried(store.get, "a"), "a" in store, store.get("b"), store.get("e"), sorted(store.keys())])
    seen.append([store.delete("a"), store.delete("b"), tried(store.move, "d", "f")])
    now[0] = 115.0
    return [*seen, sorted(store.keys())]


def calls(words):
    """All that reaches the layer that notes, for each method."""
    log, seen = [], {}
    store = made(words, log=log)

    def noted(name, *args):
        tried(lambda: list(store.keys(*args)) if name == "keys" else getattr(store, name)(*args))
        seen[" ".join([name, *map(str, args)])] = log[:]
        log.clear()
    noted("put", "a", b"1")
    noted("get", "a")
    noted("get", "x")
    noted("__contains__", "a")
    noted("keys", "")
    noted("move", "a", "b")
    noted("move", "b", "b")
    noted("move", "x", "x")
    noted("move", "x", "y")
    noted("delete", "b")
    noted("delete", "b")
    return seen


def reached(words):
    """The same, but what comes again for one method is left out."""
    return {name: list(dict.fromkeys(log)) for name, log in calls(words).items()}


def counted(words):
    """The counts after two keys were put, and one was got, found, listed with the other, and deleted."""
    store = made(words)
    store.put("a", b"1")
    store.put("b", b"2")
    store.get("a")
    store.__contains__("a")
    list(store.keys())
    store.delete("a")
    return store.counts


def lacking(hook):
    """A backend without one hook, or the base itself, is made."""
    hooks = {name: getattr(Shelf, name) for name in ["_read", "_write", "_remove", "_scan"] if name != hook}
    cls = type(Storage)("Lacking", (Storage,), hooks) if hook else Storage
    return tried(lambda: type(cls()).__name__)


def only_layers():
    """Layers without a backend are used, one hook after the other."""
    def used(method, *args):
        store = joined(CountingMixin, PrefixMixin, TtlMixin, Storage)(prefix="p", ttl=1)
        return method(store, *args)
    return [tried(used, Storage.put, "a", b"1"), tried(used, Storage.get, "a"), tried(used, Storage.delete, "a"), tried(used, Storage.keys)]


def with_mark(words):
    """A layer of a colleague somewhere among the others, before the colleague's backend: what is got, listed, deleted, and left on the shelf."""
    store = made(words, mark=b"<mark>")
    store.put("a", b"1")
    store.put("b", b"2")
    kept = [value.count(b"<mark>") for _, value in store.pairs]
    return [store.mark, store.get("a"), sorted(store.keys()), kept, store.delete("a"), [key for key, _ in store.pairs]]


def names(words):
    """The names of a used store, and those in its classes of this module, but special and private ones."""
    store = made(words)
    store.put("a", b"1")
    store.put("b", b"2")
    for use in [lambda: store.get("a"), lambda: list(store.keys()), lambda: store.move("a", "b"), lambda: store.delete("b"), lambda: getattr(store, "counts", 0)]:
        use()
    found = {*vars(store)}.union(*(vars(cls) for cls in type(store).__mro__ if cls.__module__ == storage_backends.__name__))
    return sorted(name for name in found if "__" not in name and name != "_abc_impl")


def apart():
    """Three stores of one class, the last with another prefix: the entries, the counts, and what the first has in the end."""
    Both = joined(CountingMixin, PrefixMixin, MemoryStorage)
    one, two = Both(prefix="1"), Both(prefix="1")
    one.put("a", b"1")
    two.put("b", b"2")
    Both(prefix="3").delete("a")
    return [sorted(one.keys()), sorted(two.keys()), one.counts, two.counts, tried(one.get, "a")]


def options(words, **given):
    """A store is made with options: what its plain base was given, and whether it works."""
    def use():
        store = made(words, **given)
        store.put("a", b"1")
        return getattr(store, "name", None), store.get("a")
    return tried(use)


def refused(method, *args):
    """A call of a method: its error, and the hooks that were called."""
    log = []
    store = made("notes memory", log=log)
    return tried(lambda: getattr(store, method)(*args) is None), log


def value_of(kind):
    """A value of some type is put, and changed then: what the backend has, and the type of that."""
    value = bytearray(b"abc")
    given = {"bytes": bytes(value), "bytearray": value, "memoryview": memoryview(value)}[kind]
    store = made("shelf")
    store.put("a", given)
    value[0] = 0
    return store.get("a"), [type(kept).__name__ for _, kept in store.pairs]


def counts_changed():
    """Somebody changes the dict of counts; then the counts."""
    store = made("counting memory")
    counts = store.counts
    counts["read"] += 99
    counts["more"] = 1
    store.put("a", b"1")
    return store.counts, counts


def failing():
    """Each hook is called once, and the next class's raises an error: the errors, and the counts."""
    store = made("counting notes memory", failing=True)
    errors = [tried(store.get, "a"), tried(store.put, "a", b"1"), tried(store.delete, "a"), tried(lambda: list(store.keys()))]
    return errors, store.counts


def diamond():
    """Two layers are bases of different classes, which meet before a backend: the names of the parts work, and all hooks are called once."""
    class Left(CountingMixin, Storage):
        pass

    class Right(PrefixMixin, Storage):
        pass

    class Both(Left, Right, Notes, MemoryStorage):
        pass
    log = []
    store = Both(prefix="r/", log=log)
    store.put("a", b"1")
    return [store.get("a"), list(store.keys()), store.delete("a"), log, store.counts]


def two_lifetimes():
    """Two stores over one folder: the one that writes at 100 has a ttl of 10, the one that reads at times has another."""
    folder = mkdtemp(dir=".")
    made("ttl file", folder=folder, ttl=10.0, clock=lambda: 100.0).put("a", b"1")
    return [["a" in made("ttl file", folder=folder, ttl=ttl, clock=lambda: now) for now in (109.5, 110.0)] for ttl in (0.5, 1000.0)]


def usual_clock():
    """A store without a clock of its own writes with a ttl of 1,000 seconds: is it there 900 seconds later, and 1,100, by `time.time`."""
    folder = mkdtemp(dir=".")
    joined(TtlMixin, FileStorage)(ttl=1000, folder=folder).put("a", b"1")
    return ["a" in made("ttl file", folder=folder, clock=lambda: time.time() + later) for later in (900, 1100)]


def leftovers():
    """The keys on a colleague's shelf after a value has run out, was asked for in each way, and was deleted."""
    now, seen = [0.0], []
    store = made("ttl shelf", clock=lambda: now[0])
    store.put("a", b"1")
    now[0] = 10.0
    for use in [store.keys, lambda: ["a" in store], lambda: [store.delete("a")]]:
        seen += [list(use()), [key for key, _ in store.pairs]]
    return seen


def prefixed(prefix, keys):
    """A store with a prefix puts keys beside those of others, and deletes the last: the keys that it lists, those with an `a` first, and what is below."""
    folder = mkdtemp(dir=".")
    below, store = made("file", folder=folder), made("prefix file", folder=folder, prefix=prefix)
    below.put("other", b"0")
    for key in keys:
        store.put(key, key.encode())
    store.delete(keys[-1])
    return [sorted(store.keys()), sorted(store.keys("a")), sorted(below.keys()), [store.get(key).decode() for key in keys[:-1]]]


def listing(words):
    """The listings that reach the layer that notes, when one is asked for, and what it gives then."""
    log = []
    store = made(words, log=log)
    store.put("a", b"1")
    keys = store.keys("")
    return [call for call in log if call[0] == "scan"], list(keys)


def disturbed(words):
    """While eight keys are listed, one that came is deleted, one that may still come is, and others are put: how many of the other six come, and how often."""
    def use():
        store = made(words)
        for key in "abcdefgh":
            store.put(key, b"1")
        keys = store.keys()
        came = next(keys)
        late = min({*"abcdefgh"} - {came})
        store.delete(came)
        store.delete(late)
        for key in "xyz":
            store.put(key, b"1")
        others = [key for key in keys if key not in [came, late, *"xyz"]]
        return len(set(others)), len(others)
    return tried(use)


def odd_keys(keys):
    """Each key gets a value of its own, and a later store is asked: its keys, the values, the number of files in the folder and the names beside it."""
    place = Path(mkdtemp(dir="."))
    store = made("file", folder=place / "in")
    for number, key in enumerate(keys):
        store.put(key, b"%d" % number)
    later = made("file", folder=place / "in")
    files = sum(len(names) for _, _, names in os.walk(place / "in"))
    return {"keys": sorted(later.keys()), "values": [int(later.get(key)) for key in keys], "files": files, "beside": [path.name for path in place.iterdir()]}


def folders(kind):
    """A folder given as text or Path, there or not, and two stores that have it."""
    folder = Path(mkdtemp(dir=".")) / kind
    if kind == "there":
        folder.mkdir()
    one = made("file", folder=str(folder) if kind == "text" else folder / "deep" if kind == "deep" else folder)
    one.put("a", b"1")
    two = made("file", folder=folder / "deep" if kind == "deep" else folder)
    two.put("b", b"2")
    one.delete("a")
    return sorted(one.keys()), one.get("b"), tried(two.get, "a")


def unreadable():
    """There is a folder in the place of a key's file: the errors."""
    folder = mkdtemp(dir=".")
    store = made("file", folder=folder)
    store.put("a", b"1")
    (file,) = (Path(where, name) for where, _, names in os.walk(folder) for name in names)
    file.unlink()
    file.mkdir()
    return tried(store.get, "a"), tried(store.__contains__, "a")


def history(words, ttl, steps):
    """Any calls of a store, and a clock that goes on by ("wait", seconds): the answers."""
    now, seen = [0.0], []
    store = made(words, **{"ttl": ttl, "clock": lambda: now[0]} if "ttl" in words else {})
    for verb, *args in steps:
        if verb == "wait":
            now[0] += args[0]
        elif verb == "keys":
            seen.append(sorted(store.keys(*args)))
        else:
            seen.append(tried(getattr(store, verb), *args))
    return seen


def traffic(words, n):
    """The calls that reach the backend when n keys are put, got and deleted, and the number of keys then."""
    log = []
    store = made(words, log=log)
    for number in range(n):
        store.put(f"key {number}", b"1")
    for number in range(n):
        store.get(f"key {number}")
        store.delete(f"key {number}")
    return {"calls": len(log), "left": len(list(store.keys()))}


def first_key(words, n):
    """The calls that reach the backend when one of n keys is taken from a listing."""
    log = []
    store = made(words, log=log)
    for number in range(n):
        store.put(f"key {number}", b"1")
    log.clear()
    return {"first": next(store.keys())[:4], "calls": len(log)}
