"""Frames, tracebacks, inspect, and its own source."""
import inspect
import sys
import traceback

EXPECTED = ("run", "outer", "ValueError: x", True, "(a, /, b=1, *, c)")
def outer(): return sys._getframe(1).f_code.co_name, inspect.currentframe().f_code.co_name
def f(a, /, b=1, *, c): pass
def run():
    try:
        raise ValueError("x")
    except ValueError:
        told = traceback.format_exc().strip().splitlines()[-1]
    return (*outer(), told, "def outer" in inspect.getsource(outer), str(inspect.signature(f)))
