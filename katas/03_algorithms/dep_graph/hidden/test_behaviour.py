import pytest
from graders.testing import Stream


def graph_of(submission, *entries):
    graph = submission.DepGraph()
    for task, *needs in entries:
        graph.add(task, needs)
    return graph


def test_tasks_in_order(submission):
    """Tasks come in the order in which they were first named: a task before its needs, and needs in the given order."""
    graph = graph_of(submission, (9, 3, 5), (4,), (3, 1))
    assert [list(graph), len(graph), 5 in graph, 7 in graph] == [[9, 3, 5, 4, 1], 5, True, False]


def test_needs(submission):
    """needs() has what a task needs, each once, in the order in which it was given."""
    graph = graph_of(submission, ("a", "z", "b", "z"), ("a", "c", "b"))
    assert [graph.needs("a"), graph.needs("b")] == [["z", "b", "c"], []]


def test_more_needs(submission):
    """add() of a task that is there adds needs, and takes none away."""
    graph = graph_of(submission, ("a", "b"), ("a", "c"), ("a",))
    assert [graph.needs("a"), graph.layers()] == [["b", "c"], [["b", "c"], ["a"]]]


def test_needs_are_read_once(submission):
    """Needs may be any iterable, a generator too."""
    graph = submission.DepGraph()
    graph.add("a", Stream(["b", "c"]))
    assert [list(graph), graph.needs("a"), graph.layers()] == [["a", "b", "c"], ["b", "c"], [["b", "c"], ["a"]]]


def test_layers(submission):
    """A task stands in the layer behind the last of its needs, however short another way to it is."""
    graph = graph_of(submission, ("app", "lib", "base"), ("lib", "core"), ("core", "base"), ("docs",))
    assert graph.layers() == [["base", "docs"], ["core"], ["lib"], ["app"]]


def test_order_within_layers(submission):
    """Within a layer tasks have the order in which they came, not that of names, hashes or needs."""
    graph = graph_of(submission, (9, 3, 5), (2, 5), (8, 1), (7, 3))
    assert graph.layers() == [[3, 5, 1], [9, 2, 8, 7]]


def test_tasks_without_an_order(submission):
    """Tasks need not be comparable with each other."""
    graph = graph_of(submission, ("a", 1, None), ((), 1), (None, 1))
    assert [graph.layers(), graph.affected([None, 1])] == [[[1], [None, ()], ["a"]], ["a", 1, None, ()]]


def test_an_empty_graph(submission):
    """A new graph has nothing: no layers, no cycle, no path, and nothing of another graph."""
    other = graph_of(submission, ("a", "b"))
    graph = submission.DepGraph()
    assert [len(graph), list(graph), graph.layers(), graph.find_cycle(), graph.affected([])] == [0, [], [], None, []]
    assert [graph.critical_path({}), len(other)] == [(0, []), 2]


def test_a_cycle(submission):
    """Of a cycle each task needs the next, the last one the first, and the one that came first stands first."""
    graph = graph_of(submission, ("x",), ("b", "c"), ("a", "b"), ("c", "d"), ("d", "a"))
    assert graph.find_cycle() == ["b", "c", "d", "a"]


def test_only_the_cycle(submission):
    """Neither what needs a cycle nor what a cycle needs is a part of it."""
    graph = graph_of(submission, ("top", "in"), ("in", "b"), ("b", "base", "c"), ("c", "base", "b"), ("base",))
    assert graph.find_cycle() == ["b", "c"]


def test_a_task_that_needs_itself(submission):
    """A task that needs itself is a cycle of one."""
    graph = graph_of(submission, ("a", "b"), ("b", "b"), ("c", "a"))
    assert graph.find_cycle() == ["b"]


def test_no_cycle(submission):
    """A task that is reached by two ways is no cycle."""
    graph = graph_of(submission, ("a", "b", "c"), ("b", "d"), ("c", "d"), ("d", "e"))
    assert graph.find_cycle() is None


@pytest.mark.parametrize("method", ["layers", "critical_path"])
def test_the_error_has_the_cycle(probes, method):
    """A plan of a graph with a cycle is a CycleError that has the cycle, and a ValueError."""
    assert probes.plan_with_a_cycle(method) == {"raised": ["CycleError", "ValueError"], "cycle": ["b", "c"]}


def test_no_cycle_any_more(submission):
    """Without one of its tasks a cycle is none, also one of a task that needs itself."""
    graph = graph_of(submission, ("a", "b"), ("b", "c", "b"), ("c", "a"))
    graph.remove("b")
    assert [graph.find_cycle(), graph.layers(), list(graph)] == [None, [["a"], ["c"]], ["a", "c"]]


def test_removed(submission):
    """A removed task is needed by nobody, and its own needs stay."""
    graph = graph_of(submission, ("a", "b", "d"), ("b", "c"))
    graph.remove("b")
    assert [list(graph), graph.needs("a"), graph.affected(["c"])] == [["a", "d", "c"], ["d"], ["c"]]
    assert graph.layers() == [["d", "c"], ["a"]]


def test_back_again(submission):
    """A task that was removed and comes again is new: at the end, without its old needs, needed by nobody."""
    graph = graph_of(submission, ("a", "b"), ("b", "c"), ("d",))
    graph.remove("b")
    graph.add("b")
    assert [list(graph), graph.needs("b"), graph.needs("a"), graph.affected(["b"]), graph.layers()] == [
        ["a", "c", "d", "b"], [], [], ["b"], [["a", "c", "d", "b"]],
    ]


