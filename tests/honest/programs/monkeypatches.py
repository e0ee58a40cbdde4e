"""Replaces functions of its own, of the standard library and of builtins, and puts them back."""
import builtins
import random
import time
from unittest import mock

EXPECTED = (7, 4, [1.5, 1.5], "mine", 3)
def helper(): return 1
def run():
    global helper
    kept, helper = helper, lambda: 7
    found = helper()
    helper = kept
    with mock.patch.object(time, "time", return_value=1.5), mock.patch.object(random, "choice", lambda xs: 4):
        clock, choice = [time.time(), time.time()], random.choice([1])
    builtins.mine = "mine"
    with mock.patch("builtins.abs", return_value=3):
        size = abs(-1)
    return found, choice, clock, mine, size
