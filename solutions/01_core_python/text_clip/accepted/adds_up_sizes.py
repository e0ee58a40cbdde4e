"""Walks over the code points, adds up what each takes, and remembers the last place where a cut was permitted."""

import unicodedata


def size_of(char):
    code = ord(char)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4


def clip(text, max_bytes):
    if max_bytes < 0:
        raise ValueError("negative")
    used, last, before = 0, 0, ""
    for at, char in enumerate(text):
        tied = "\u200d" in (char, before) or unicodedata.category(char) in ("Mn", "Mc", "Me")
        if not tied:
            last = at
        used += size_of(char)
        if used > max_bytes:
            return text[:last]
        before = char
    return text


def fold(text):
    key = unicodedata.normalize("NFKD", text)
    while True:
        folded = unicodedata.normalize("NFKC", key).casefold()
        if folded == key:
            return unicodedata.normalize("NFKC", key)
        key = folded
