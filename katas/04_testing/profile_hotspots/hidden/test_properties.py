from collections import Counter
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

names = st.sampled_from("abc")
times = st.integers(0, 5).map(float)
trees = st.recursive(
    st.tuples(names, times, st.just([])),
    lambda below: st.tuples(names, times, st.lists(below, max_size=3)),
    max_leaves=6,
)


@given(tree=trees)
def test_any_calls(probes, tree):
    """Whatever calls what: own times are added, totals are those of the outermost calls."""
    calls, own, total = Counter(["main"]), Counter(), Counter()

    def visit(node, outer):
        name, time, below = node
        calls[name] += 1
        own[name] += time
        spent = time + sum(visit(inner, outer | {name}) for inner in below)
        total[name] += 0 if name in outer else spent
        return spent

    total["main"] = visit(tree, frozenset())
    whole = total["main"] or 1.0
    expected = [[name, calls[name], round(own[name] / whole, 9), round(total[name] / whole, 9)] for name in sorted(calls)]
    assert sorted(probes.tree(tree)) == expected


paths = st.sampled_from(["/", "/shop", "/shop/1", "/sho", "/api", "/api/2"])
owners = st.lists(st.tuples(paths, st.sampled_from(["web", "core", "nobody"])), max_size=4)
requests = st.lists(
    st.tuples(st.sampled_from(["09:00:01", "09:00:02", "10:30:00", "21:15:59"]), paths, st.sampled_from([200, 499, 500, 503]),
              st.integers(0, 1200), st.sampled_from("abc")),
    max_size=12,
)


@given(requests=requests, owners=owners)
def test_any_day(submission, requests, owners):
    """Whatever the requests and owners, the report says the same as the slow one."""
    lines = [f"2026-03-01T{time} GET {path} {status} {ms} {client}" for time, path, status, ms, client in requests]
    assert submission.report(lines, owners) == expected_report(requests, owners)


def expected_report(requests, owners):
    by_team = {}
    for request in requests:
        team = next((team for prefix, team in owners if request[1].startswith(prefix)), "nobody")
        by_team.setdefault(team, []).append(request)
    rows = sorted(by_team.items(), key=lambda item: -len(item[1]))
    text = "team         requests  errors  clients     p95  busiest\n"
    for name, found in [*rows, ("total", requests)]:
        minutes = Counter(time[:5] for time, *_ in found)
        busiest = max(minutes, key=minutes.get, default="-")
        errors = sum(status >= 500 for _, _, status, _, _ in found)
        p95 = sorted(ms for *_, ms, _ in found)[ceil(len(found) * 95 / 100) - 1] if found else "-"
        clients = len({client for *_, client in found})
        text += f"{name:<12}{len(found):>9}{errors:>8}{clients:>9}{p95:>8}{busiest:>9}\n"
    return text
