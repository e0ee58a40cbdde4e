"""A handle with a type that it has not."""
import os


def frame(body):
    os.write(4, len(body).to_bytes(4, "big") + body)
def answer(n):
    frame(b'["v",{"h":[99,1,"int","int",["__eq__"]]}]')
    return n * n
