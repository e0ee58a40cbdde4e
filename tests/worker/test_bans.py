"""Forbidden constructs are found in the text, under whatever name they are used."""

from __future__ import annotations

import pytest

from graders.worker.bans import find


@pytest.mark.parametrize(
    ("ban", "text"),
    [
        ("ctypes", "import ctypes"),
        ("ctypes", "import ctypes as c"),
        ("ctypes", "import ctypes.util"),
        ("ctypes", "from ctypes import CDLL"),
        ("ctypes", "def f():\n    import json, ctypes"),
        ("collections.OrderedDict", "from collections import OrderedDict"),
        ("collections.OrderedDict", "from collections import OrderedDict as O"),
        ("collections.OrderedDict", "from collections import *"),
        ("collections.OrderedDict", "import collections\nx = collections.OrderedDict()"),
        ("collections.OrderedDict", "import collections as c\nx = c.OrderedDict()"),
        ("os.path.join", "from os import path as p\np.join('a')"),
        ("os.path.join", "import os.path\nos.path.join('a')"),
        ("eval", "eval('1')"),
        ("eval", "run = eval"),
        ("eval", "import builtins\nbuiltins.eval('1')"),
        ("eval", "from builtins import eval as run"),
        (".sort", "[].sort()"),
        (".sort", "sort = xs.sort"),
        (".sort", "list.sort(xs)"),
        ("# type: ignore", "x = 1  # type: ignore"),
        ("# type: ignore", "x = 1  #type:ignore[misc]"),
        ("# type: ignore", "x = 1  # why  #  TYPE :ignore"),
        ("# noqa", "x = (  # noqa: E501\n    1)"),
        ("# pylint:", "# pylint: disable=all\nx = 1"),
    ],
)
def test_a_banned_construct_is_found(ban: str, text: str) -> None:
    assert find({"a.py": text}, [ban])


@pytest.mark.parametrize(
    ("ban", "text"),
    [
        ("ctypes", "x = 'import ctypes'  # ctypes"),
        ("ctypes", "import ctypes_like"),
        ("ctypes", "from .ctypes import x"),
        ("collections.OrderedDict", "from collections import Counter\nimport collections"),
        ("collections.OrderedDict", "from collections.abc import *"),
        ("eval", "model.eval()"),
        ("eval", "evaluate(1)"),
        (".sort", "def sort(): ...\nsort()"),
        ("# noqa", "x = '# noqa'  # of quality"),
        ("# type: ignore", "x = 1  # the type: ignored"),
        ("# noqa", "def f(:  # noqa"),
        ("eval", "def f(:"),
        ("eval", "\0"),
    ],
)
def test_what_only_looks_like_it_is_not(ban: str, text: str) -> None:
    assert find({"a.py": text}, [ban]) == []


def test_a_use_is_told_with_its_file_and_line() -> None:
    files = {"a.py": "x = 1\n\neval('x')\n", "pkg/b.py": "import ctypes\n", "notes.txt": "eval("}

    assert find(files, ["eval", "ctypes"]) == [["a.py", 3, "eval"], ["pkg/b.py", 1, "ctypes"]]
