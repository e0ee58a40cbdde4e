"""A header and no body, then the end."""
import os


def frame(body):
    os.write(4, len(body).to_bytes(4, "big") + body)
def answer(n):
    os.write(4, b"\0\0\0\x09["); os._exit(0)
    return n * n
