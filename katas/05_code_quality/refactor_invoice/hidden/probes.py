"""Many invoices at once; whether rendering leaves a trace, which a copy of an order would not show."""

from copy import deepcopy

from refactor_invoice import render


def shipping(orders):
    """What each invoice says of shipping."""
    return [row.split()[1] for order in orders for row in render(order).splitlines() if row.startswith("shipping")]


def last(orders):
    """The last line of each invoice."""
    return [render(order).splitlines()[-1] for order in orders]


def last_but(orders, count):
    """The line of each invoice after which `count` come."""
    return [render(order).splitlines()[-1 - count] for order in orders]


def twice(first, second):
    """Whether a text comes again, whether the orders stayed, whether one that fails in between changes nothing."""
    kept = deepcopy([first, second])
    text = render(first)
    render(second)
    again = render(first) == text
    try:
        render({**first, "lines": [*first["lines"], {"name": "no price"}]})
    except Exception:
        pass
    return again, [first == kept[0], second == kept[1]], render(first) == text
