def test_count_plan(probes, budget):
    """Planning a chain of 500 tasks that came in the wrong order asks each task for its hash some times, not once for each other task."""
    seen = probes.plan_a_chain(500)
    assert [seen["layers"], seen["cycle"], seen["path"]] == [[[i] for i in range(500)], None, (500, list(range(500)))]
    budget(seen["asked"])


def test_count_change(probes, budget):
    """Four of 1,000 tasks are affected: finding them asks some hashes, not one of each task."""
    seen = probes.change_one(1000)
    assert seen["affected"] == [0, 1, 2, 3]
    budget(seen["asked"])
