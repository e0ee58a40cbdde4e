import pytest
from inverted_index import SearchIndex


@pytest.fixture
def index():
    index = SearchIndex()
    index.add(1, {"title": "Printer", "body": "The printer asks for a password, the old password."})
    index.add(2, {"title": "Password", "body": "Printer passwords expire"})
    index.add(3, {"body": "Other things"})
    return index


def test_search(index):
    assert [index.search("password AND printer"), index.search("printer NOT old")] == [{1, 2}, {2}]
    assert [index.search("NOT printer"), index.search("old OR things NOT printer")] == [{3}, {1, 3}]


def test_phrase(index):
    assert [index.phrase("Password, printer"), index.phrase("a password")] == [set(), {1}]


def test_top(index):
    assert index.top("the password", 2) == [(1, 4), (2, 1)]


def test_replaced_document(index):
    index.add(2, {"body": "nothing to see"})
    assert [index.search("passwords"), index.top("password", 5)] == [set(), [(1, 2)]]


def test_no_query(index):
    with pytest.raises(ValueError):
        index.search("printer AND")
