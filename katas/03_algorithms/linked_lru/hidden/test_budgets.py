from random import Random


def test_count_questions(probes, budget):
    """Keys are found by hash: hits, puts, removals and demotions ask == a few times each, whatever the number of entries."""
    rng = Random(5)
    numbers = list(range(500))
    operations = []
    for _ in range(600):
        operations += [("get", rng.choice(numbers)), ("peek", rng.choice(numbers)), ("demote", rng.choice(numbers))]
        number = rng.choice(numbers)
        operations += [("remove", number), ("put", number)]
    seen = probes.questions(operations, 500)
    assert sorted(seen["left"]) == numbers
    budget(seen["asked"])
