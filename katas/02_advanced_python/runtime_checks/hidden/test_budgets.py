def test_count_python_calls(probes, budget):
    """A call checks its values, and asks for no annotation again."""
    seen = probes.python_calls(100)
    assert [seen["result"], seen["wrong"]] == [True, (("items", 1), "x", "int")]
    budget(seen["calls"])
