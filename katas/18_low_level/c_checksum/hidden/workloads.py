import random


def setup_long_buffer(rng: random.Random, n):
    return rng.randbytes(n)


def long_buffer(module, data):
    return module.fnv1a(data)
