from hypothesis import given
from hypothesis import strategies as st

SIZE = 6
numbers = st.integers(0, SIZE - 1)
changes = st.lists(st.tuples(st.just("add"), numbers, numbers) | st.tuples(st.sampled_from(["detach", "drop"]), numbers), max_size=14)
loans = st.lists(st.just(("take",)) | st.tuples(st.sampled_from(["release", "drop"]), st.integers(0, 4)), max_size=12)


def above(parents, n):
    """A node and those above it."""
    return [] if n is None else [n, *above(parents, parents.get(n))]


def planted(steps):
    """What the contract demands: refused steps, and parent and children of each node that lives."""
    held, living, parents, children, refused = set(range(SIZE)), range(SIZE), {}, {n: [] for n in range(SIZE)}, []

    def leave(n):
        if parents.get(n) is not None:
            children[parents.pop(n)].remove(n)

    for number, (verb, n, *rest) in enumerate(steps):
        if not held.issuperset([n, *rest]):
            continue
        if verb == "add" and rest[0] in above(parents, n):
            refused.append(number)
        elif verb == "add":
            leave(rest[0])
            parents[rest[0]] = n
            children[n].append(rest[0])
        elif verb == "detach":
            leave(n)
        else:
            held.remove(n)
        living = [x for x in living if held.intersection(above(parents, x))]
        parents = {x: up for x, up in parents.items() if up in living}
    return refused, {n: (parents.get(n), children[n]) for n in living}


@given(steps=changes)
def test_any_changes(probes, steps):
    """Whatever is added, detached and dropped, in whatever order: who lives, with which parent and children."""
    assert probes.history(SIZE, steps) == planted(steps)


@given(keep=st.integers(0, 3), steps=loans)
def test_any_loans(probes, keep, steps):
    """Whatever is taken, released and dropped, in whatever order: which items are lent, and how many wait."""
    idle, made, lent, taken, waiting = [], 0, {}, [], []
    for verb, *number in steps:
        if verb == "take":
            if not idle:
                made += 1
                idle.append(made)
            lent[len(taken)] = idle.pop()
            taken.append(lent[len(taken)])
        elif number[0] in lent:
            item = lent.pop(number[0])
            if len(idle) < keep:
                idle.append(item)
        waiting.append(len(idle))
    assert probes.lent(keep, steps) == (taken, waiting)
