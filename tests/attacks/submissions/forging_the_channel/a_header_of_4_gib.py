"""A header that announces 4 GiB."""
import os


def frame(body):
    os.write(4, len(body).to_bytes(4, "big") + body)
def answer(n):
    os.write(4, b"\xff" * 64)
    return n * n
