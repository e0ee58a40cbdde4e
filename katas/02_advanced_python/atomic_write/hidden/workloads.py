"""A large file that comes in chunks."""

import os


def setup_stream(rng, n):
    """n different chunks are made while they are written."""
    return rng.randrange(10, 99), n


def stream(module, data):
    first, n = data
    with module.AtomicFile("large") as file:
        for i in range(n):
            file.write(f"{first + i:>4}" * 8192)
    with open("large") as file:
        seen = os.path.getsize("large"), file.read(4)
    os.remove("large")
    return seen
