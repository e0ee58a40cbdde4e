from functools import cmp_to_key

from hypothesis import given
from hypothesis import strategies as st

values = st.sampled_from([None, "a", "A", "b", "B", ""])
tables = st.lists(st.fixed_dictionaries({"x": values, "y": values, "z": st.integers(0, 2)}), max_size=7)
terms = st.tuples(st.sampled_from(["", "+", "-"]), st.booleans(), st.sampled_from([None, "nulls_first", "nulls_last"]))


def text_of(field, term):
    sign, ci, nulls = term
    return sign + field + (":ci" if ci else "") + (f":{nulls}" if nulls else "")


def compare(a, b, term):
    """Compare two values as the term says: below 0, 0 or above 0."""
    sign, ci, nulls = term
    if a is None or b is None:
        return ((a is None) - (b is None)) * (-1 if nulls == "nulls_first" else 1)
    if ci and isinstance(a, str):
        a, b = a.casefold(), b.casefold()
    return ((b < a) - (a < b)) * (-1 if sign == "-" else 1)


@given(rows=tables, fields=st.permutations("xyz"), how=st.lists(terms, min_size=1, max_size=3))
def test_any_order(submission, rows, fields, how):
    """Rows come out as a stable sort brings them that compares term by term."""
    order = list(zip(fields, how, strict=False))
    numbered = [{**row, "n": n} for n, row in enumerate(rows)]
    key = cmp_to_key(lambda a, b: next((c for field, term in order if (c := compare(a[field], b[field], term))), 0))
    assert submission.compile_sort(",".join([text_of(*x) for x in order]))(numbered) == sorted(numbered, key=key)
