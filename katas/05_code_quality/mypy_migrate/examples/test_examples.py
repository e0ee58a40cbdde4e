import io
from decimal import Decimal

from mypy_migrate import Tariff, cheapest, grouped, read_tariff

TARIFF = Tariff(read_tariff(io.StringIO("EU, 500, 4.20\nEU, 2000, 9.50\n")))


def test_find():
    assert TARIFF.find("EU", 600)["price"] == Decimal("9.50")
    assert TARIFF.find("US", 600, strict=False) is None


def test_functions():
    assert cheapest(["ab", "c"], len) == "c"
    assert grouped(["ab", "c", "de"], len) == {2: ["ab", "de"], 1: ["c"]}
