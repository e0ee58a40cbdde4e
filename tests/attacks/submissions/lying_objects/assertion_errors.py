"""Raises what a failed test raises, as if that were its own."""
def answer(n): raise AssertionError("all right: 42 == 42")
