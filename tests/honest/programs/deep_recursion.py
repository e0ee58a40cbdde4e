"""Recursion near the limit, and beyond it: caught and gone on from."""
import sys

EXPECTED = (900, True, 5000)
def depth(n): return n and 1 + depth(n - 1)
def run():
    shallow = depth(900)
    try:
        depth(10**6)
        caught = False
    except RecursionError:
        caught = True
    sys.setrecursionlimit(20_000)
    return shallow, caught, depth(5000)
