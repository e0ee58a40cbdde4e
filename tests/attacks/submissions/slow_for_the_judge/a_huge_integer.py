"""An integer of millions of digits, which nobody should write down in decimal."""
def answer(n): return 1 << 15_000_000
