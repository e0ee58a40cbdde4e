import random


def setup_two_texts(rng: random.Random, n):
    letters = "abcdefghijklmnop"
    return "".join(rng.choices(letters, k=n)), "".join(rng.choices(letters, k=n))


def two_texts(module, data):
    return module.distance(*data)


def setup_near(rng: random.Random, n):
    """Return two texts that differ at both ends and in the middle."""
    letters = rng.choices("abcdefghijklmnop", k=n)
    changed = ["x", *letters]
    for place in (n // 3, n // 2, n - 1):
        changed[place] = "y"
    return "".join(letters), "".join(changed)


def near(module, data):
    return module.distance(*data, limit=10)
