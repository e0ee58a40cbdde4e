"""Invoices as text: lines, voucher, shipping, taxes, total, notes."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

EU = ("AT", "FR", "IT", "NL", "PL")
CENT = Decimal("0.01")
REDUCED, FULL = 7, 19
REDUCED_KINDS = ("book", "food")
POSTAGE_LIMITS = (2000, 10000)


@dataclass(frozen=True)
class Region:
    """What depends on where an invoice goes: discounts from the largest count down, postage by weight, what is free."""

    discounts: tuple[tuple[int, Decimal], ...]
    postage: tuple[Decimal, Decimal, Decimal]
    free_from: Decimal


DISCOUNTS = ((100, Decimal("0.90")), (10, Decimal("0.95")))
HOME = Region(DISCOUNTS, (Decimal("4.90"), Decimal("7.90"), Decimal("14.90")), Decimal(50))
UNION = Region(DISCOUNTS, (Decimal("9.90"), Decimal("14.90"), Decimal("29.90")), Decimal(150))
ABROAD = Region(DISCOUNTS[:1], (Decimal("19.90"), Decimal("39.90"), Decimal("89.90")), Decimal("Infinity"))


@dataclass(frozen=True)
class Item:
    """A line with what it costs, and the rate of its tax."""

    name: str
    count: int
    amount: Decimal
    rate: int


def render(order):
    """Return the invoice of an order as text."""
    region, taxed = _region(order["country"]), _is_taxed(order)
    items = [_item(line, region, taxed) for line in order["lines"]]
    total = sum((item.amount for item in items), Decimal(0))
    voucher = _voucher(order.get("voucher"), total)
    weight = sum(line["weight"] * line["count"] for line in order["lines"] if line["kind"] != "service")
    shipping = _shipping(region, weight, total - voucher)
    taxes = {rate: _tax(rate, items, voucher, shipping) for rate in (REDUCED, FULL)} if taxed else {}
    rows = [
        ("voucher", -voucher if order.get("voucher") else None),
        ("shipping", shipping or "free" if weight > 0 else None),
        *((f"tax {rate}%", tax) for rate, tax in taxes.items()),
        ("TOTAL", total - voucher + shipping + sum(filter(None, taxes.values()))),
    ]
    return "".join(f"{line}\n" for line in _lines(order, items, rows))


def _lines(order, items, rows):
    yield f"INVOICE {order['number']}"
    for item in items:
        yield f"{item.name:<20} {item.count:>4} {item.amount:>10} {item.rate:>3}%"
    for label, amount in rows:
        if amount is not None:
            yield f"{label:<25} {amount:>10}"
    yield from _notes(order)


def _region(country):
    if country == "DE":
        return HOME
    return UNION if country in EU else ABROAD


def _is_taxed(order):
    return order["country"] == "DE" or (order["country"] in EU and not order.get("vat_id"))


def _item(line, region, taxed):
    amount = Decimal(line["price"]) * line["count"]
    factor = next((factor for least, factor in region.discounts if line["count"] >= least), 1)
    rate = REDUCED if line["kind"] in REDUCED_KINDS else FULL
    name = line["name"] if len(line["name"]) <= 20 else line["name"][:17] + "..."
    return Item(name, line["count"], (amount * factor).quantize(CENT, ROUND_HALF_UP), rate if taxed else 0)


def _voucher(voucher, total):
    if not voucher:
        return Decimal(0)
    if voucher.endswith("%"):
        return min(_rounded(total * Decimal(voucher[:-1]) / 100), total)
    return min(Decimal(voucher), total)


def _shipping(region, weight, due):
    if weight <= 0 or due >= region.free_from:
        return Decimal(0)
    return region.postage[sum(weight > limit for limit in POSTAGE_LIMITS)]


def _tax(rate, items, voucher, shipping):
    """Return a tax, None if nothing is taxed at this rate; a voucher is shared out by amounts, shipping is taxed in full."""
    base = sum((item.amount for item in items if item.rate == rate), Decimal(0))
    extra = shipping if rate == FULL else Decimal(0)
    if base <= 0:
        return None
    share = _rounded(voucher * base / sum(item.amount for item in items)) if base > 0 else Decimal(0)
    return _rounded((base - share + extra) * rate / 100)


def _rounded(amount):
    return amount.quantize(CENT, ROUND_HALF_EVEN)


def _notes(order):
    country, days = order["country"], order.get("days", 14)
    if country in EU and order.get("vat_id"):
        yield f"reverse charge: the recipient owes the tax, {order['vat_id']}"
    elif _region(country) is ABROAD:
        yield "export: free of tax"
    yield "paid, thank you" if days == 0 else f"payable within {days} day{'s' if days != 1 else ''}"
