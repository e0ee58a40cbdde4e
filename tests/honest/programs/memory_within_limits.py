"""Half of the memory that it may have, several times."""
EXPECTED = 3 * (100 << 20)
def run(): return sum(len(bytearray(100 << 20)) for _ in range(3))
