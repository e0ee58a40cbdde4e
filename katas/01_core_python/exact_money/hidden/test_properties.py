from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

totals = st.one_of(st.integers(-50, 50), st.integers(-(10**40), 10**40))
whole_weights = st.one_of(st.integers(0, 4), st.integers(0, 10**30))
exact_weights = st.one_of(
    whole_weights,
    st.fractions(0, 5, max_denominator=12),
    st.decimals(0, 5, places=2),
)
weights = st.lists(exact_weights, min_size=1, max_size=6).filter(any)


@given(total=totals, weights=weights)
def test_any_split(submission, total, weights):
    """The parts add up, none is a whole unit off, and units went to the largest fractions in order."""
    parts = submission.allocate(total, weights)

    whole = sum(map(Fraction, weights))
    shares = [abs(total) * Fraction(w) / whole for w in weights]
    extra = abs(total) - sum(int(share) for share in shares)
    first = sorted(range(len(shares)), key=lambda i: (int(shares[i]) - shares[i], i))[:extra]
    assert parts == [(int(share) + (i in first)) * (-1 if total < 0 else 1) for i, share in enumerate(shares)]


@given(total=totals, weights=weights, factor=st.sampled_from([3, 10**25, Fraction(2, 7), Decimal("0.001")]))
def test_any_scale(submission, total, weights, factor):
    """Weights count by their ratio only."""
    scaled = [Fraction(w) * Fraction(factor) for w in weights]
    assert submission.allocate(total, scaled) == submission.allocate(total, weights)


@given(minor=totals, exp=st.integers(0, 4), zeros=st.integers(0, 2), comma=st.sampled_from(["", ","]))
def test_any_amount(submission, minor, exp, zeros, comma):
    """An amount that is written out is read back."""
    units, rest = divmod(abs(minor), 10**exp)
    decimals = (f"{rest:0{exp}}" if exp else "") + "0" * zeros
    text = f"{'-' * (minor < 0)}{units:{comma}}{'.' * (decimals != '')}{decimals}"
    assert submission.parse_amount(text, exp) == minor
