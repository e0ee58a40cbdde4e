"""Edit distance of texts, in Python."""


def edits(across, down, most, row):
    """Return the distance, or anything above `most`."""
    width = len(down)
    if abs(len(across) - width) > most:
        return most + 1
    for j in range(width + 1):
        row[j] = j
    for i in range(1, len(across) + 1):
        letter = across[i - 1]
        first, last = max(1, i - most), min(width, i + most)
        diagonal = row[first - 1]
        before = least = i if first == 1 else most + 1
        row[first - 1] = before
        for j in range(first, last + 1):
            above = row[j]
            if letter != down[j - 1]:
                diagonal = min(diagonal, above, before) + 1
            row[j] = before = diagonal
            diagonal = above
            least = min(least, before)
        if least > most:
            return least
    return row[width]


def distance(a, b, limit=None):
    """Return how many edits make b of a; None if that is more than limit."""
    return distances(a, (b,), limit)[0]


def distances(word, words, limit=None):
    """Return the list of distance(word, other, limit) for each other text in words."""
    if limit is not None and not isinstance(limit, int):
        raise TypeError("a limit must be an int")
    if limit is not None and limit < 0:
        raise ValueError("a limit is at least 0")
    if not isinstance(word, str):
        raise TypeError("a text must be a str")
    result = []
    row = [0] * (len(word) + 1)
    for other in words:
        if not isinstance(other, str):
            raise TypeError("a text must be a str")
        longest = max(len(word), len(other))
        most = longest if limit is None or limit > longest else limit
        found = edits(other, word, most, row)
        result.append(found if found <= most else None)
    return result
