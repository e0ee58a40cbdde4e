def test_count_comparisons(probes, budget):
    """Containers that were found equal are not compared again."""
    found, count = probes.comparisons(16)
    assert found == []
    budget(count)
