"""A large index that is asked for rare words beside common ones and whose documents change, and documents that come and go."""

from functools import cache


@cache
def large(module, n):
    """n documents that have words in common, of which few have a rare one; made once for each module."""
    index = module.SearchIndex()
    for doc in range(n):
        index.add(doc, {"body": "common often rare other" if doc % (n // 20) == 0 else "common often usual"})
    return index


def setup_rare(rng, n):
    queries = ["common AND rare", "often common rare NOT usual", "rare NOT often", "common often AND rare OR often AND other NOT usual"]
    return n, [rng.choice(queries) for _ in range(60)]


def rare(module, data):
    """60 queries of which each has few answers, in an index of n documents."""
    n, queries = data
    index, seen = large(module, n), 0
    for query in queries:
        found = index.search(query)
        seen = seen * 31 % 1_000_003 + len(found) + sum(found)
    return seen


@cache
def wide(module, n):
    """400 documents, and n other words."""
    index = module.SearchIndex()
    for doc in range(400):
        index.add(doc, {"body": f"all v{doc}"})
    for part in range(n // 100):
        index.add(1000 + part, {"body": " ".join(f"x{part * 100 + i}" for i in range(100))})
    return index


def setup_changes(rng, n):
    return n, [rng.randrange(400) for _ in range(30)], rng.randrange(1000)


def changes(module, data):
    """30 documents change, and change back."""
    n, docs, number = data
    index = wide(module, n)
    for doc in docs:
        index.add(doc, {"title": f"new {number}", "body": "all of it"})
    seen = sorted(index.search(f"new AND {number}")), len(index.search("v7 OR v8"))
    for doc in docs:
        index.remove(doc)
        index.add(doc, {"body": f"all v{doc}"})
    return seen, len(index.search("all")), len(index)


def setup_library(rng, n):
    """What the words of n documents are made of."""
    return [[int(200 * rng.random() ** 2) for _ in range(800)] for _ in range(n)]


def library(module, numbers):
    """n documents of 800 words of 200 different ones."""
    index = module.SearchIndex()
    for doc, words in enumerate(numbers):
        index.add(doc, {"body": " ".join(f"some{number:04}" for number in words)})
    return len(index.search("some0000")), sorted(index.phrase("some0001 some0002")), index.top("some0003", 3)


def setup_passing(rng, n):
    return rng.randrange(10**6), n


def passing(module, data):
    """n documents come with words of their own, and go; for others somebody asks in vain."""
    start, n = data
    index, seen = module.SearchIndex(), 0
    index.add(0, {"body": "one that stays"})
    for doc in range(start + 1, start + n + 1):
        index.add(doc, {"body": f"number{doc} of kind{doc} from place{doc}"})
        seen += len(index.search(f"number{doc} NOT missing{doc}")) + len(index.phrase(f"no{doc} such{doc}")) + len(index.top(f"nor{doc}", 1))
        index.remove(doc)
    return seen, len(index), sorted(index.search("stays OR NOT stays"))
