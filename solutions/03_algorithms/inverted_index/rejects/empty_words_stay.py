"""A word without documents is kept for the next one."""

import re
from collections.abc import Iterable, Mapping
from heapq import nsmallest


class _Word:
    """A word and the documents that have it; there is one object for each word."""

    __slots__ = ("docs", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.docs: set[int] = set()


_Field = tuple[_Word, ...]


class SearchIndex:
    def __init__(self) -> None:
        self._words: dict[str, _Word] = {}
        self._docs: dict[int, tuple[_Field, ...]] = {}

    def __len__(self) -> int:
        return len(self._docs)

    def __contains__(self, doc: int) -> bool:
        return doc in self._docs

    def add(self, doc: int, fields: Mapping[str, str]) -> None:
        split = [_split(text) for text in fields.values()]     # may fail, and nothing has changed
        if doc in self._docs:
            self.remove(doc)
        self._docs[doc] = tuple(tuple(self._word(text) for text in texts) for texts in split)
        for word in _different(self._docs[doc]):
            word.docs.add(doc)

    def _word(self, text: str) -> _Word:
        word = self._words.get(text)
        if word is None:
            word = self._words[text] = _Word(text)
        return word

    def remove(self, doc: int) -> None:
        for word in _different(self._docs.pop(doc)):
            word.docs.remove(doc)

    def search(self, query: str) -> set[int]:
        found = [self._matching(wanted, unwanted) for wanted, unwanted in _parsed(query)]
        return set().union(*found)

    def _matching(self, wanted: Iterable[str], unwanted: Iterable[str]) -> set[int]:
        """Return a new set of the documents that have all the wanted words, and none of the others."""
        found = self._all(sorted((self._with(text) for text in wanted), key=len))
        return found.difference(*map(self._with, unwanted))

    def _all(self, sets: list[set[int]]) -> set[int]:
        """Return what is in all of the sets, which come with the smallest first."""
        return sets[0].intersection(*sets[1:]) if sets else set(self._docs)

    def _with(self, text: str) -> set[int]:
        word = self._words.get(text)
        return word.docs if word is not None else set()

    def phrase(self, text: str) -> set[int]:
        texts = _split(text)
        if not texts:
            raise ValueError(f"there is no word in {text!r}")
        found = self._matching(texts, [])
        if not found:
            return found
        words = tuple(self._words[text] for text in texts)
        return {doc for doc in found if any(_has(field, words) for field in self._docs[doc])}

    def top(self, text: str, k: int) -> list[tuple[int, int]]:
        words = [self._words[text] for text in set(_split(text)) if text in self._words]
        docs = set().union(*(word.docs for word in words))
        counts = ((doc, sum(field.count(word) for field in self._docs[doc] for word in words)) for doc in docs)
        return nsmallest(k, counts, key=lambda counted: (-counted[1], counted[0]))


def _split(text: str) -> list[str]:
    if not isinstance(text, str):
        raise TypeError(f"{text!r} is no text")
    return re.findall(r"\w+", text.casefold())


def _different(fields: Iterable[_Field]) -> set[_Word]:
    return set().union(*fields)


def _has(field: _Field, words: _Field) -> bool:
    return any(field[i : i + len(words)] == words for i in range(len(field) - len(words) + 1))


def _parsed(query: str) -> list[tuple[list[str], list[str]]]:
    """Return the alternatives of a query, each as the words that are wanted and those that are not."""
    alternatives: list[tuple[list[str], list[str]]] = [([], [])]
    expected, negated = True, False     # is a word still to come, and after a NOT
    for token in query.split():
        if token in ("AND", "OR"):
            if expected:
                raise ValueError(f"a word is missing before {token} in {query!r}")
            expected = True
            if token == "OR":
                alternatives.append(([], []))
        elif token == "NOT":
            if negated:
                raise ValueError(f"there is a NOT after a NOT in {query!r}")
            expected = negated = True
        else:
            alternatives[-1][negated].append(_one_word(token))
            expected = negated = False
    if expected:
        raise ValueError(f"a word is missing at the end of {query!r}")
    return alternatives


def _one_word(token: str) -> str:
    word = token.casefold()
    if not re.fullmatch(r"\w+", word):
        raise ValueError(f"{token!r} is not one word")
    return word
