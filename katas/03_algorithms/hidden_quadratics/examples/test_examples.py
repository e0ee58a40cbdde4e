import pytest
from hidden_quadratics import by_agent, growth, interleave, lines, unique


def test_lines_across_chunks():
    assert list(lines([b"GET /a\nGE", b"T /", b"b\nPOST /c"])) == [b"GET /a", b"GET /b", b"POST /c"]


def test_turns():
    assert list(interleave([[1, 2, 3], [10], [20, 21]])) == [1, 10, 20, 2, 21, 3]


def test_first_of_equal_items():
    assert list(unique([{"id": 1}, 7, {"id": 1.0}, 7.0, 8])) == [{"id": 1}, 7, 8]


def test_all_batches_of_an_agent():
    assert by_agent([("web", [1]), ("db", (2, 3)), ("web", [4])]) == {"web": [1, 4], "db": [2, 3]}


def test_a_square_beside_a_fixed_cost():
    assert growth(lambda n: 1000 + n * n, [10, 20, 40, 80]) == pytest.approx(2, abs=1e-6)
