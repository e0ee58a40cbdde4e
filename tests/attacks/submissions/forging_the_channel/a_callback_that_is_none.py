"""A callback that nobody passed, and a known one with wrong words."""
import os


def frame(body):
    os.write(4, len(body).to_bytes(4, "big") + body)
def answer(n):
    [frame(b'["c",%d,"call",{"t":[]},{"d":[]}]' % i) for i in range(-2, 5)]
    return n * n
