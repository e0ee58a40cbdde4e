"""Tasks that count how often they are asked for their hash, and graphs that are too large to be built one call at a time."""

from dep_graph import CycleError, DepGraph


class Task:
    asked = 0

    def __init__(self, number):
        self.number = number

    def __hash__(self):
        Task.asked += 1
        return hash(self.number)

    def __eq__(self, other):
        return self.number == other.number


def _numbers(tasks):
    return [task.number for task in tasks]


def plan_a_chain(n):
    """Layers, cycle and critical path of a chain whose last task came first, and how often hashes were asked."""
    graph, tasks = DepGraph(), [Task(number) for number in range(n)]
    weights = dict.fromkeys(tasks, 1)
    Task.asked = 0
    for i in reversed(range(n)):
        graph.add(tasks[i], tasks[i - 1 : i] if i else ())
    layers, cycle, (weight, path) = graph.layers(), graph.find_cycle(), graph.critical_path(weights)
    return {"layers": [_numbers(layer) for layer in layers], "cycle": cycle, "path": (weight, _numbers(path)), "asked": Task.asked}


def change_one(n):
    """Of n tasks, three need the first, one after the other, and the others need one task; what the first affects."""
    graph, tasks = DepGraph(), [Task(number) for number in range(n)]
    for i, task in enumerate(tasks):
        graph.add(task, [tasks[i - 1]] if i in (1, 2, 3) else [tasks[4]] if i > 4 else ())
    Task.asked = 0
    affected = graph.affected([tasks[0]])
    return {"affected": _numbers(affected), "asked": Task.asked}


def long_chain(n):
    """What is found in a chain of n tasks that came in the wrong order, before and after its ends are tied together."""
    graph = DepGraph()
    for i in reversed(range(1, n)):
        graph.add(i, [i - 1])
    layers, (weight, path) = graph.layers(), graph.critical_path(dict.fromkeys(range(n), 2))
    seen = {"layers": [len(layers), layers[:2], layers[-1]], "path": [weight, path[:2], path[-1]]}
    affected = graph.affected([0])
    graph.add(0, [n - 1])
    try:
        graph.layers()
    except CycleError as error:
        cycle = error.cycle
    return {**seen, "affected": [affected[:2], len(affected)], "cycle": [len(cycle), cycle[:3]]}


def shared_needs(n):
    """The weight of the heaviest chain through n pairs, each task of which needs both of the pair before."""
    graph = DepGraph()
    for i in range(n):
        for side in (0, 1):
            graph.add((i, side), [(i - 1, 0), (i - 1, 1)] if i else ())
    weight, path = graph.critical_path({(i, side): 1 + side for i in range(n) for side in (0, 1)})
    return {"weight": weight, "path": path, "layers": len(graph.layers())}


def changed_answers():
    """What a graph answers after all that it answered before has been emptied."""
    graph = DepGraph()
    graph.add("a", ["b"])
    layers = graph.layers()
    for layer in layers:
        layer.clear()
    for answer in (layers, graph.needs("a"), graph.affected(["b"])):
        answer.clear()
    return {"needs": graph.needs("a"), "layers": graph.layers(), "affected": graph.affected(["b"])}


def plan_with_a_cycle(method):
    """What a plan of a graph with a cycle raises, and the cycle it tells of."""
    graph = DepGraph()
    for task, *needs in [("free",), ("a", "b"), ("b", "c"), ("c", "b", "free")]:
        graph.add(task, needs)
    try:
        graph.layers() if method == "layers" else graph.critical_path(dict.fromkeys(graph, 1))
    except Exception as error:
        names = [cls.__name__ for cls in type(error).__mro__]
        return {"raised": [name for name in names if name in ("CycleError", "ValueError")], "cycle": getattr(error, "cycle", None)}
    return "no error"


def failing_needs():
    """What is in a graph after its task has got needs of which the third cannot be read."""
    def needs():
        yield "new"
        yield "b"
        raise LookupError

    graph = DepGraph()
    graph.add("a", ["b"])
    try:
        graph.add("a", needs())
        raised = "no error"
    except Exception as error:
        raised = type(error).__name__
    return {"raised": raised, "tasks": list(graph), "needs": graph.needs("a")}
