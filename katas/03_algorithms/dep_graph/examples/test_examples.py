import pytest
from dep_graph import CycleError, DepGraph


@pytest.fixture
def graph():
    result = DepGraph()
    result.add("app", ["lib", "config"])
    result.add("lib", ["core"])
    result.add("tests", ["app"])
    return result


def test_tasks_and_layers(graph):
    assert list(graph) == ["app", "lib", "config", "core", "tests"]
    assert graph.layers() == [["config", "core"], ["lib"], ["app"], ["tests"]]


def test_affected(graph):
    assert graph.affected(["lib"]) == ["app", "lib", "tests"]


def test_a_critical_path(graph):
    weights = {"app": 2, "lib": 3, "config": 7, "core": 1, "tests": 5}
    assert graph.critical_path(weights) == (14, ["config", "app", "tests"])


def test_a_cycle(graph):
    graph.add("core", ["app"])
    assert graph.find_cycle() == ["app", "lib", "core"]
    with pytest.raises(CycleError):
        graph.layers()
