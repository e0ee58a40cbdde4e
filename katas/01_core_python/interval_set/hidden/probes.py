"""Attributes, the caller's lists, copies and subclasses: what a proxy cannot express."""

import copy
import inspect
import pickle

from interval_set import IntervalSet


def changes():
    """Try to set and to delete what an instance stores, a property and an unknown name."""
    s = IntervalSet([(0, 2), (4, 6)])
    stored = [name for cls in type(s).__mro__ for name, x in vars(cls).items() if inspect.ismemberdescriptor(x)]
    outcomes = set()
    for name in [*stored, *getattr(s, "__dict__", {}), "measure", "note"]:
        for change in (lambda: setattr(s, name, ()), lambda: delattr(s, name)):
            try:
                change()
                outcomes.add(f"{name} changed")
            except (AttributeError, TypeError):
                outcomes.add("refused")
            except Exception as error:
                outcomes.add(type(error).__name__)
    try:
        after = list(s)
    except Exception as error:
        after = type(error).__name__
    return {"outcomes": sorted(outcomes), "after": after}


def changed_pairs():
    """Two sets of the same pairs and an empty set, looked at after the caller has changed its lists."""
    pairs = [[0, 2], [4, 6]]
    sets = [IntervalSet(pairs), IntervalSet(pairs) | IntervalSet(), IntervalSet()]
    pairs[0][1] = 3
    pairs.append([8, 9])
    return [list(s) for s in sets]


def copies():
    """Class, intervals and equality of what copy and pickle make of a set."""
    s = IntervalSet([(0, 2), (4, 6)])
    made = [copy.copy(s), copy.deepcopy(s)]
    made += [pickle.loads(pickle.dumps(s, protocol)) for protocol in range(6)]
    return [(type(x).__name__, list(x), x == s) for x in made]


def subclass():
    """A subclass and its base as operands of each other."""
    class Shifts(IntervalSet):
        __slots__ = ()

    early, late = Shifts([(0, 4)]), IntervalSet([(2, 6)])
    same = IntervalSet([(0, 4)])
    return {
        "results": [repr(x) for x in (early | late, early & late, early - late, early ^ late, late | early)],
        "equal": [early == same, same == early, hash(early) == hash(same)],
    }
