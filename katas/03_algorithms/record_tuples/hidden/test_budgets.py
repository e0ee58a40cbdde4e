def test_count_pickled(probes, budget):
    """A list of records is pickled with header, types and defaults written once."""
    seen = probes.pickle_size(1000, 12)
    assert seen["sum"] == sum((i + k) % 100 for i in range(1000) for k in range(12))
    budget(seen["bytes"])
