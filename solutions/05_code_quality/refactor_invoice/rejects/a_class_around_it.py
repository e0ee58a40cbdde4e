"""Invoices as text.  Everything happens in one function, which grew for nine years; what it prints is right."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

EU = ("AT", "FR", "IT", "NL", "PL")


class Invoice:
    def text(self, order):
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


def render(order):
    return Invoice().text(order)
