from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.text("ab\xe9\u0141\U0001f600", max_size=12)
LIMITS = st.none() | st.integers(0, 14)


def by_definition(a, b):
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (letter != other))
    return row[-1]


@given(TEXTS, st.lists(TEXTS, max_size=4), LIMITS)
def test_by_definition(submission, word, words, limit):
    """Distances are those of the table, as far as the limit allows."""
    wanted = [by_definition(word, other) for other in words]
    assert submission.distances(word, words, limit) == [d if limit is None or d <= limit else None for d in wanted]


@given(TEXTS, TEXTS, LIMITS)
def test_either_way(submission, a, b, limit):
    """The distance is the same from either text."""
    assert submission.distance(a, b, limit) == submission.distance(b, a, limit)
