"""The copy that tools read: nothing in it speaks to them, and everything stands where it stood."""

from __future__ import annotations

import pytest

from graders.static.escapes import escapes
from graders.static.text import bare, muted

SPOKEN = [
    "# noqa",
    "#noqa:E501",
    "#  NoQA : E501",
    "# a reason  # noqa",
    "# type: ignore",
    "#type:ignore[misc]",
    "# \t type:\tignore",
    "# pylint: disable=all",
    "#pylint:skip-file",
    "# mypy: ignore-errors",
    "# ruff: noqa",
    "# ruff: disable[E501]",
    "# flake8: noqa",
    "# isort: skip_file",
    "# fmt: off",
    "# -*- coding: utf-7 -*-",
    "# vim: set fileencoding=latin-1 :",
]


@pytest.mark.parametrize("comment", SPOKEN)
def test_a_comment_that_a_tool_may_listen_to_says_nothing_in_the_copy(comment: str) -> None:
    text = f"x = 1  {comment}\ny = 2\n"

    copy = muted(text)

    assert len(copy) == len(text)
    assert copy.startswith("x = 1  #")
    assert copy.endswith("\ny = 2\n")
    assert not any(word in copy.lower() for word in ("noqa", "ignore", "disable", "skip", "coding", "mypy", "fmt"))


@pytest.mark.parametrize(
    "text", ["x = '# noqa'\n", "# a plain word\n", "# TODO: later\n", '"""\n# type: ignore\n"""\n']
)
def test_what_says_nothing_to_a_tool_is_copied_as_it_is(text: str) -> None:
    assert muted(text) == text


def test_a_bare_copy_has_no_comment_and_every_token_in_its_place() -> None:
    text = "#!/usr/bin/python\n# coding: utf-7\ndef f(x):  # type: (int) -> str\r\n    return '#'  # type: ignore\n"

    copy = bare(text)

    assert copy == " " * 17 + "\n" + " " * 15 + "\ndef f(x):" + " " * 22 + "\n    return '#'" + " " * 16 + "\n"


@pytest.mark.parametrize(
    "text", ['"""\n# mypy: ignore-errors\n"""\n', "x = '''\\\n# mypy: disable-error-code=misc\n'''\n"]
)
def test_a_line_of_a_string_is_no_order_to_mypy(text: str) -> None:
    assert "# mypy:" not in bare(text)
    assert len(bare(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "from typing import TYPE_CHECKING\n",
        "from typing import TYPE_CHECKING as T\n",
        "import typing as t\nx = t.TYPE_CHECKING\n",
        "MYPY = False\n",
        "class A:\n    PY2 = True\nif A.PY2: pass\n",
        "class sys:\n    platform = 1\nif sys.platform == 'win32': pass\n",
        "import sys\nif sys.version_info < (3,): pass\n",
        "from typing import no_type_check as n\n",
        "import typing\n@typing.no_type_check\ndef f(): ...\n",
    ],
)
def test_what_a_type_checker_reads_otherwise_than_python_is_found(text: str) -> None:
    assert list(escapes(text))


@pytest.mark.parametrize(
    "text", ["import sys\nsys.exit()\n", "import platform\nplatform.system()\n", "x.version_info\n"]
)
def test_what_both_read_alike_is_not(text: str) -> None:
    assert list(escapes(text)) == []
