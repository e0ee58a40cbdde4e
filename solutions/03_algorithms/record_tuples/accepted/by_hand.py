"""No namedtuple: a class of tuples with properties, and a metaclass whose classes are pickled by their arguments."""

import copyreg
import itertools
import keyword
import operator
import re
import unicodedata
import weakref

CLASSES = weakref.WeakValueDictionary()


class Maker(type):
    pass


copyreg.pickle(Maker, lambda cls: (record_type, cls._arguments))


def record_type(header, types, defaults=()):
    arguments = tuple(header), tuple(types), tuple((type(value), value) for value in defaults)
    try:
        return CLASSES[arguments]
    except KeyError:
        pass
    header, types, defaults = arguments[0], arguments[1], tuple(value for _, value in arguments[2])
    if len(header) != len(types):
        raise ValueError("types")
    if len(header) < len(defaults):
        raise TypeError("defaults")
    fields = []
    for name in map(field_name, header):
        numbered = itertools.chain([name], (f"{name}_{i}" for i in itertools.count(2)))
        fields.append(next(some for some in numbered if some not in fields))
    inside = {
        "__slots__": (), "__match_args__": tuple(fields), "_fields": tuple(fields), "_header": header, "_types": types,
        "_arguments": (header, types, defaults), "_field_defaults": dict(zip(fields[len(fields) - len(defaults):], defaults)),
        **{name: property(operator.itemgetter(i)) for i, name in enumerate(fields)},
        "__new__": new, "_make": classmethod(make), "_migrate": classmethod(migrate), "_replace": replace,
        "_asdict": as_dict, "__repr__": show, "__reduce__": reduced,
    }
    made = CLASSES[arguments] = Maker("Record", (tuple,), inside)
    return made


def field_name(text):
    text = unicodedata.normalize("NFKC", text).lower()

    text = "".join(c if ("x" + c).isidentifier() else " " for c in text)
    text = re.sub(" +", "_", text).strip("_")
    if not text:
        return "column"
    if not text.isidentifier():
        text = "column_" + text
    return text + "_" * keyword.iskeyword(text)


def convert(cls, i, value):
    try:
        return cls._types[i](value)
    except Exception as error:
        raise ValueError(f"{cls._header[i]}: {value!r}") from error


def new(cls, /, *values, **named):
    return make(cls, values, named)


def make(cls, values, named={}):
    values = list(values)
    if len(values) > len(cls._fields) or not set(named) <= set(cls._fields[len(values):]):
        raise TypeError("too much")
    values = [convert(cls, i, value) for i, value in enumerate(values)]
    for i, name in enumerate(cls._fields[len(values):], len(values)):
        if name in named:
            values.append(convert(cls, i, named[name]))
        elif name in cls._field_defaults:
            values.append(cls._field_defaults[name])
        else:
            raise TypeError(f"no {name}")
    return tuple.__new__(cls, values)


def migrate(cls, record, renamed={}):
    if not (set(renamed) <= set(cls._fields) and set(renamed.values()) <= set(record._fields)):
        raise TypeError("renamed")
    old = record._asdict()
    found = {new: old[name] for new, name in renamed.items()}
    return make(cls, (), {**{name: old[name] for name in cls._fields if name in old}, **found})


def replace(self, /, **changes):
    if not set(changes) <= set(self._fields):
        raise TypeError("unknown")
    values = list(self)
    for name, value in changes.items():
        i = self._fields.index(name)
        values[i] = convert(type(self), i, value)
    return restored(type(self), values)


def as_dict(self):
    return dict(zip(self._fields, self))


def show(self):
    return f"Record({', '.join(f'{name}={value!r}' for name, value in as_dict(self).items())})"


def reduced(self):
    return restored, (type(self), tuple(self))


def restored(cls, values):
    return tuple.__new__(cls, values)
