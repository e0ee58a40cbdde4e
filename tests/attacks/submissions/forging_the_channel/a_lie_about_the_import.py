"""The answer of the import, as if nothing was banned."""
import os


def frame(body):
    os.write(4, len(body).to_bytes(4, "big") + body)
def answer(n):
    frame(b'["v",[]]')
    return n * n
