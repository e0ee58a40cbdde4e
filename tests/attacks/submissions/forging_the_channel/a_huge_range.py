"""A range and a repetition that would fill memory when listed."""
import os


def frame(body):
    os.write(4, len(body).to_bytes(4, "big") + body)
def answer(n):
    frame(b'["v",{"r":[0,1000000000000000,1]}]')
    return n * n
