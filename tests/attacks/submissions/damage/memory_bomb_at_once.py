"""Takes 8 GiB in one piece, and touches it."""
def answer(n):
    return len(b"x" * (8 << 30))
