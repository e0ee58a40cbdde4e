"""Takes str() for the key."""


def freeze(obj):
    return str(obj)


def dedupe(records, key=None):
    seen = set()
    for record in records:
        frozen = freeze(record if key is None else key(record))
        if frozen not in seen:
            seen.add(frozen)
            yield record
