import pytest


def index_of(submission, *texts):
    """An index of documents with one field each, from 1 on."""
    index = submission.SearchIndex()
    for doc, text in enumerate(texts, 1):
        index.add(doc, {"body": text})
    return index


def test_words(submission):
    """A word is found in whichever field it stands."""
    index = submission.SearchIndex()
    index.add(7, {"title": "red", "body": "green blue"})
    index.add(8, {"title": "green"})
    assert [index.search(word) for word in ["red", "green", "blue", "grey"]] == [{7}, {7, 8}, {7}, set()]


def test_what_a_word_is(submission):
    r"""Words are what \w+ finds in the text after casefold(), in any script."""
    index = index_of(submission, "Net-price: 3.50 (net_price)", "Stra\u00dfe, \u00c9T\u00c9", "it's")
    assert [index.search(word) for word in ["NET", "price", "50", "net_price", "STRASSE", "\u00e9t\u00e9", "s"]] == [{1}, {1}, {1}, {1}, {2}, {2}, {3}]


def test_whole_words(submission):
    """A part of a word is no word."""
    index = index_of(submission, "printers", "print er")
    assert [index.search("printer"), index.search("print")] == [set(), {2}]


def test_an_empty_index(submission):
    """An index without documents finds nothing."""
    index = submission.SearchIndex()
    assert [len(index), index.search("a"), index.search("NOT a"), index.phrase("a b"), index.top("a", 3), 1 in index] == [0, set(), set(), set(), [], False]


def test_and(submission):
    """AND, or nothing between two words, finds what has both."""
    index = index_of(submission, "a b c", "a b", "a", "b c", "a c")
    assert [index.search("a AND b"), index.search("a b"), index.search("a AND b AND c"), index.search("c a b"), index.search("a a")] == [{1, 2}, {1, 2}, {1}, {1}, {1, 2, 3, 5}]


def test_and_an_unknown_word(submission):
    """No document has a word that is unknown, and another one."""
    index = index_of(submission, "a b", "a")
    assert [index.search("a AND z"), index.search("z a b"), index.search("z y")] == [set(), set(), set()]


def test_or(submission):
    """OR finds what has one or the other; it may be unknown."""
    index = index_of(submission, "a b c", "a b", "a", "b c d", "d")
    assert [index.search("c OR d"), index.search("a OR b OR d"), index.search("z OR d"), index.search("z OR z")] == [{1, 4, 5}, {1, 2, 3, 4, 5}, {4, 5}, set()]


def test_not(submission):
    """NOT takes out what has the word, with AND or without."""
    index = index_of(submission, "a b c", "a b", "a", "b c", "")
    assert [index.search("a NOT c"), index.search("a AND NOT c"), index.search("a NOT b NOT c"), index.search("a NOT a")] == [{2, 3}, {2, 3}, {3}, set()]


def test_not_first(submission):
    """NOT may stand before the word that is wanted."""
    index = index_of(submission, "a b c", "a b", "a", "b c", "")
    assert [index.search("NOT c a"), index.search("NOT c AND a"), index.search("NOT a AND NOT b c")] == [{2, 3}, {2, 3}, set()]


def test_not_unknown(submission):
    """NOT of an unknown word takes nothing out."""
    index = index_of(submission, "a b", "a")
    assert [index.search("a NOT z"), index.search("z NOT a"), index.search("b NOT z NOT y")] == [{1, 2}, set(), {1}]


def test_not_alone(submission):
    """NOT without a word that is wanted takes from all documents, those without words too."""
    index = index_of(submission, "a b c", "a b", "a", "b c", "")
    assert [index.search("NOT a"), index.search("NOT a NOT c"), index.search("NOT z")] == [{4, 5}, {5}, {1, 2, 3, 4, 5}]


def test_not_alone_in_a_part(submission):
    """NOT may be alone on one side of OR, or on both."""
    index = index_of(submission, "a b c", "a b", "a", "b c", "")
    assert [index.search("c OR NOT a"), index.search("NOT a OR c b a"), index.search("NOT a OR NOT b")] == [{1, 4, 5}, {1, 4, 5}, {3, 4, 5}]


