"""A loop in C that answers no signal."""
def answer(n): return sum(range(10**15))
