"""A subclass, the text of JSON, and dicts that are shared: what a proxy cannot express."""

import json

from running_stats import Stats


def _known(s):
    return [s.count, round(s.mean, 6), round(s.variance, 4), s.minimum, s.maximum]


def subclass():
    """The class that from_dict of a subclass makes, and what a base and a subclass know after merging each other."""
    class Latency(Stats):
        pass

    made = Latency.from_dict(Latency([1, 2, 6]).to_dict())
    base = Stats([3])
    base.merge(made)
    made.merge(Stats([3]))
    return type(made).__name__, [_known(base), _known(made)]


def text(values):
    """The text of JSON that to_dict gives, and how many values are known when it was read."""
    written = json.dumps(Stats(values).to_dict(), allow_nan=False)
    return {"count": Stats.from_dict(json.loads(written)).count, "characters": len(written)}


def after_json(values):
    """What is known after a trip through JSON."""
    return _known(Stats.from_dict(json.loads(json.dumps(Stats(values).to_dict()))))


def read_twice():
    """What one instance does to the dict that another is made of later."""
    state = Stats([1, 2, 6]).to_dict()
    before = json.loads(json.dumps(state))
    Stats.from_dict(state).push(50)
    changed = [name for name in before if state.get(name) != before[name]]
    return {"kind": type(state).__name__, "changed": changed, "second": _known(Stats.from_dict(state))}


def snapshot():
    """A dict read after a push, and the instance after its dict was emptied."""
    s = Stats([1, 2, 6])
    state, emptied = s.to_dict(), s.to_dict()
    emptied.clear()
    s.push(7)
    return {"before": _known(Stats.from_dict(state)), "after": _known(s)}
