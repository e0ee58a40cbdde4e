from hypothesis import given
from hypothesis import strategies as st

bodies = st.dictionaries(st.sampled_from("abc"), st.none() | st.integers(0, 9), max_size=2)
drawn = st.lists(st.tuples(st.booleans(), st.lists(st.integers(0, 4), max_size=3, unique=True), bodies), min_size=3, max_size=6)


class Root:
    """Stands for Model."""


def consistent(drawn):
    """Turn what was drawn into classes that Python can make: (plain, bases, names), and the MRO of each."""
    classes, made = [], []
    for wish, numbers, body in drawn:
        bases = [n for n in numbers if n < len(made)]
        while len(classes) == len(made):
            plain = wish and not any(issubclass(made[n], Root) for n in bases)
            parents = [made[n] for n in bases]
            if not plain and not any(issubclass(parent, Root) for parent in parents):
                parents.append(Root)
            try:
                made.append(type("C", tuple(parents), {"names": body}))
            except TypeError:                 # no MRO: try with fewer bases
                bases.pop()
        classes.append((plain, bases, list(body.items())))
    return classes, [cls.__mro__ for cls in made if issubclass(cls, Root)]


def merged(mro):
    """The fields that the contract demands."""
    fields = {}
    for cls in reversed(mro):
        for name, default in vars(cls).get("names", {}).items():
            if default is None:
                fields.pop(name, None)
            else:
                fields[name] = default
    return list(fields.items())


@given(drawn=drawn)
def test_any_hierarchy(probes, drawn):
    """Whatever the bases, a model has the fields that attribute lookup finds."""
    classes, mros = consistent(drawn)
    assert probes.hierarchy(classes) == [merged(mro) for mro in mros]
