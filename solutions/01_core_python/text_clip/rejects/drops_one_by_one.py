"""Drops the last code point until the rest fits."""

from unicodedata import category, normalize

JOINER = "\u200d"


def clip(text, max_bytes):
    if max_bytes < 0:
        raise ValueError(f"max_bytes must not be below 0, not {max_bytes}")
    at = len(text)
    while len(text[:at].encode("utf-8", "surrogatepass")) > max_bytes:
        at -= 1
    if at == len(text):
        return text
    while at and not _permitted(text, at):
        at -= 1
    return text[:at]


def _permitted(text, at):
    return category(text[at])[0] != "M" and text[at] != JOINER and text[at - 1] != JOINER


def fold(text):
    return normalize("NFKC", normalize("NFKC", text).casefold())
