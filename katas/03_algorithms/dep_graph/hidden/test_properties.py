from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

pairs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14)


def graph_of(submission, edges):
    graph, needs = submission.DepGraph(), {}
    for task, need in edges:
        graph.add(task, [need])
        needs.setdefault(task, []).append(need)
        needs.setdefault(need, [])
    return graph, needs


def closure(needs, start):
    found, waiting = set(), [start]
    while waiting:
        for need in needs[waiting.pop()]:
            if need not in found:
                found.add(need)
                waiting.append(need)
    return found


@given(edges=pairs)
def test_cycles(submission, edges):
    """A cycle is found if there is one: each task needs the next, the last the first, none comes twice."""
    graph, needs = graph_of(submission, edges)
    cycle = graph.find_cycle()
    assert (cycle is not None) == any(task in closure(needs, task) for task in needs)
    if cycle is not None:
        assert [task in needs[before] for before, task in zip(cycle, [*cycle[1:], cycle[0]])] == [True] * len(cycle)
        assert len(cycle) == len(set(cycle))
        assert cycle[0] == min(cycle, key=list(needs).index)


@given(edges=pairs, weights=st.lists(st.integers(0, 5), min_size=8, max_size=8))
def test_layers_and_paths(submission, edges, weights):
    """Without cycles, each task stands behind its needs, as early as can be, and no chain is heavier than the critical one."""
    graph, needs = graph_of(submission, [(max(edge), min(edge)) for edge in edges if edge[0] != edge[1]])
    depth, heaviest = {}, {}
    for task in sorted(needs):
        depth[task] = max((depth[need] + 1 for need in needs[task]), default=0)
        heaviest[task] = max((heaviest[need] for need in needs[task]), default=0) + weights[task]
    layers = graph.layers()
    assert layers == [[task for task in needs if depth[task] == level] for level in range(len(layers))]
    assert sum(map(len, layers)) == len(needs)
    total, path = graph.critical_path(dict(enumerate(weights)))
    assert total == max(heaviest.values(), default=0) == sum(weights[task] for task in path)
    assert [need in needs[task] for need, task in pairwise(path)] == [True] * max(0, len(path) - 1)


@given(edges=pairs, removed=st.lists(st.integers(0, 7), max_size=3), changed=st.integers(0, 7))
def test_what_is_affected(submission, edges, removed, changed):
    """After any removals a change affects those from which needs lead to it, and no others."""
    graph, needs = graph_of(submission, edges)
    for task in removed:
        if task in needs:
            graph.remove(task)
            del needs[task]
            needs = {other: [need for need in of if need != task] for other, of in needs.items()}
    if changed in needs:
        assert graph.affected([changed]) == [task for task in needs if task == changed or changed in closure(needs, task)]
