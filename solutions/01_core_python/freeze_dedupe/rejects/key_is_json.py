"""Takes sorted JSON for the key."""

import json


def plain(obj):
    if isinstance(obj, (set, frozenset)):
        return sorted(map(plain, obj), key=repr)
    if isinstance(obj, bytes):
        return obj.hex()
    raise TypeError(type(obj).__name__)


def freeze(obj):
    return json.dumps(obj, sort_keys=True, default=plain)


def dedupe(records, key=None):
    seen = set()
    for record in records:
        frozen = freeze(record if key is None else key(record))
        if frozen not in seen:
            seen.add(frozen)
            yield record
