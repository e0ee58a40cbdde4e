import gc
import weakref

import pytest
from weak_tree import IdentityCache, Node, Pool, PoolEmpty


@pytest.fixture(autouse=True)
def _no_collector():
    gc.disable()
    yield
    gc.enable()


def test_a_tree_goes_at_once():
    root = Node("root")
    leaf = weakref.ref(root.add(Node("leaf")))
    assert leaf().parent is root

    del root
    assert leaf() is None


def test_values_go_with_their_objects():
    cache, node = IdentityCache(), Node("a")
    assert cache.get(node, lambda n: n.value * 2) == "aa"

    del node
    assert len(cache) == 0


def test_a_dropped_lease():
    pool = Pool(list, size=1)
    lease = pool.acquire()
    with pytest.raises(PoolEmpty):
        pool.acquire()

    del lease
    assert (pool.idle, pool.leased) == (1, 0)