def test_what_binds_more(submission):
    """NOT binds more tightly than AND, and that more than OR."""
    index = index_of(submission, "a b c", "a b", "a", "b c")
    assert [index.search("a b OR c"), index.search("c OR a b"), index.search("c OR a NOT b"), index.search("a OR b NOT c")] == [{1, 2, 4}, {1, 2, 4}, {1, 3, 4}, {1, 2, 3}]


def test_operators_in_capitals(submission):
    """Only capitals are operators: and, or, Not are words."""
    index = index_of(submission, "and", "or not", "black and white", "black white")
    assert [index.search("black and white"), index.search("or Not"), index.search("and OR not")] == [{3}, {2}, {1, 2, 3}]


@pytest.mark.parametrize("query", ["", "AND a", "a OR", "a AND OR b", "a NOT", "NOT AND a", "NOT NOT a"])
def test_operators_without_words(submission, query):
    """An operator without a word where it needs one, or no token at all, is a ValueError."""
    index = index_of(submission, "a b")
    with pytest.raises(ValueError):
        index.search(query)


@pytest.mark.parametrize("query", ["net-price", "(a)"])
def test_tokens_that_are_not_words(submission, query):
    """A token that is not one word is a ValueError."""
    index = index_of(submission, "a b net price")
    with pytest.raises(ValueError):
        index.search(query)


def test_white_space(submission):
    """Any white space is between tokens."""
    index = index_of(submission, "a b", "a")
    assert index.search(" a\tAND\n  b ") == {1}


def test_replaced(submission):
    """A document whose number is added again is found by its new words, and not by the old ones."""
    index = index_of(submission, "old same", "old")
    index.add(1, {"title": "new same"})
    assert [index.search(word) for word in ["old", "same", "new"]] == [{2}, {1}, {1}]
    assert [len(index), index.phrase("old same"), index.top("old same", 5)] == [2, set(), [(1, 1), (2, 1)]]


def test_removed(submission):
    """A document that was taken out is found no more, by nothing."""
    index = index_of(submission, "a b a", "b c")
    index.remove(1)
    assert [index.search("a"), index.search("b"), index.search("NOT c"), index.phrase("a b"), index.top("a b", 5)] == [set(), {2}, set(), set(), [(2, 1)]]
    assert [len(index), 1 in index, 2 in index] == [1, False, True]


def test_a_word_in_two_fields(submission):
    """A word that stands in several fields, or twice in one, goes with its document, and stays with another."""
    index = submission.SearchIndex()
    index.add(1, {"title": "a a", "body": "a b"})
    index.add(2, {"title": "a"})
    index.remove(1)
    assert [index.search("a"), index.search("b")] == [{2}, set()]
    index.remove(2)
    assert [index.search("a"), len(index)] == [set(), 0]


def test_back_again(submission):
    """A document can come back, with other words or the same ones."""
    index = index_of(submission, "a b", "c")
    index.remove(1)
    index.add(1, {"body": "b d"})
    assert [index.search("a"), index.search("b d"), index.search("NOT c")] == [set(), {1}, {1}]


def test_removing_what_is_not_there(submission):
    """To remove a document that is not there, or no more, is a KeyError, and changes nothing."""
    index = index_of(submission, "a")
    with pytest.raises(KeyError):
        index.remove(5)
    index.remove(1)
    with pytest.raises(KeyError):
        index.remove(1)
    assert len(index) == 0


def test_documents_without_words(submission):
    """A document may have no words, or no fields."""
    index = index_of(submission, "", " ... ", "a")
    index.add(4, {})
    assert [len(index), index.search("NOT a"), 4 in index] == [4, {1, 2, 4}, True]
    index.remove(4)
    assert index.search("NOT a") == {1, 2}


@pytest.mark.parametrize("fields", [{"body": None}, {"title": "new", "body": 5}], ids=["only", "second"])
def test_fields_that_are_no_texts(submission, fields):
    """A field that is no text is a TypeError, and the index is as it was: the old document is there, and no new word."""
    index = index_of(submission, "old words")
    with pytest.raises(TypeError):
        index.add(1, fields)
    with pytest.raises(TypeError):
        index.add(2, fields)
    assert [index.search("old"), index.search("new"), index.search("NOT new"), index.phrase("old words"), len(index)] == [{1}, set(), {1}, {1}, 1]


