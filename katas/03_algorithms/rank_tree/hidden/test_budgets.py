def test_count_questions(probes, budget):
    """Values in ascending order: adding, ranks and discarding ask < some times for each level, not for each value."""
    seen = probes.questions(1000)
    assert seen["ranks"] == list(range(1000))
    budget(seen["asked"])
