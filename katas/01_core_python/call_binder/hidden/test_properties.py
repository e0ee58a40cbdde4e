from hypothesis import given
from hypothesis import strategies as st

KEYS = ["p", "q", "a", "b", "rest", "k", "m", "extra", "z"]
configs = st.lists(st.sampled_from(KEYS), unique=True).map(lambda keys: {key: ["x", "y"] if key == "rest" else f"{key}!" for key in keys})


@st.composite
def signatures(draw):
    """Lists of (name, kind, default or None) in a legal order; kinds are the letters p, a, r, k and e."""
    positional = [(name, kind) for name, kind in [("p", "p"), ("q", "p"), ("a", "a"), ("b", "a")] if draw(st.booleans())]
    first = draw(st.integers(0, len(positional)))
    found = [(name, kind, f"{name}?" if n >= first else None) for n, (name, kind) in enumerate(positional)]
    rest = [("rest", "r", None)] if draw(st.booleans()) else []
    named = [(name, "k", draw(st.sampled_from([None, f"{name}?"]))) for name in "km" if draw(st.booleans())]
    extra = [("extra", "e", None)] if draw(st.booleans()) else []
    return found + rest + named + extra


def source_of(signature):
    """A function that returns all that it gets."""
    parts, kinds = [], [kind for _, kind, _ in signature]
    for n, (name, kind, default) in enumerate(signature):
        if kind == "k" and "r" not in kinds and kinds[n - 1:n] != ["k"]:
            parts.append("*")
        parts.append({"r": "*", "e": "**"}.get(kind, "") + name + (f"={default!r}" if default else ""))
        if kind == "p" and kinds[n + 1:n + 2] != ["p"]:
            parts.append("/")
    return f"def f({', '.join(parts)}):\n    return dict(sorted(locals().items()))"


def expected(signature, config, strict):
    """What the contract says of a call and of explain."""
    kinds = {name: kind for name, kind, _ in signature}
    named = [(name, default) for name, kind, default in signature if kind in "pak"]
    others = [key for key in config if kinds.get(key, "e") == "e"]
    report = {
        "given": tuple(name for name, kind, _ in signature if name in config and kind != "e") + (tuple(others) if "e" in kinds.values() else ()),
        "default": tuple(name for name, default in named if name not in config and default),
        "missing": tuple(name for name, default in named if name not in config and not default),
        "unknown": () if "e" in kinds.values() else tuple(others),
    }
    if report["missing"] or (strict and report["unknown"]):
        return None, report
    got = {name: config.get(name, default) for name, default in named}
    got |= {"rest": tuple(config.get("rest", ()))} if "rest" in kinds else {}
    got |= {"extra": {key: config[key] for key in others}} if "extra" in kinds else {}
    return dict(sorted(got.items())), report


@given(signature=signatures(), config=configs, strict=st.booleans())
def test_any_signature(probes, signature, config, strict):
    """Whatever the signature, the function gets what the contract says, and explain tells it."""
    call, report = expected(signature, config, strict)
    got, told = probes.generated(source_of(signature), config, strict)
    assert [got if call is not None else got.get("BindError"), told] == [call if call is not None else True, report]