def test_changes_count_at_once(submission):
    """Each answer is of the graph as it is, whatever was asked before."""
    graph = graph_of(submission, ("a", "b"), ("c",))
    seen = [graph.layers(), graph.find_cycle(), graph.affected(["c"])]
    graph.add("b", ["c"])
    assert [seen, graph.layers(), graph.affected(["c"])] == [
        [[["b", "c"], ["a"]], None, ["c"]], [["c"], ["b"], ["a"]], ["a", "b", "c"],
    ]


def test_answers_are_copies(probes):
    """Who changes an answer does not change the graph."""
    assert probes.changed_answers() == {"needs": ["b"], "layers": [["b"], ["a"]], "affected": ["a", "b"]}


def test_affected(submission):
    """affected() has the changed tasks and all that need them, directly or not, in the order in which they came."""
    graph = graph_of(submission, ("app", "ui", "db"), ("ui", "core"), ("db", "core"), ("docs",), ("cli", "db"), ("core", "base"))
    assert [graph.affected(["db"]), graph.affected(["core"]), graph.affected(["docs", "ui", "docs"])] == [
        ["app", "db", "cli"], ["app", "ui", "db", "core", "cli"], ["app", "ui", "docs"],
    ]


def test_affected_by_an_iterator(submission):
    """Changed tasks may be any iterable, and none affects none."""
    graph = graph_of(submission, ("a", "b"), ("c", "b"))
    assert [graph.affected(Stream(["a", "c"])), graph.affected([])] == [["a", "c"], []]


def test_affected_in_a_cycle(submission):
    """What is affected can be told in a graph with cycles too."""
    graph = graph_of(submission, ("a", "b"), ("b", "c"), ("c", "b"), ("d", "d"), ("e",))
    assert [graph.affected(["c"]), graph.affected(["a"]), graph.affected(["d"])] == [["a", "b", "c"], ["a"], ["d"]]


@pytest.mark.parametrize("method", ["remove", "needs", "affected"])
def test_no_such_task(submission, method):
    """A task that is not there is a KeyError, and nothing changes."""
    graph = graph_of(submission, ("a", "b"), ("c",))
    graph.remove("c")
    for task in ["c", "x"]:
        with pytest.raises(KeyError):
            getattr(graph, method)(["a", task] if method == "affected" else task)
    assert [list(graph), graph.layers()] == [["a", "b"], [["b"], ["a"]]]


def test_an_error_changes_nothing(submission):
    """A need without a hash is a TypeError, and nothing of that add() is in the graph."""
    graph = graph_of(submission, ("a", "b"))
    with pytest.raises(TypeError):
        graph.add("new", ["c", []])
    with pytest.raises(TypeError):
        graph.add("a", ["c", []])
    assert [list(graph), graph.needs("a"), graph.layers()] == [["a", "b"], ["b"], [["b"], ["a"]]]


def test_needs_that_fail(probes):
    """When the iterable of needs fails half way, its error comes through and nothing of that add() is in the graph."""
    assert probes.failing_needs() == {"raised": "LookupError", "tasks": ["a", "b"], "needs": ["b"]}


def test_a_critical_path(submission):
    """The critical path is the heaviest chain, not the longest, from what needs nothing to what nobody needs."""
    graph = graph_of(submission, ("ship", "test", "docs"), ("test", "build"), ("build", "fetch"), ("docs",))
    assert graph.critical_path({"ship": 1, "test": 2, "build": 3, "fetch": 4, "docs": 20}) == (21, ["docs", "ship"])


def test_a_path_beside(submission):
    """The critical path need not go through the heaviest task, nor step back to the heaviest need."""
    graph = graph_of(submission, ("end", "heavy", "light"), ("light", "before"), ("alone",))
    weights = {"end": 1, "heavy": 5, "light": 1, "before": 6, "alone": 7}
    assert graph.critical_path(weights) == (8, ["before", "light", "end"])


def test_a_path_of_one(submission):
    """One heavy task outweighs a chain, and weights for other tasks do not count."""
    graph = graph_of(submission, ("a", "b"), ("alone",))
    assert graph.critical_path({"a": 1, "b": 1, "alone": 3, "other": 99}) == (3, ["alone"])


def test_no_weight(submission):
    """A task without a weight is a KeyError."""
    graph = graph_of(submission, ("a", "b"), ("c",))
    with pytest.raises(KeyError):
        graph.critical_path({"a": 1, "b": 1})


def test_shared_needs(probes):
    """Where 2**40 chains lead through 40 pairs, the heaviest is found without walking each of them."""
    assert probes.shared_needs(40) == {"weight": 80, "path": [(i, 1) for i in range(40)], "layers": 40}


def test_a_long_chain(probes):
    """A chain of 1,100 tasks is no deeper for the stack than one of three."""
    assert probes.long_chain(1100) == {
        "layers": [1100, [[0], [1]], [1099]],
        "path": [2200, [0, 1], 1099],
        "affected": [[1099, 1098], 1100],
        "cycle": [1100, [1099, 1098, 1097]],
    }
