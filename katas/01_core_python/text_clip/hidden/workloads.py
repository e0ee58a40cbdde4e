"""Long texts of all sizes of code points, clipped to a little."""

PIECES = ["a", "Z", " ", "7", "\u00e9", "\u0434", "e\u0301", "\u0915\u093f", "\u4e2d", "\U0001f4bb"]


def setup_long_text(rng, n):
    text = "".join(rng.choice(PIECES) for _ in range(n))[:n]
    return text, [rng.randrange(90, 110) for _ in range(200)]


def long_text(module, data):
    text, limits = data
    return [module.clip(text, limit) for limit in limits]
