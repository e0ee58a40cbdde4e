"""Counts characters."""

from unicodedata import category, normalize

JOINER = "\u200d"


def clip(text, max_bytes):
    if max_bytes < 0:
        raise ValueError(f"max_bytes must not be below 0, not {max_bytes}")
    if len(text) <= max_bytes:
        return text
    at = max_bytes
    while at and not _permitted(text, at):
        at -= 1
    return text[:at]


def _permitted(text, at):
    return category(text[at])[0] != "M" and text[at] != JOINER and text[at - 1] != JOINER


def fold(text):
    return normalize("NFKC", normalize("NFKC", text).casefold())
