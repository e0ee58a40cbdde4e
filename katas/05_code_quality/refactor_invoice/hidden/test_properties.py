from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

EU = ("AT", "FR", "IT", "NL", "PL")


def legacy(order):
    """Return the invoice of an order as text."""
    out = "INVOICE " + order["number"] + "\n"
    total = Decimal(0)
    tax7 = Decimal(0)
    tax19 = Decimal(0)
    weight = 0
    if order["country"] == "DE":
        for line in order["lines"]:
            amount = Decimal(line["price"]) * line["count"]
            if line["count"] >= 100:
                amount = amount * Decimal("0.90")
            elif line["count"] >= 10:
                amount = amount * Decimal("0.95")
            amount = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
            if line["kind"] == "book" or line["kind"] == "food":
                tax7 = tax7 + amount
                rate = 7
            else:
                tax19 = tax19 + amount
                rate = 19
            if line["kind"] != "service":
                weight = weight + line["weight"] * line["count"]
            name = line["name"]
            if len(name) > 20:
                name = name[:17] + "..."
            out = out + f"{name:<20} {line['count']:>4} {amount:>10} {rate:>3}%\n"
            total = total + amount
    elif order["country"] in EU:
        for line in order["lines"]:
            amount = Decimal(line["price"]) * line["count"]
            if line["count"] >= 100:
                amount = amount * Decimal("0.90")
            elif line["count"] >= 10:
                amount = amount * Decimal("0.95")
            amount = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
            if order.get("vat_id"):
                rate = 0
            else:
                if line["kind"] == "book" or line["kind"] == "food":
                    tax7 = tax7 + amount
                    rate = 7
                else:
                    tax19 = tax19 + amount
                    rate = 19
            if line["kind"] != "service":
                weight = weight + line["weight"] * line["count"]
            name = line["name"]
            if len(name) > 20:
                name = name[:17] + "..."
            out = out + f"{name:<20} {line['count']:>4} {amount:>10} {rate:>3}%\n"
            total = total + amount
    else:
        for line in order["lines"]:
            amount = Decimal(line["price"]) * line["count"]
            if line["count"] >= 100:
                amount = amount * Decimal("0.90")
            amount = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
            if line["kind"] != "service":
                weight = weight + line["weight"] * line["count"]
            name = line["name"]
            if len(name) > 20:
                name = name[:17] + "..."
            out = out + f"{name:<20} {line['count']:>4} {amount:>10} {0:>3}%\n"
            total = total + amount
    voucher = Decimal(0)
    if order.get("voucher"):
        if order["voucher"].endswith("%"):
            voucher = (total * Decimal(order["voucher"][:-1]) / 100).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
        else:
            voucher = Decimal(order["voucher"])
        if voucher > total:
            voucher = total
        out = out + f"{'voucher':<25} {-voucher:>10}\n"
    shipping = Decimal(0)
    if weight > 0:
        if order["country"] == "DE":
            if total - voucher < 50:
                if weight <= 2000:
                    shipping = Decimal("4.90")
                elif weight <= 10000:
                    shipping = Decimal("7.90")
                else:
                    shipping = Decimal("14.90")
        elif order["country"] in EU:
            if total - voucher < 150:
                if weight <= 2000:
                    shipping = Decimal("9.90")
                elif weight <= 10000:
                    shipping = Decimal("14.90")
                else:
                    shipping = Decimal("29.90")
        else:
            if weight <= 2000:
                shipping = Decimal("19.90")
            elif weight <= 10000:
                shipping = Decimal("39.90")
            else:
                shipping = Decimal("89.90")
        if shipping > 0:
            out = out + f"{'shipping':<25} {shipping:>10}\n"
        else:
            out = out + f"{'shipping':<25} {'free':>10}\n"
    if tax7 > 0:
        share = (voucher * tax7 / total).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
        tax7 = ((tax7 - share) * 7 / 100).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
        out = out + f"{'tax 7%':<25} {tax7:>10}\n"
    if tax19 > 0 or (shipping > 0 and (order["country"] == "DE" or order["country"] in EU and not order.get("vat_id"))):
        if tax19 > 0:
            share = (voucher * tax19 / total).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
        else:
            share = Decimal(0)
        tax19 = ((tax19 - share + shipping) * 19 / 100).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
        out = out + f"{'tax 19%':<25} {tax19:>10}\n"
    out = out + f"{'TOTAL':<25} {total - voucher + shipping + tax7 + tax19:>10}\n"
    if order["country"] in EU and order.get("vat_id"):
        out = out + "reverse charge: the recipient owes the tax, " + order["vat_id"] + "\n"
    elif order["country"] != "DE" and order["country"] not in EU:
        out = out + "export: free of tax\n"
    if order.get("days", 14) == 0:
        out = out + "paid, thank you\n"
    elif order.get("days", 14) == 1:
        out = out + "payable within 1 day\n"
    else:
        out = out + f"payable within {order.get('days', 14)} days\n"
    return out


PRICES = st.integers(0, 99_999).flatmap(lambda n: st.sampled_from([f"{n}", f"{n / 10:.1f}", f"{n / 100:.2f}", f"{n / 1000:.3f}"]))
LINES = st.fixed_dictionaries({
    "name": st.sampled_from(["nut", "a name of 20 letters", "a name of 21 letters."]), "price": PRICES, "kind": st.sampled_from(["book", "food", "tool", "service"]),
    "count": st.sampled_from([0, 1, 3, 9, 10, 11, 99, 100, 250]), "weight": st.sampled_from([0, 1, 40, 500, 2000]),
})
ORDERS = st.fixed_dictionaries(
    {"number": st.sampled_from(["1", "2026-17"]), "country": st.sampled_from(["DE", "FR", "PL", "US"]), "lines": st.lists(LINES, max_size=4)},
    optional={
        "vat_id": st.sampled_from(["", "FR123"]), "days": st.sampled_from([0, 1, 2, 30]), "voucher": st.sampled_from(["", "0", "10%", "2.5%", "33%", "120%", "5", "7.77", "900"]),
    },
)


@given(ORDERS)
def test_the_same_text(submission, order):
    """The text of any order is what it was."""
    assert submission.render(order) == legacy(order)
