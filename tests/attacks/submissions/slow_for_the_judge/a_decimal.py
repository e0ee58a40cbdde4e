"""A decimal with an exponent of a billion."""
import decimal
def answer(n): return decimal.Decimal("1e999999")
def each(f, xs): return [decimal.Decimal("9" * 900_000)]
