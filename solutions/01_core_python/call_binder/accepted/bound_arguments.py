"""Fills a BoundArguments, which knows itself how to pass each argument."""

import inspect
from inspect import BoundArguments, signature

KINDS = inspect.Parameter


class BindError(TypeError):
    def __init__(self, missing, unknown):
        super().__init__(f"does not fit: {' '.join(missing)} missing, {' '.join(unknown)} unknown")
        self.missing = missing
        self.unknown = unknown


class Bound:
    def __init__(self, fn):
        self.fn, self.signature = fn, signature(fn)
        kinds = [(p.kind, p.name, p.default) for p in self.signature.parameters.values()]
        self.extra = next((name for kind, name, _ in kinds if kind is KINDS.VAR_KEYWORD), None)
        self.rest = next((name for kind, name, _ in kinds if kind is KINDS.VAR_POSITIONAL), None)
        self.kinds = [(kind, name, default) for kind, name, default in kinds if name != self.extra]
        self.known = frozenset(name for _, name, _ in self.kinds)

    def explain(self, config):
        given, default, missing, unknown = [], [], [], []
        for _, name, standard in self.kinds:
            if name in config:
                given.append(name)
            elif name != self.rest:
                (missing if standard is KINDS.empty else default).append(name)
        (given if self.extra else unknown).extend(key for key in config if key not in self.known)
        return {"given": tuple(given), "default": tuple(default), "missing": tuple(missing), "unknown": tuple(unknown)}

    def __call__(self, config, strict=True):
        values, missing, extra = {}, [], {}
        for kind, name, default in self.kinds:
            if name in config:
                values[name] = tuple(config[name]) if kind is KINDS.VAR_POSITIONAL else config[name]
            elif kind is KINDS.VAR_POSITIONAL:
                values[name] = ()
            elif default is KINDS.empty:
                missing.append(name)
            else:
                values[name] = default
        for key in config:
            if key not in self.known:
                extra[key] = config[key]
        unknown = () if self.extra or not strict else tuple(extra)
        if missing or unknown:
            raise BindError(tuple(missing), unknown)
        if self.extra:
            values[self.extra] = extra
        bound = BoundArguments(self.signature, values)
        return self.fn(*bound.args, **bound.kwargs)


def call_with(fn, config, strict=True):
    return Bound(fn)(config, strict)


def explain(fn, config):
    return Bound(fn).explain(config)


binder = Bound
