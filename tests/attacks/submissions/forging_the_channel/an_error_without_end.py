"""Errors that cause themselves, describe themselves without end, and refuse to be looked at."""
class Endless(Exception):
    def __str__(self): return "x" * 50_000_000
    def __getattribute__(self, name): raise self
    __notes__ = ["n" * 1_000_000] * 100
def answer(n):
    error = Endless(*["a" * 100_000] * 100)
    error.__cause__ = error
    raise error
