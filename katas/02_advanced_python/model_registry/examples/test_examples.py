import pytest
from model_registry import Field, Model


def test_fields_and_registry():
    class Record(Model, abstract=True):
        id = Field()

    class Order(Record, name="examples.Order"):
        total = Field(default=0)

    assert list(Order.fields) == ["id", "total"]
    assert Model.registry["examples.Order"] is Order
    assert Order(id=7).total == 0


def test_taken_name():
    class First(Model, name="examples.First"):
        pass

    with pytest.raises(ValueError):

        class Second(Model, name="examples.First"):
            pass

    assert Model.registry["examples.First"] is First
