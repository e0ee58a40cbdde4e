import pytest
from graders.testing import Machine, drain
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

keys = st.sampled_from("abcd")
values = st.dictionaries(keys, st.integers(0, 3), max_size=3)
GONE = "gone"


class LayersMachine(Machine):
    """The submission against a list of dicts that are merged at each look."""

    @initialize(values=values)
    def build(self, values):
        self.config, self.layers = self.submission.LayeredConfig(values), [dict(values)]

    def seen(self):
        merged = {}
        for layer in self.layers:
            merged |= layer
        return {key: value for key, value in merged.items() if value != GONE}

    @rule(key=keys, value=st.integers(0, 3))
    def put(self, key, value):
        self.config[key] = value
        self.layers[-1][key] = value
        self.look()

    @rule(key=keys)
    def drop(self, key):
        if key not in self.seen():
            with pytest.raises(KeyError):
                del self.config[key]
        else:
            del self.config[key]
            if any(key in layer for layer in self.layers[:-1]):
                self.layers[-1][key] = GONE
            else:
                del self.layers[-1][key]
        self.look()

    @rule(values=values)
    def push(self, values):
        if len(self.layers) < 4:
            self.config.push_layer(f"layer-{len(self.layers)}", values)
            self.layers.append(dict(values))
            self.look()

    @rule()
    def take_off(self):
        if len(self.layers) > 1:
            own = {key: value for key, value in self.layers.pop().items() if value != GONE}
            assert self.config.pop_layer() == own
            self.look()

    def look(self):
        seen = self.seen()
        assert [drain(self.config.items()), len(self.config)] == [list(seen.items()), len(seen)]


def test_any_history(machine):
    """Whatever is set, deleted, pushed and taken off, the mapping is what merging the layers gives."""
    machine(LayersMachine)
