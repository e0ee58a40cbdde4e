from hypothesis import given
from hypothesis import strategies as st

SEEDS = st.integers(0, 2**64 - 1)


@given(st.binary(max_size=200), SEEDS)
def test_by_definition(submission, data, seed):
    """Each byte is xored in, and the product with the prime is kept to 64 bits."""
    wanted = seed
    for byte in data:
        wanted = (wanted ^ byte) * 0x100000001B3 % 2**64
    assert submission.fnv1a(data, seed) == wanted
