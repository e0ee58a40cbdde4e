import pickle

import pytest
from record_tuples import record_type


@pytest.fixture
def record():
    return record_type(["Item", "Unit price", "Class", "Class"], [str, float, str, int], ["none", 0])


def test_names(record):
    assert record._fields == ("item", "unit_price", "class_", "class__2")


def test_values(record):
    assert record._make(["pen", "1.5"]) == ("pen", 1.5, "none", 0)


def test_failing_converter(record):
    with pytest.raises(ValueError, match="Unit price"):
        record("pen", "cheap")


def test_same_class_after_pickling(record):
    pen = record("pen", "1.5", "b", "7")
    again = pickle.loads(pickle.dumps(pen))
    assert [again, type(again) is record] == [("pen", 1.5, "b", 7), True]


def test_migrate(record):
    old = record_type(["item", "price"], [str, float])("pen", "1.5")
    assert record._migrate(old, {"unit_price": "price"}) == ("pen", 1.5, "none", 0)
