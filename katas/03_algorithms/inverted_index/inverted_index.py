"""A search index of documents that come, change and go.  The contract is in README.md."""

from collections.abc import Mapping


class SearchIndex:
    """Documents, found by their words."""

    def __init__(self) -> None:
        raise NotImplementedError

    def __len__(self) -> int:
        """Return how many documents there are."""
        raise NotImplementedError

    def __contains__(self, doc: int) -> bool:
        raise NotImplementedError

    def add(self, doc: int, fields: Mapping[str, str]) -> None:
        """Add a document, in place of the one that has its number.

        Raises:
            TypeError: a field is no text.
        """
        raise NotImplementedError

    def remove(self, doc: int) -> None:
        """Take a document out.

        Raises:
            KeyError: it is not there.
        """
        raise NotImplementedError

    def search(self, query: str) -> set[int]:
        """Return the documents that a query of words, AND, OR and NOT is true of.

        Raises:
            ValueError: it is no query.
        """
        raise NotImplementedError

    def phrase(self, text: str) -> set[int]:
        """Return the documents that have the words of a text one after the other in one field.

        Raises:
            ValueError: the text has no words.
        """
        raise NotImplementedError

    def top(self, text: str, k: int) -> list[tuple[int, int]]:
        """Return the k documents in which the words of a text occur most often, each with the number of times."""
        raise NotImplementedError
