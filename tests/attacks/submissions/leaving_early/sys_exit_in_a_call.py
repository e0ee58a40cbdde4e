"""SystemExit from the call."""
import sys


def answer(n): sys.exit(0)
