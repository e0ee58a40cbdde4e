from fractions import Fraction

from graders.testing import Machine, drain
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

numbers = st.integers(-3, 3) | st.floats(-1e300, 1e300) | st.integers(-2**70, 2**70)


def exact(values):
    """The sum of the values in all its digits, rounded once if there is a float."""
    total = sum(map(Fraction, values))
    return float(total) if any(type(value) is float for value in values) else int(total)


class TimeWindowMachine(Machine):
    """The submission against a list of all readings."""

    @initialize(seconds=st.sampled_from([1, 2.5, 4]))
    def build(self, seconds):
        self.seconds, self.now, self.readings = seconds, 0, []
        self.window = self.submission.TimeWindow(seconds)

    @rule(value=numbers, passed=st.sampled_from([0, 0, 0.5, 1, 4]))
    def push(self, value, passed):
        self.now += passed
        self.readings.append((value, self.now))
        self.window.push(value, self.now)
        self.look()

    @rule(passed=st.sampled_from([0.5, 1]))
    def advance(self, passed):
        self.now += passed
        self.window.advance(self.now)
        self.look()

    def look(self):
        values = [value for value, at in self.readings if self.now - at < self.seconds]
        assert [len(self.window), self.window.sum(), self.window.rate()] == [len(values), exact(values), len(values) / self.seconds]
        if values:
            assert [self.window.min(), self.window.max()] == [min(values), max(values)]


def test_any_history(machine):
    """Whatever comes, and however much time passes, the window answers as a list of all readings would."""
    machine(TimeWindowMachine)


@given(values=st.lists(numbers, min_size=1, max_size=12), count=st.integers(1, 4))
def test_any_values(submission, values, count):
    """After each push the window answers as the slice of the last values would."""
    window, seen, expected = submission.CountWindow(count), [], []
    for n, value in enumerate(values, 1):
        window.push(value)
        last = values[max(0, n - count):n]
        seen.append((len(window), window.min(), window.max(), window.sum()))
        expected.append((len(last), min(last), max(last), exact(last)))
    assert seen == expected


@given(values=st.lists(st.integers(0, 4), max_size=15), count=st.integers(1, 4))
def test_any_neighbours(submission, values, count):
    """sliding() gives what min and max give for each slice of `count` neighbours."""
    slices = [values[i:i + count] for i in range(len(values) - count + 1)]
    assert drain(submission.sliding(values, count)) == [(min(x), max(x)) for x in slices]
