"""Prints as long as it can."""
def answer(n):
    while True:
        print("x" * 10_000)
