def test_count_syncs(probes, budget):
    """A file of many lines is synced once, and its folder once."""
    seen = probes.syncs(1000)
    assert seen["size"] == 3890
    budget(seen["calls"])
