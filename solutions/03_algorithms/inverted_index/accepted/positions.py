"""A positional index: each word has an array of places for each document; a gap is between fields, and phrases intersect places."""

import re
from array import array

WORD = re.compile(r"\w+")


class SearchIndex:
    def __init__(self):
        self.places = {}     # word -> (word, {document: array of places})
        self.words = {}      # document -> tuple of the entries of places

    def __len__(self):
        return len(self.words)

    def __contains__(self, doc):
        return doc in self.words

    def add(self, doc, fields):
        place, found = 0, {}
        for text in fields.values():
            if type(text) is not str and not isinstance(text, str):
                raise TypeError(f"no text: {text!r}")
            for match in WORD.finditer(text.casefold()):
                found.setdefault(match[0], []).append(place)
                place += 1
            place += 1
        self.words.get(doc) is None or self.remove(doc)
        entries = []
        for word, places in found.items():
            entry = self.places.setdefault(word, (word, {}))
            entry[1][doc] = array("H" if place < 65536 else "L", places)
            entries.append(entry)
        self.words[doc] = tuple(entries)

    def remove(self, doc):
        for word, docs in self.words.pop(doc):
            del docs[doc]
            if not docs:
                del self.places[word]

    def of(self, word):
        return self.places.get(word, (word, {}))[1]

    def search(self, query):
        if not query.split():
            raise ValueError("no query")
        answer = set()
        for part in re.split(r"(?<!\S)OR(?!\S)", query):
            answer |= self.both(part)
        return answer

    def both(self, part):
        wanted, unwanted = [], []
        for some in re.split(r"(?<!\S)AND(?!\S)", part):
            tokens = some.split()
            if not tokens or tokens[-1] == "NOT":
                raise ValueError(f"no word: {part!r}")
            for before, token in zip(["", *tokens], tokens):
                if token == "NOT":
                    if before == "NOT":
                        raise ValueError("NOT NOT")
                    continue
                if not WORD.fullmatch(token.casefold()):
                    raise ValueError(f"no word: {token!r}")
                (unwanted if before == "NOT" else wanted).append(self.of(token.casefold()))
        wanted.sort(key=len)
        candidates = wanted[0] if wanted else self.words
        return {doc for doc in candidates if all(doc in docs for docs in wanted) and not any(doc in docs for docs in unwanted)}

    def phrase(self, text):
        words = WORD.findall(text.casefold())
        if not words:
            raise ValueError("no words")
        docs = [self.of(word) for word in words]
        candidates = [doc for doc in min(docs, key=len) if all(doc in some for some in docs)]
        return {doc for doc in candidates if set.intersection(*({place - i for place in some[doc]} for i, some in enumerate(docs)))}

    def top(self, text, k):
        counts = {}
        for word in set(WORD.findall(text.casefold())):
            for doc, places in self.of(word).items():
                counts[doc] = counts.get(doc, 0) + len(places)
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