def test_phrases(submission):
    """A phrase is words one after the other, at the begin, in the middle or at the end of a field."""
    index = index_of(submission, "a b c d", "b a c", "c d", "a c b d", "x a b", "c d b c a b")
    assert [index.phrase("a b"), index.phrase("c d"), index.phrase("b c"), index.phrase("a b c d"), index.phrase("a b c d e")] == [{1, 5, 6}, {1, 3, 6}, {1, 6}, {1}, set()]


def test_phrase_of_one_word(submission):
    """A phrase may be one word; it may be unknown."""
    index = index_of(submission, "a b", "b")
    assert [index.phrase("B."), index.phrase("z"), index.phrase("a z")] == [{1, 2}, set(), set()]


def test_phrases_in_one_field(submission):
    """A phrase does not go on in the next field."""
    index = submission.SearchIndex()
    index.add(1, {"title": "net", "body": "price list"})
    index.add(2, {"title": "list", "body": "the net price"})
    assert [index.phrase("net price"), index.phrase("price list"), index.phrase("list the")] == [{2}, {1}, set()]


def test_later_occurrences(submission):
    """A phrase is found although its first word stands alone before."""
    index = index_of(submission, "a b a c", "a a a b", "a c b a")
    assert [index.phrase("a c"), index.phrase("a a b"), index.phrase("a b a")] == [{1, 3}, {2}, {1}]


def test_whole_words_in_phrases(submission):
    """A phrase is of whole words, whatever the letters around; what stands between words does not matter."""
    index = index_of(submission, "net prices", "planet price", "NET (price)", "net/price")
    assert index.phrase("Net - price") == {3, 4}


@pytest.mark.parametrize("text", ["", "- ,"])
def test_phrase_without_words(submission, text):
    """A phrase without words is a ValueError."""
    index = index_of(submission, "a")
    with pytest.raises(ValueError):
        index.phrase(text)


def test_top(submission):
    """top() counts each occurrence of each word, and has the largest number first."""
    index = index_of(submission, "a", "a b a", "b b b b", "c")
    assert [index.top("a b", 3), index.top("b", 1), index.top("a", 9)] == [[(3, 4), (2, 3), (1, 1)], [(3, 4)], [(2, 2), (1, 1)]]


def test_top_of_equal_numbers(submission):
    """Of equal numbers the smaller document comes first, also when k cuts between them."""
    index = submission.SearchIndex()
    for doc in [30, 4, 200, 11]:
        index.add(doc, {"body": "a"})
    assert [index.top("a", 2), index.top("a", 9)] == [[(4, 1), (11, 1)], [(4, 1), (11, 1), (30, 1), (200, 1)]]


def test_top_in_all_fields(submission):
    """top() counts in all fields."""
    index = submission.SearchIndex()
    index.add(1, {"title": "a", "body": "a b"})
    index.add(2, {"title": "b b", "body": "b"})
    assert [index.top("a", 5), index.top("b", 5)] == [[(1, 2)], [(2, 3), (1, 1)]]


def test_top_words(submission):
    """A word that is twice in the text counts once; operators are words there; an unknown word counts nothing."""
    index = index_of(submission, "a and b", "a a")
    assert [index.top("a A a", 5), index.top("b AND z", 5), index.top("z", 5), index.top("", 5)] == [[(2, 2), (1, 1)], [(1, 2)], [], []]


def test_top_none(submission):
    """If k is 0, top() is empty."""
    index = index_of(submission, "a")
    assert index.top("a", 0) == []


def test_answers_are_the_callers(probes):
    """What is returned can be changed, and the index answers as before."""
    seen = {"word": [1, 2, 3], "or": [1, 2, 3], "not": [1, 2, 3], "and": [1, 3], "unknown": [], "phrase": [1, 2, 3], "unknown phrase": [], "top": [(1, 1), (2, 1), (3, 1)]}
    assert probes.changed_answers() == (seen, seen, 3)


def test_asking_changes_nothing(probes):
    """A query finds the same when it is asked again, whatever was asked between."""
    assert probes.asked_twice("green AND blue", "red NOT green", "green OR blue", "red", "NOT green", "blue") == [[[3], [2], [1, 2, 3], [1, 2, 3], [2], [2, 3]]] * 2


def test_fields_afterwards(probes):
    """What becomes of the mapping later does not matter to the index."""
    assert probes.changed_fields() == ({"one": [1], "two": [1], "three": [], "five": []}, 0, [])
