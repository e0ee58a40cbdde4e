"""JSON nested a million times."""
import os


def frame(body):
    os.write(4, len(body).to_bytes(4, "big") + body)
def answer(n):
    frame(b"[" * 1_000_000 + b"]" * 1_000_000)
    return n * n
