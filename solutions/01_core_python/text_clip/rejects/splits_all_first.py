"""Splits the whole text into characters, then takes what fits."""

from unicodedata import category, normalize


def clip(text, max_bytes):
    if max_bytes < 0:
        raise ValueError("below 0")
    wholes = []
    for c in text:
        if wholes and (category(c)[0] == "M" or c == "\u200d" or wholes[-1][-1] == "\u200d"):
            wholes[-1] += c
        else:
            wholes.append(c)
    answer, used = "", 0
    for whole in wholes:
        used += len(whole.encode("utf-8", "surrogatepass"))
        if used > max_bytes:
            break
        answer += whole
    return answer


def fold(text):
    return normalize("NFKC", normalize("NFKC", text).casefold())
