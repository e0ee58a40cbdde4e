"""Edit distance of texts.  README.md has the contract."""


def distance(a, b, limit=None):
    """Return how many edits make b of a; None if that is more than limit."""
    raise NotImplementedError


def distances(word, words, limit=None):
    """Return the list of distance(word, other, limit) for each other text in words."""
    raise NotImplementedError
