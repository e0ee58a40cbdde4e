"""Text cut to a number of bytes, and keys under which texts match.  The contract is in README.md."""


def clip(text: str, max_bytes: int) -> str:
    """Return the longest beginning that takes at most `max_bytes` bytes of UTF-8 and splits nothing.

    Raises:
        ValueError: `max_bytes` is below 0.
    """
    raise NotImplementedError


def fold(text: str) -> str:
    """Return the key of a text, which is that of all texts equal but for case, composition and compatibility."""
    raise NotImplementedError
