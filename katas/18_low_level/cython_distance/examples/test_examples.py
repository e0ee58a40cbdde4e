from cython_distance import distance, distances


def test_one():
    assert distance("kitten", "sitting") == 3
    assert distance("kitten", "sitting", limit=2) is None


def test_many():
    assert distances("kitten", ["mitten", "kit", "sitting"], limit=2) == [1, None, None]
