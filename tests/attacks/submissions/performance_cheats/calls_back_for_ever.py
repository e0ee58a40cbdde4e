"""Asks the judge again and again: it never waits."""
def each(f, xs):
    while True: f(1)
