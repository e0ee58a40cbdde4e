import pytest


def line(price, count=1, kind="tool", weight=0, name="nut"):
    """A line of an order."""
    return {"name": name, "price": price, "count": count, "kind": kind, "weight": weight}


def order(*lines, country="DE", **more):
    """An order with these lines."""
    return {"number": "7", "country": country, "lines": list(lines), **more}


def test_whole_invoice(submission):
    """An invoice has number, lines, voucher, shipping, taxes, total and a note, in this order."""
    made = order(line("1.005", 12, "book", 100, "A very long name of a thing"), line("10", weight=5), voucher="10%")
    assert submission.render(made) == (
        "INVOICE 7\n"
        "A very long name ...   12      11.46   7%\n"
        "nut                     1      10.00  19%\n"
        "voucher                        -2.15\n"
        "shipping                        4.90\n"
        "tax 7%                          0.72\n"
        "tax 19%                         2.64\n"
        "TOTAL                          27.57\n"
        "payable within 14 days\n"
    )


def test_names(submission):
    """A name of more than 20 letters is cut to 17 and three dots."""
    made = order(line("1", name="n" * 20), line("1", name="n" * 21))
    assert [row[:21] for row in submission.render(made).splitlines()[1:3]] == ["n" * 20 + " ", "n" * 17 + "... "]


def test_each_line_is_rounded(submission):
    """Each line is rounded by itself, half up."""
    made = order(*[line("0.005", kind="book")] * 3)
    assert submission.render(made).splitlines()[1:-1] == ["nut                     1       0.01   7%"] * 3 + [
        "tax 7%                          0.00", "TOTAL                           0.03",
    ]


def test_discounts(submission):
    """At home 5 % from 10 pieces, 10 % from 100."""
    made = order(*[line("1", count) for count in (9, 10, 99, 100)])
    assert [row.split()[2] for row in submission.render(made).splitlines()[1:5]] == ["9.00", "9.50", "94.05", "90.00"]


def test_discounts_abroad(submission):
    """Outside of the union there are 10 % from 100 pieces, and nothing below."""
    made = order(*[line("1", count) for count in (99, 100)], country="US")
    assert [row.split()[2:] for row in submission.render(made).splitlines()[1:3]] == [["99.00", "0%"], ["90.00", "0%"]]


def test_rounding_of_vouchers(submission):
    """A voucher in percent and taxes are rounded half to even."""
    made = order(line("0.50", kind="book"), voucher="5%")
    assert submission.render(made).splitlines()[2:-1] == ["voucher                        -0.02", "tax 7%                          0.03", "TOTAL                           0.51"]


def test_voucher_above_the_total(submission):
    """A voucher is worth no more than the lines; what is left of the tax is that of the shipping."""
    made = order(line("3", kind="book", weight=1), voucher="5")
    assert submission.render(made).splitlines()[2:-1] == [
        "voucher                        -3.00", "shipping                        4.90", "tax 7%                          0.00", "tax 19%                         0.93", "TOTAL                           5.83",
    ]


def test_voucher_is_shared_out(submission):
    """Each rate bears its share of a voucher, by what its lines cost."""
    made = order(line("30", kind="food"), line("70"), voucher="10")
    assert submission.render(made).splitlines()[4:-1] == ["tax 7%                          1.89", "tax 19%                        11.97", "TOTAL                         103.86"]


@pytest.mark.parametrize(("country", "texts"), [
    ("DE", ["4.90", "4.90", "7.90", "7.90", "14.90"]), ("FR", ["9.90", "9.90", "14.90", "14.90", "29.90"]), ("US", ["19.90", "19.90", "39.90", "39.90", "89.90"]),
])
def test_shipping_by_weight(probes, country, texts):
    """Shipping has three prices, up to 2,000 g, up to 10,000 g and above, in each of three regions."""
    orders = [order(line("1", weight=weight), country=country) for weight in (1, 2000, 2001, 10_000, 10_001)]
    assert probes.shipping(orders) == texts


def test_free_shipping(probes):
    """Shipping is free from 50 at home and from 150 in the union, after the voucher; never abroad."""
    cases = [("DE", "49.99", ""), ("DE", "50", ""), ("DE", "50", "0.01"), ("FR", "149.99", ""), ("FR", "150", ""), ("US", "900", "")]
    orders = [order(line(price, weight=1), country=country, voucher=voucher) for country, price, voucher in cases]
    assert probes.shipping(orders) == ["4.90", "free", "4.90", "9.90", "free", "19.90"]


def test_services_weigh_nothing(submission):
    """A service is not shipped, whatever its weight; without weight there is no line about shipping."""
    made = order(line("1", kind="service", weight=500), line("1", 3, "tool", 0))
    assert [row.split()[0] for row in submission.render(made).splitlines()[1:-1]] == ["nut", "nut", "tax", "TOTAL"]


def test_reverse_charge(submission):
    """A customer in the union with a VAT number pays no tax, not on shipping either, and is told so."""
    made = order(line("10", weight=5), country="FR", vat_id="FR1")
    assert submission.render(made).splitlines()[1:] == [
        "nut                     1      10.00   0%", "shipping                        9.90", "TOTAL                          19.90",
        "reverse charge: the recipient owes the tax, FR1", "payable within 14 days",
    ]


def test_numbers_that_do_not_count(probes):
    """A VAT number changes nothing at home or abroad, and an empty one nothing anywhere."""
    orders = [order(line("10", weight=5), country=country, vat_id=vat_id) for country, vat_id in (("DE", "DE1"), ("US", "US1"), ("FR", ""))]
    assert probes.last_but(orders, 2) == ["tax 19%                         2.83", "TOTAL                          29.90", "tax 19%                         3.78"]


def test_tax_of_shipping(submission):
    """Shipping is taxed at 19 %, also if all lines are at 7 %."""
    made = order(line("10", kind="book", weight=5), country="PL")
    assert submission.render(made).splitlines()[3:-1] == [
        "tax 7%                          0.70", "tax 19%                         1.88", "TOTAL                          22.48",
    ]


def test_what_costs_nothing(submission):
    """A parcel of samples for nothing has shipping and its tax."""
    made = order(line("0", kind="book", weight=5), voucher="5")
    assert submission.render(made).splitlines()[2:-1] == [
        "voucher                         0.00", "shipping                        4.90", "tax 19%                         0.93", "TOTAL                           5.83",
    ]


def test_no_lines(submission):
    """Without lines a voucher in percent is worth 0.00, and so is the total."""
    made = order(country="CH", voucher="100%")
    assert submission.render(made).splitlines()[1:-2] == ["voucher                         0.00", "TOTAL                           0.00"]


def test_export(submission):
    """Outside of the union nothing is taxed, and the invoice says so."""
    made = order(line("10", weight=5), country="US")
    assert submission.render(made).splitlines()[2:] == [
        "shipping                       19.90", "TOTAL                          29.90", "export: free of tax", "payable within 14 days",
    ]


def test_days(probes):
    """The last line has the days to pay: none, one, some, 14 if nothing is said."""
    assert probes.last([order(days=0), order(days=1), order(days=30), order()]) == ["paid, thank you", "payable within 1 day", "payable within 30 days", "payable within 14 days"]


def test_nothing_is_kept(probes):
    """An order is not changed, and what was rendered before changes nothing."""
    assert probes.twice(order(line("30", 10, "food", 5), line("70"), voucher="10"), order(line("1"), country="US")) == (True, [True, True], True)
