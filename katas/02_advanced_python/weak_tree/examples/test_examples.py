import gc

import pytest
from weak_tree import IdentityCache, Node, Pool


class Thumbnail:
    def __init__(self, picture):
        self.picture = picture


class Picture:
    pass


@pytest.fixture(autouse=True)
def no_collector():
    gc.disable()
    yield
    gc.enable()


def test_a_child_without_its_tree():
    root = Node("root")
    child = root.add(Node("child"))
    assert child.parent is root

    del root
    assert child.parent is None


def test_one_thumbnail_for_each_picture():
    cache, picture = IdentityCache(Thumbnail), Picture()
    thumbnail = cache.get(picture)
    assert cache.get(picture) is thumbnail

    del thumbnail
    assert len(cache) == 0


def test_a_buffer_goes_back():
    pool = Pool(bytearray, keep=2)
    lease = pool.take()
    lease.item.extend(b"some")
    del lease

    assert pool.idle == 1
    assert pool.take().item == b"some"
