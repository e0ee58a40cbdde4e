import pytest
from rank_tree import RankTree


@pytest.fixture
def board():
    tree = RankTree()
    for ms, requests in [(12, 700), (3, 250), (40, 49), (900, 1)]:
        tree.add(ms, requests)
    return tree


def test_values_and_counts(board):
    assert [list(board), len(board), board.total] == [[(3, 250), (12, 700), (40, 49), (900, 1)], 4, 1000]


def test_ranks_and_places(board):
    assert [board.rank(12), board.count(12), board.select(500), board.select(999)] == [250, 700, 12, 900]


def test_between(board):
    assert [board.between(3, 40), board.between(40, 3)] == [950, 0]


def test_discard(board):
    assert [board.discard(900, 5), board.discard(900), board.total] == [1, 0, 999]
    with pytest.raises(IndexError):
        board.select(999)
