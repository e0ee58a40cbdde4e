import re

from graders.testing import Machine
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

docs = st.integers(1, 4)
words = st.sampled_from("abc")
texts = st.lists(words, max_size=5).map(" ".join)
items = st.lists(st.tuples(st.booleans(), words), min_size=1, max_size=3)


class IndexMachine(Machine):
    """The submission against a dict of texts that is read from begin to end for each question."""

    @initialize()
    def build(self):
        self.index, self.known = self.submission.SearchIndex(), {}

    @rule(doc=docs, title=texts, body=texts)
    def add(self, doc, title, body):
        self.index.add(doc, {"title": title, "body": body})
        self.known[doc] = [title.split(), body.split()]
        assert len(self.index) == len(self.known)

    @rule(doc=docs)
    def remove(self, doc):
        if doc in self.known:
            self.index.remove(doc)
            del self.known[doc]
        assert (doc in self.index) == (doc in self.known)

    @rule(query=st.lists(items, min_size=1, max_size=2))
    def search(self, query):
        text = " OR ".join(" AND ".join(f"NOT {word}" if negated else word for negated, word in some) for some in query)
        found = {doc for doc, fields in self.known.items() if any(all(any(word in field for field in fields) != negated for negated, word in some) for some in query)}
        assert self.index.search(text) == found

    @rule(phrase=st.lists(words, min_size=1, max_size=3).map(" ".join))
    def phrase(self, phrase):
        found = {doc for doc, fields in self.known.items() if any(re.search(rf"\b{phrase}\b", " ".join(field)) for field in fields)}
        assert self.index.phrase(phrase) == found

    @rule(text=texts, k=st.integers(0, 4))
    def top(self, text, k):
        counts = {doc: sum(field.count(word) for field in fields for word in set(text.split())) for doc, fields in self.known.items()}
        best = sorted((-count, doc) for doc, count in counts.items() if count)
        assert self.index.top(text, k) == [(doc, -count) for count, doc in best[:k]]


def test_any_history(machine):
    """Whatever comes and goes, the index answers as somebody who reads all documents."""
    machine(IndexMachine)
