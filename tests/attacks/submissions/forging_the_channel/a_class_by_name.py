"""A class that may not cross by name."""
import os


def frame(body):
    os.write(4, len(body).to_bytes(4, "big") + body)
def answer(n):
    frame(b'["v",{"T":"eval"}]')
    return n * n
