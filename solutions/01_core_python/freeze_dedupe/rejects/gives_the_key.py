"""Gives what was compared."""

NAN = "NaN"       # beside the type float no text can stand for anything else


def freeze(obj):
    return _freeze(obj, set())


def _freeze(obj, inside):
    """Every key is (type, content), so what `==` takes for equal across types stays apart."""
    if not isinstance(obj, (dict, list, tuple, set, frozenset)):
        return type(obj), _value(obj)
    if id(obj) in inside:
        raise ValueError(f"a {type(obj).__name__} contains itself")
    inside.add(id(obj))
    if isinstance(obj, dict):
        content = frozenset((_freeze(key, inside), _freeze(value, inside)) for key, value in obj.items())
    elif isinstance(obj, (list, tuple)):
        content = tuple([_freeze(item, inside) for item in obj])
    else:
        content = frozenset([_freeze(item, inside) for item in obj])
    inside.discard(id(obj))         # it may stand in another place, too
    return type(obj), content


def _value(obj):
    hash(obj)                       # now, not when the key is used
    return NAN if isinstance(obj, float) and obj != obj else obj


def dedupe(records, key=None):
    seen = set()
    for record in records:
        frozen = freeze(record if key is None else key(record))
        if frozen not in seen:
            seen.add(frozen)
            yield record if key is None else key(record)
