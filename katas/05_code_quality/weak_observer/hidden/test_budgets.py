def test_count_copied(probes, budget):
    """A send to receivers of which none has come or gone makes no copy of them."""
    seen = probes.copied(4000)
    assert seen["heard"] == 8000
    budget(seen["KiB"])
