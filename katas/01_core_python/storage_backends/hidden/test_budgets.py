def test_count_traffic(probes, budget):
    """A hook of a layer calls that of the next class once; the time to live reads once before a removal."""
    seen = probes.traffic("prefix counting ttl notes memory", 100)
    assert seen["left"] == 0
    budget(seen["calls"])


def test_count_first_key(probes, budget):
    """The first key of many is given before the others are read."""
    seen = probes.first_key("prefix counting ttl notes memory", 1000)
    assert seen["first"] == "key "
    budget(seen["calls"])
