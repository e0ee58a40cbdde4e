from ctypes_sort import Sorter


def test_by_bytes():
    with Sorter() as sorter:
        assert sorter.sort([(b"b", 1), (b"a\0z", 2), (b"a", 3)]) == [(b"a", 3), (b"a\0z", 2), (b"b", 1)]


def test_by_a_comparison():
    with Sorter(lambda left, right: len(left) - len(right), unique=True) as sorter:
        assert sorter.sort([(b"ccc", 1), (b"a", 2), (b"b", 3)]) == [(b"a", 2), (b"ccc", 1)]
