"""Prints, logs, warns, reads an empty standard input, writes to standard error."""
import logging
import sys
import warnings

EXPECTED = ("", True, 0)
def run():
    print("hello", flush=True)
    print("error", file=sys.stderr)
    logging.basicConfig(); logging.getLogger("x").warning("logged")
    warnings.warn("watch out", stacklevel=1)
    return sys.stdin.read(), sys.stdout.writable(), sys.stdin.fileno()
