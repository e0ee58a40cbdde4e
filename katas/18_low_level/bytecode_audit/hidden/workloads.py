"""Functions with a long loop, compiled once for each length."""

from functools import cache


def setup_long_loops(rng, n):
    """How many statements the loop has."""
    return n


@cache
def compiled(n):
    lines = [f"        if x == A{i}:\n            x = B{i}(x)" for i in range(n)]
    scope = {}
    exec("def work(xs):\n    for x in xs:\n" + "\n".join(lines), scope)
    return scope["work"]


def long_loops(module, n):
    report = module.audit(compiled(n))
    return len(report.reads), len(report.repeated), len(report.stalls)
