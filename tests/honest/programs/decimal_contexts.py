"""Decimal contexts, of threads and tasks too."""
import decimal
from concurrent.futures import ThreadPoolExecutor

EXPECTED = ("0.333", "0.33333333333333333333", "0.3333333333333333333333333333", True)
def third(): return str(decimal.Decimal(1) / 3)
def run():
    with decimal.localcontext(prec=3) as context:
        short, inexact = third(), context.flags[decimal.Inexact]
    decimal.getcontext().prec = 20
    with ThreadPoolExecutor(1) as pool:
        return short, third(), pool.submit(third).result(), bool(inexact)
