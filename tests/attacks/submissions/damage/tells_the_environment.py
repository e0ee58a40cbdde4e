"""Says what is in its environment: no secret may be."""
import os


def answer(n):
    print(dict(os.environ))
    raise ValueError(repr(dict(os.environ)))
