"""Text and lists that differ from each other only at the end: whoever shows the difference takes long."""
def answer(n): return "ab" * 1_000_000
def each(f, xs): return [[i % 3] for i in range(300_000)]
