def test_count_key_calls(probes, budget):
    """16 runs become one file in few passes over all lines."""
    seen = probes.key_calls(1_600, 1_000, 5)
    assert [seen["first"], seen["last"], seen["size"]] == [b"000000000\n", b"000001599\n", 16_000]
    budget(seen["calls"])
