def test_count_comparisons(probes, budget):
    """Copies of events are found without comparing each event with all before it."""
    seen = probes.comparisons(1000)
    assert seen["given"] == list(range(1000))
    budget(seen["comparisons"])
