from random import Random


def test_count_questions(probes, budget):
    """Pushes, updates and pops ask < a few times for each level of a heap, not for each item."""
    rng, n = Random(3), 300
    pushed = rng.sample(range(10_000), n)
    updates = list(zip([*range(n)] * 2, rng.sample(range(10_000), 2 * n)))
    seen = probes.questions(pushed, updates)
    assert seen["popped"] == sorted(range(n), key=dict(updates).__getitem__)
    budget(seen["asked"])


def test_count_alive(probes, budget):
    """What has been updated, popped or removed goes, but for a bounded rest."""
    budget(max(
        probes.alive_after_updates(100, 5_000),
        probes.alive_when_gone(100, 1_000, "pop"),
        probes.alive_when_gone(100, 1_000, "remove"),
    ))
