"""Text on which patterns may backtrack: spaces, colons, escapes, lines."""
def answer(n): raise ValueError((" " * 900 + ":" + "\n\t" * 300 + " at 0x" + "f" * 300) * 2)
def each(f, xs): print((" " * 30_000 + "\n") * 2); raise ValueError(" " * 100_000)
