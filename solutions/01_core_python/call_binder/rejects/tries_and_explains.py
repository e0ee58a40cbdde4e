"""Calls first, and looks for a reason when it fails."""

from inspect import Parameter, signature

NAMED = Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY


class BindError(TypeError):
    def __init__(self, name, missing, unknown):
        told = [f"{what} {', '.join(names)}" for what, names in (("missing", missing), ("unknown", unknown)) if names]
        super().__init__(f"{name}: {'; '.join(told)}")
        self.missing, self.unknown = missing, unknown


def call_with(fn, config, strict=True):
    return binder(fn)(config, strict)


def explain(fn, config):
    return _Plan(fn).report(config)


def binder(fn):
    plan = _Plan(fn)

    def call(config, strict=True):
        try:
            args, kwargs = plan.arguments(config)
            plan.check(config, strict)
            return fn(*args, **kwargs)
        except BindError:
            raise
        except TypeError:
            return fn(*args, **kwargs)

    return call


class _Plan:
    """The parameters of a function, sorted by how they are passed; defaults by name."""

    def __init__(self, fn):
        parameters = signature(fn).parameters.values()
        names = {kind: [p.name for p in parameters if p.kind is kind] for kind in (*NAMED, Parameter.VAR_POSITIONAL)}
        self.fn_name = getattr(fn, "__name__", type(fn).__name__)
        self.by_position, self.by_either, self.by_keyword = (names[kind] for kind in NAMED)
        self.rest = next(iter(names[Parameter.VAR_POSITIONAL]), None)
        self.has_extra = any(p.kind is Parameter.VAR_KEYWORD for p in parameters)
        self.order = [p.name for p in parameters if p.kind is not Parameter.VAR_KEYWORD]
        self.known = set(self.order)
        self.defaults = {p.name: p.default for p in parameters if p.default is not Parameter.empty}
        self.needed = [name for name in self.order if name not in self.defaults and name != self.rest]

    def check(self, config, strict):
        missing = self._missing(config)
        unknown = self._others(config) if strict and not self.has_extra else ()
        if missing or unknown:
            raise BindError(self.fn_name, missing, unknown)

    def arguments(self, config):
        """Pass by position what must be, all else by keyword; items for the rest drag those before them along."""
        items = list(config.get(self.rest, ()))
        positions, keywords = self.by_position, self.by_either + self.by_keyword
        if items:
            positions, keywords = self.by_position + self.by_either, self.by_keyword
        else:
            while positions and positions[-1] not in config:
                positions = positions[:-1]
        args = [config[name] if name in config else self.defaults[name] for name in positions]
        kwargs = {name: config[name] for name in keywords if name in config}
        if self.has_extra:
            kwargs |= {key: config[key] for key in self._others(config)}
        return args + items, kwargs

    def report(self, config):
        others = self._others(config)
        return {
            "given": tuple(name for name in self.order if name in config) + (others if self.has_extra else ()),
            "default": tuple(name for name in self.defaults if name not in config),
            "missing": self._missing(config),
            "unknown": () if self.has_extra else others,
        }

    def _missing(self, config):
        return tuple([name for name in self.needed if name not in config])

    def _others(self, config):
        return tuple([key for key in config if key not in self.known])
