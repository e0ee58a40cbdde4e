"""Bytes that are no frame."""
import os


def frame(body):
    os.write(4, len(body).to_bytes(4, "big") + body)
def answer(n):
    os.write(4, os.urandom(4096))
    return n * n
