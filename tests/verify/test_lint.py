from __future__ import annotations

import ast

import pytest

from graders.verify.findings import Level
from graders.verify.lint import lint


def found(text: str, file: str = "test_behaviour.py") -> list[str]:
    return [f"{f.where}: {f.what} -> {f.write}" for f in lint({file: ast.parse(text)}, {"ttl_memo"})]


@pytest.mark.parametrize(
    ("text", "what", "write"),
    [
        ("import ttl_memo", "imports `ttl_memo`", "take the fixture: `def test_...(submission)`"),
        ("from probes import same_key", "imports `probes`", "take the fixture `probes`"),
        ("import numpy as np", "imports `numpy`", "the standard library, pytest, hypothesis and graders.testing"),
        ("from graders.judge import proxy", "imports `graders.judge`", "graders.testing"),
        ("from hypothesis import given, settings", "imports hypothesis's `settings`", "remove it"),
        ("@hypothesis.settings(max_examples=5)\ndef test_x(): ...", "uses hypothesis's `settings`", "remove it"),
        ("@pytest.mark.skipif(True)\ndef test_x(): ...", "uses `skipif`", "remove it"),
        ("def test_x(): pytest.xfail()", "uses `xfail`", "remove it"),
        ("from pytest import importorskip", "imports `importorskip`", "remove it"),
        ("def f(submission):\n  isinstance(submission.f(), dict)", "asks about", "is_a(submission.f(), dict)"),
        ("def f(submission):\n  y = submission.f()\n  isinstance(y, (int, str))", "asks about", "is_a(y, (int, str))"),
        ("def test_x(probes):\n  for y in probes.seen(): type(y)", "`type(y)` is the proxy's class", "type_name(y)"),
        ("class M:\n def r(self):\n  self.f = self.submission.f\n  type(self.f(1))", "the proxy's class", "type_name"),
    ],
)  # fmt: skip
def test_what_a_hidden_test_may_not_do_is_named(text: str, what: str, write: str) -> None:
    (line,) = found(text)

    assert what in line
    assert write in line


@pytest.mark.parametrize(
    "text",
    [
        "import math, pytest\nfrom hypothesis import given, strategies as st\nfrom graders.testing import is_a",
        "from graders import testing",
        "def test_x(submission):\n  isinstance(submission.f(), submission.Cls)",
        "def f(submission):\n  answers = iter([OSError()])\n  def cb():\n    isinstance(next(answers), Exception)",
        "def test_x(submission):\n  with pytest.raises(submission.Conflict) as caught: pass\n  type(caught.value)",
        "def test_x(submission):\n  n = len(submission.f())\n  isinstance(n, int)",
    ],
)
def test_honest_tests_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_probe_that_only_says_yes_or_no_is_a_warning() -> None:
    text = "def ok(n):\n  def inner(): return 3\n  if n: return n == 1\n  return not n\n\ndef seen(): return [1]\n"
    (finding,) = lint({"probes.py": ast.parse(text)}, ())

    assert (finding.what, finding.level) == ("probe `ok` returns only a bool", Level.WARNING)
