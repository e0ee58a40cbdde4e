"""A range, a slice and bytes that are cheap to send."""
def answer(n): return range(10**18)
def each(f, xs): return bytes(3_000_000)
