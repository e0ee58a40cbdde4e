from bisect import bisect_left
from decimal import Context, Decimal
from typing import NamedTuple

EXACT = Context(prec=60)


class RateError(ValueError):
    def __init__(self, number: int, what: str) -> None:
        super().__init__(f"line {number}: {what}.")
        self.number = number


class Tier(NamedTuple):
    first: int
    last: int | None
    rate: Decimal


def parse(text: str) -> list[Tier]:
    lines = [line.split("#", 1)[0].strip() for line in text.splitlines()]
    known: list[Tier] = []
    following: int | None = 1
    for number in range(1, len(lines) + 1):
        if lines[number - 1]:
            known.append(_read(lines[number - 1], number, following))
            following = None if known[-1].last is None else known[-1].last + 1
    if not known:
        raise RateError(len(lines) + 1, "no tier")
    return known


def _read(line: str, number: int, following: int | None) -> Tier:
    try:
        span, rate = line.split(":")
        first, last = (part.strip() for part in span.split("-"))
        tier = Tier(_digits(first), _digits(last) if last else None, _decimal(rate.strip()))
    except ValueError as error:
        raise RateError(number, f"not understood ({error})") from error
    if tier.first != following or (tier.last is not None and tier.last < tier.first):
        raise RateError(number, "wrong quantities")
    return tier


def _digits(text: str) -> int:
    if set(text) - set("0123456789"):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> Decimal:
    whole, _, decimals = text.partition(".")
    if not whole or set(whole + decimals) - set("0123456789") or len(decimals) > 4:
        raise ValueError(text)
    return Decimal(text)


def price(card: list[Tier], quantity: int) -> Decimal:
    if quantity < 1:
        raise ValueError(quantity)
    place = bisect_left(card, quantity, key=lambda tier: quantity if tier.last is None else tier.last)
    if place == len(card):
        raise IndexError(quantity)
    return EXACT.multiply(card[place].rate, quantity).quantize(Decimal("1.00"))


def render(card: list[Tier]) -> str:
    return "".join(map("{0.first}-{1}: {0.rate}\n".format, card, ["" if t.last is None else t.last for t in card]))
