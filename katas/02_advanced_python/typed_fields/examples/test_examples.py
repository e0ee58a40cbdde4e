import pytest
from typed_fields import Computed, Field, Int, Str


class Item:
    code = Str(pattern="[A-Z]{3}")
    price = Int(low=0)
    tags = Field(factory=list)

    @Computed
    def double(self):
        return self.price * 2


def test_each_object_has_its_own():
    a, b = Item(), Item()
    a.price, b.price = 5, 7
    a.tags.append("new")

    assert (a.price, b.price, a.tags, b.tags) == (5, 7, ["new"], [])


def test_refused():
    item = Item()

    with pytest.raises(ValueError):
        item.price = -1
    with pytest.raises(ValueError):
        item.code = "ABCD"


def test_computed_is_kept():
    item = Item()
    item.price = 5

    assert item.double == 10
    assert vars(item) == {"_price": 5, "double": 10}
