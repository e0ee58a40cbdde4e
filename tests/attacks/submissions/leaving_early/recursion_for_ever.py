"""Recursion with the limit raised."""
import sys

sys.setrecursionlimit(10**9)
def answer(n): return answer(n)
