"""Answers that the caller changes, and what the index says then."""

from inverted_index import SearchIndex

NOTES = {1: "red green", 2: "red blue", 3: "red green blue"}
QUESTIONS = {
    "word": lambda index: index.search("red"), "or": lambda index: index.search("green OR blue"), "not": lambda index: index.search("NOT grey"),
    "and": lambda index: index.search("red AND green"), "unknown": lambda index: index.search("grey"), "phrase": lambda index: index.phrase("red"),
    "unknown phrase": lambda index: index.phrase("grey"), "top": lambda index: index.top("red", 9),
}


def noted():
    index = SearchIndex()
    for doc, text in NOTES.items():
        index.add(doc, {"body": text})
    return index


def answered(index):
    return {name: sorted(ask(index)) for name, ask in QUESTIONS.items()}


def changed_answers():
    """What is answered before and after each answer was emptied, and got another document, by the caller."""
    index = noted()
    before = answered(index)
    for ask in QUESTIONS.values():
        answer = ask(index)
        answer.clear()
        answer.add(99) if isinstance(answer, set) else answer.append((99, 1))
    return before, answered(index), len(index)


def asked_twice(*queries):
    """What queries find when they are asked one after the other, and then again."""
    index = noted()
    return [[sorted(index.search(query)) for query in queries] for _ in range(2)]


def changed_fields():
    """The mapping of a document is changed when it has been added."""
    index, fields = SearchIndex(), {"title": "one", "body": "two"}
    index.add(1, fields)
    fields["title"], fields["body"] = "three", "four"
    fields["more"] = "five"
    seen = {word: sorted(index.search(word)) for word in ["one", "two", "three", "five"]}
    index.remove(1)
    return seen, len(index), sorted(index.search("one OR two OR three"))
