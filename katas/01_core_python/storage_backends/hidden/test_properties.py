from hypothesis import given
from hypothesis import strategies as st

keys = st.sampled_from(["a", "ab", "b", "p/", "p/a"])
steps = st.lists(st.one_of(
    st.tuples(st.just("put"), keys, st.binary(max_size=2)), st.tuples(st.sampled_from(["get", "delete", "__contains__"]), keys),
    st.tuples(st.just("move"), keys, keys), st.tuples(st.just("keys"), st.sampled_from(["", "a", "p"])), st.tuples(st.just("wait"), st.sampled_from([0.5, 1.0])),
), max_size=12)
layers = st.permutations(["counting", "ttl", "prefix"]).flatmap(lambda order: st.integers(0, 3).map(lambda n: order[:n]))


def expected(ttl, steps):
    """The same with a dict of values and their times."""
    now, there, seen = 0.0, {}, []
    for verb, *args in steps:
        there = {key: entry for key, entry in there.items() if now < entry[1]}
        known = there.get(args[0])
        if verb == "wait":
            now += args[0]
        elif verb == "put":
            there[args[0]] = (args[1], now + ttl)
            seen.append(None)
        elif verb == "keys":
            seen.append(sorted(key for key in there if key.startswith(args[0])))
        elif verb in ("__contains__", "delete"):
            seen.append(known is not None)
            if verb == "delete":
                there.pop(args[0], None)
        elif known is None:
            seen.append(("KeyError", args[0]))
        else:
            seen.append(known[0] if verb == "get" else None)
            if verb == "move" and args[0] != args[1]:
                del there[args[0]]
                there[args[1]] = (known[0], now + ttl)
    return seen


@given(layers=layers, backend=st.sampled_from(["memory", "file", "shelf"]), ttl=st.sampled_from([0.5, 1.5]), steps=steps)
def test_any_history(probes, layers, backend, ttl, steps):
    """Whatever the layers, their order and the backend, a store answers as a dict does whose values run out."""
    words = " ".join([*layers, backend])
    assert probes.history(words, ttl, steps) == expected(ttl if "ttl" in layers else 1e9, steps)
