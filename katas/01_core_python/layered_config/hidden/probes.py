"""Classes made of the mixin and mappings of several kinds, and what their listeners heard."""

from collections import UserDict

from layered_config import MISSING, ChangeEvents, LayeredConfig


class Watched(ChangeEvents, LayeredConfig):
    """The mixin in front of the layers."""


class WatchedDict(ChangeEvents, UserDict):
    """The mixin in front of a mapping that sets its first items itself."""


class Upper(LayeredConfig):
    """A class between the mixin and the layers that changes what is set."""

    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)


class WatchedUpper(Watched, Upper):
    """Two classes that both override __setitem__."""


def shown(value):
    return "MISSING" if value is MISSING else value


def two_layers():
    config = Watched({"a": 1, "b": 2}, name="low")
    config.push_layer("high", {"b": 3, "c": 4})
    return config


def heard(config, change):
    """What a listener hears of a change, what the change returns or raises, and the items afterwards."""
    events = []
    config.subscribe(lambda key, old, new: events.append((key, shown(old), shown(new))))
    try:
        result = change(config)
    except Exception as error:
        result = type(error).__name__
    return {"events": events, "result": result, "items": list(config.items())}


CHANGES = {
    "set": lambda c: c.__setitem__("a", 5),
    "set new": lambda c: c.__setitem__("z", None),
    "set equal": lambda c: c.__setitem__("b", 3),
    "delete": lambda c: c.__delitem__("a"),
    "delete missing": lambda c: c.__delitem__("z"),
    "update": lambda c: c.update({"a": 5, "z": 6}, b=7),
    "pop": lambda c: c.pop("b"),
    "pop default": lambda c: c.pop("z", 9),
    "pop missing": lambda c: c.pop("z"),
    "popitem": lambda c: c.popitem(),
    "setdefault": lambda c: (c.setdefault("a", 8), c.setdefault("z", 9)),
    "clear": lambda c: c.clear(),
    "push": lambda c: c.push_layer("top", {"a": 9, "y": 1}),
    "pop layer": lambda c: c.pop_layer(),
}


def change(name):
    """What is heard of one way to change items."""
    return heard(two_layers(), CHANGES[name])


def change_dict(name):
    """The same of a UserDict that was made of keywords and a mapping."""
    return heard(WatchedDict({"a": 1, "b": 3}, c=4), CHANGES[name])


def cooperation():
    """What is heard when another class of the instance changes the key, and what is set."""
    return heard(WatchedUpper(name="low"), lambda c: c.update(a=1, B=2))


def arguments():
    """What a class with the mixin passes on to its base."""
    made = [Watched(), Watched({"a": 1}), Watched([("a", 1)], "low"), Watched(name="x", values={"a": 2})]
    return [(dict(c), c.layers) for c in made] + [dict(WatchedDict(a=1)), dict(WatchedDict({"a": 1}, b=2))]


def separate():
    """Two instances, each with a listener of its own."""
    first, second, events = Watched(), Watched(), []
    first.subscribe(lambda *event: events.append(("first", event[0])))
    second.subscribe(lambda *event: events.append(("second", event[0])))
    first["a"] = 1
    second["b"] = 2
    return events


def ended():
    """Listeners in order, one of them twice, and ends of subscriptions, each called twice."""
    config, events = Watched(), []

    def one(key, old, new):
        events.append(("one", key))

    def two(key, old, new):
        events.append(("two", key))
    ends = [config.subscribe(x) for x in (one, two, one)]
    config["a"] = 1
    ends[0]()
    ends[0]()
    config["b"] = 1
    ends[2]()
    ends[1]()
    config["c"] = 1
    return events


def ended_meanwhile():
    """A listener that ends its own subscription and the next one's, and one that subscribes another."""
    config, events = Watched(), []

    def first(key, old, new):
        events.append(("first", key))
        for end in ends:
            end()
        config.subscribe(lambda *event: events.append(("later", event[0])))
    ends = [config.subscribe(first), config.subscribe(lambda *event: events.append(("second", event[0])))]
    config["a"] = 1
    config["b"] = 2
    return events


def looked_up():
    """What a listener sees when it looks the key up, for a change and for a deletion."""
    config, seen = two_layers(), []
    config.subscribe(lambda key, old, new: seen.append((key in config, config.get(key), len(config))))
    config["b"] = 5
    del config["b"]
    config["z"] = 6
    return seen


def listener_fails():
    """The error of a listener, whether the next one was called, and the items."""
    config, events = two_layers(), []

    def fail(key, old, new):
        raise LookupError("listener")
    config.subscribe(fail)
    config.subscribe(lambda *event: events.append(event[0]))
    try:
        config["a"] = 5
        error = None
    except Exception as raised:
        error = repr(raised)
    return {"error": error, "heard": events, "items": list(config.items())}


def views():
    """Keys, values and items, before and after a change, and comparisons with a dict."""
    config = two_layers()
    keys, values, items = config.keys(), config.values(), config.items()
    del config["a"]
    config["d"] = 5
    return {"keys": list(keys), "values": list(values), "items": list(items), "equal": [config == {"b": 3, "c": 4, "d": 5}, config == {"b": 3}, config != {"b": 3}]}


def copied():
    """The layers after the caller has changed what it gave and what it got."""
    low, high = {"a": 1}, {"b": 2}
    config = LayeredConfig(low)
    config.push_layer("high", high)
    low["a"] = high["b"] = 9
    before = dict(config)
    config["c"] = 3
    taken = config.pop_layer()
    taken["a"] = 8
    return {"before": before, "taken": taken, "given": [low, high], "after": dict(config)}
