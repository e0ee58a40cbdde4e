"""Takes memory as long as it can."""
def answer(n):
    kept = []
    while True:
        kept.append(bytearray(1 << 20))
