"""Invoices as text: first everything is computed, then it is printed."""

from bisect import bisect_left
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

EU = ("AT", "FR", "IT", "NL", "PL")

ZERO = Decimal(0)
CENT = Decimal("0.01")
NEVER = Decimal("Infinity")

REDUCED, NORMAL = 7, 19
RATES = {"book": REDUCED, "food": REDUCED, "tool": NORMAL, "service": NORMAL}

HUNDRED_PIECES = (100, Decimal("0.90"))
TEN_PIECES = (10, Decimal("0.95"))
POSTAGE_STEPS = (2000, 10000)       # up to these weights, in grams, the first two prices; above the third


class Region(NamedTuple):
    """What differs between the countries."""

    discounts: tuple                # (pieces, factor), the first that is reached counts
    postage: tuple                  # a price for each step of weight
    free_from: Decimal              # what makes shipping free
    taxed: bool
    closing: str


REGIONS = {
    "home": Region((HUNDRED_PIECES, TEN_PIECES), ("4.90", "7.90", "14.90"), Decimal(50), True, ""),
    "union": Region((HUNDRED_PIECES, TEN_PIECES), ("9.90", "14.90", "29.90"), Decimal(150), True, ""),
    "union, business": Region(
        (HUNDRED_PIECES, TEN_PIECES),
        ("9.90", "14.90", "29.90"),
        Decimal(150),
        False,
        "reverse charge: the recipient owes the tax, {vat_id}\n",
    ),
    "abroad": Region((HUNDRED_PIECES,), ("19.90", "39.90", "89.90"), NEVER, False, "export: free of tax\n"),
}


class Item(NamedTuple):
    """A line with what it costs."""

    name: str
    count: int
    amount: Decimal
    rate: int


def render(order):
    """Return the invoice of an order as text."""
    region = region_of(order)
    items = [priced(line, region) for line in order["lines"]]
    total = total_of(items)
    voucher = voucher_of(order, total)
    shipping = shipping_of(order, region, total - (voucher or ZERO))
    taxes = taxes_of(items, voucher or ZERO, (shipping or ZERO) if region.taxed else ZERO)
    due = sum(taxes.values(), total - (voucher or ZERO) + (shipping or ZERO))
    rows = [
        ("voucher", None if voucher is None else -voucher),
        ("shipping", "free" if shipping == 0 else shipping),
        *((f"tax {rate}%", tax) for rate, tax in taxes.items()),
        ("TOTAL", due),
    ]
    return "".join(
        [
            f"INVOICE {order['number']}\n",
            *map(item_text, items),
            *(f"{label:<25} {value:>10}\n" for label, value in rows if value is not None),
            region.closing.format(vat_id=order.get("vat_id")),
            terms_text(order.get("days", 14)),
        ]
    )


def region_of(order):
    """Return the region of the country; that of a business in the union is one of its own."""
    if order["country"] == "DE":
        return REGIONS["home"]
    if order["country"] not in EU:
        return REGIONS["abroad"]
    return REGIONS["union, business" if order.get("vat_id") else "union"]


def priced(line, region):
    """Return the item of a line: its amount is rounded half up."""
    amount = Decimal(line["price"]) * line["count"] * discount(line["count"], region)
    rate = RATES.get(line["kind"], NORMAL) if region.taxed else 0
    return Item(line["name"], line["count"], amount.quantize(CENT, ROUND_HALF_UP), rate)


def discount(count, region):
    """Return the factor for that many pieces."""
    return next((factor for pieces, factor in region.discounts if count >= pieces), Decimal(1))


def total_of(items):
    """Return what items cost together."""
    return sum((item.amount for item in items), ZERO)


def voucher_of(order, total):
    """Return what the voucher is worth, at most the total; None without a voucher."""
    text = order.get("voucher")
    if not text:
        return None
    if text.endswith("%"):
        value = half_even(total * Decimal(text[:-1]) / 100)
    else:
        value = Decimal(text)
    return total if value > total else value


def shipping_of(order, region, spent):
    """Return the price of shipping, which may be 0; None if there is nothing to ship."""
    weight = sum(line["weight"] * line["count"] for line in order["lines"] if line["kind"] != "service")
    if weight <= 0:
        return None
    if spent >= region.free_from:
        return ZERO
    return Decimal(region.postage[bisect_left(POSTAGE_STEPS, weight)])


def taxes_of(items, voucher, shipping):
    """Return the tax for each rate at which there is something to tax; shipping is taxed in full."""
    total = total_of(items)
    taxes = {}
    for rate, extra in ((REDUCED, ZERO), (NORMAL, shipping)):
        base = total_of([item for item in items if item.rate == rate])
        share = half_even(voucher * base / total) if base > 0 else ZERO
        if base > 0 or extra > 0:
            taxes[rate] = half_even((base - share + extra) * rate / 100)
    return taxes


def half_even(amount):
    """Return an amount in whole cents."""
    return amount.quantize(CENT, ROUND_HALF_EVEN)


def item_text(item):
    """Return the line of an item; a long name is cut."""
    name = item.name if len(item.name) <= 20 else item.name[:17] + "..."
    return f"{name:<20} {item.count:>4} {item.amount:>10} {item.rate:>3}%\n"


def terms_text(days):
    """Return the line about when to pay."""
    if days == 0:
        return "paid, thank you\n"
    return f"payable within {days} day{'' if days == 1 else 's'}\n"
