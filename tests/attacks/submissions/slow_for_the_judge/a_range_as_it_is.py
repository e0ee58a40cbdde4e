"""A range of a thousand million numbers, which a test might list."""
def answer(n): return range(10**9)
def each(f, xs): return range(10**9)
