import re
from decimal import Decimal
from typing import NamedTuple

LINE = re.compile(r"\s*([0-9]+)\s*-\s*([0-9]*)\s*:\s*([0-9]+(?:\.[0-9]{0,4})?)\s*(?:#.*)?")


class RateError(ValueError):
    pass


class Tier(NamedTuple):
    first: int
    last: int | None
    rate: Decimal


def parse(text: str) -> list[Tier]:
    tiers: list[Tier] = []
    number = 0
    for number, line in enumerate(text.splitlines(), 1):
        if not line.split("#")[0].strip():
            continue
        found = LINE.fullmatch(line)
        if found is None:
            raise RateError(f"line {number}: cannot be read")
        first, last = int(found[1]), int(found[2]) if found[2] else None
        problem = _problem(tiers[-1] if tiers else None, first, last)
        if problem:
            raise RateError(f"line {number}: {problem}")
        tiers.append(Tier(first, last, Decimal(found[3])))
    if tiers:
        return tiers
    raise RateError(f"line {number + 1}: the card is empty")


def _problem(before: Tier | None, first: int, last: int | None) -> str:
    if before is not None and before.last is None:
        return "behind a tier without end"
    if first != (1 if before is None else before.last + 1):
        return "out of sequence"
    return "nothing is in it" if last is not None and last < first else ""


def price(card: list[Tier], quantity: int) -> Decimal:
    if quantity <= 0:
        raise ValueError("nothing is bought")
    found = next((tier for tier in card if tier.last is None or tier.last >= quantity), None)
    if found is None:
        raise KeyError(quantity)
    return round(found.rate * quantity, 2)


def render(card: list[Tier]) -> str:
    lines = []
    for first, last, rate in card:
        lines.append(f"{first}-{last or ''}: {rate}")
    return "\n".join([*lines, ""])
