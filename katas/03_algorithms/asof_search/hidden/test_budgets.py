from random import Random


def test_count_questions(submission, budget):
    """For 1,000 places, first_true() asks no more often than a number of 1,000 has bits."""
    most = 0
    for place in [*range(0, 1_000, 37), 1, 998, 999, 1_000]:
        asked = []

        def at_least(i, place=place, asked=asked):
            asked.append(i)
            return i >= place

        assert submission.first_true(0, 1_000, at_least) == place
        most = max(most, len(asked))
    budget(most)


def test_count_reads(probes, budget):
    """The oldest of 1,000 entries is found with few reads."""
    starts = [*range(0, 1_000, 37), 1, 998, 999]
    seen = probes.reads(1_000, starts)
    assert seen["found"] == starts
    budget(seen["most reads"])


def test_count_comparisons(probes, budget):
    """A join compares each key of `left` with a few of `right`."""
    rng = Random(3)
    right = sorted(rng.sample(range(100_000), 1_000))
    left = rng.sample(range(100_000), 100)
    seen = probes.comparisons(left, right)
    assert seen["found"] == [max((i for i, key in enumerate(right) if key <= wanted), default=None) for wanted in left]
    budget(seen["comparisons"])
