import multiprocessing
import operator

import pytest
from process_reduce import ChunkError, map_reduce

CONTEXT = multiprocessing.get_context("spawn")


def test_in_order():
    found = map_reduce(bytes, b"one two", [(4, 7), (0, 3)], operator.add, ctx=CONTEXT, workers=2)
    assert found == b"twoone"


def test_error():
    with pytest.raises(ChunkError) as caught:
        map_reduce(int, b"1 x", [(0, 1), (2, 3)], operator.add, ctx=CONTEXT, workers=1)
    assert (caught.value.chunk, caught.value.exitcode) == (1, None)


def test_function_of_this_process():
    with pytest.raises(TypeError):
        map_reduce(lambda view: 1, b"one", [(0, 3)], operator.add, ctx=CONTEXT, workers=1)
