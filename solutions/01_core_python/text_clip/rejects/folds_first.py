"""Folds case, then normalises."""

from unicodedata import category, normalize

JOINER = "\u200d"


def clip(text, max_bytes):
    if max_bytes < 0:
        raise ValueError(f"max_bytes must not be below 0, not {max_bytes}")
    head = text[:max_bytes + 1].encode("utf-8", "surrogatepass")      # a code point takes a byte or more
    if len(head) <= max_bytes:
        return text
    end = max_bytes
    while head[end] & 0b1100_0000 == 0b1000_0000:                     # goes on with a code point
        end -= 1
    at = len(head[:end].decode("utf-8", "surrogatepass"))
    while at and not _permitted(text, at):
        at -= 1
    return text[:at]


def _permitted(text, at):
    return category(text[at])[0] != "M" and text[at] != JOINER and text[at - 1] != JOINER


def fold(text):
    return normalize("NFKC", text.casefold())
