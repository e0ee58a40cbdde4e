"""Tools read a submission's text: what they find is shown, nothing silences them, none lets pass what breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.judge.conversation import Conversation
from graders.judge.lanes import Lanes
from graders.judge.trouble import LimitHit
from graders.model import CheckResult, CheckStatus, KataResult, Limits, Status
from tests.extent import some
from tests.judge.conftest import Case, Grade

HIDDEN = '''
from graders.testing import drain


def test_typed(static):
    """Mypy, strict, finds nothing."""
    assert static.mypy(disallow_any_explicit=True, disallow_any_expr=True, warn_unreachable=True) == []


def test_uses(static):
    """Each use is accepted or refused as it must be."""
    assert static.uses("calls") == []


def test_pylint(static):
    """Pylint finds no default that is shared."""
    found = static.pylint(disable="C,R0903", enable="W0102")
    assert found.of("W0102", "unused-argument") == []
    assert found.without("dangerous-default-value", "W0613", "unused-import", "multiple-statements") == []


def test_flake8(static):
    """Flake8 finds nothing."""
    assert static.flake8(max_line_length=100) == []


def test_ruff(static):
    """Ruff finds no unused import."""
    assert static.ruff("F,B") == []


def test_documented(static):
    """Every public function says what it does."""
    assert static.pydocstyle("google") == []


def test_short(static):
    """No function has more than 8 lines or more than 3 branches."""
    assert [f for f in static.functions() if f.lines > 8 or f.complexity > 3] == []


def test_once(static):
    """Nothing stands there twice."""
    assert static.clones(20) == []
'''
TYPED_ONLY = HIDDEN[: HIDDEN.index("def test_uses")]
USES = """
from tiny import double


def calls() -> None:
    x: int = double(2)
    print(x)
    double("a")  # refused: arg-type
    double(2).upper()  # refused


def other() -> None:
    double("a")
"""
HONEST = '''"""A module."""


def double(x: int) -> int:
    """Return twice as much."""
    return 2 * x
'''
TYPED = "\n\ndef half(x):\n    return x / 2\n"
SHARED = "\n\ndef f(x: list[int] = []) -> None:\n    pass\n"


def case(source: str, hidden: str = HIDDEN) -> Case:
    return Case(
        source=source, hidden=hidden, files={"uses.py": USES}, group="quality", limits=Limits(cpu_s=2, memory_mib=256)
    )


def failed(result: KataResult) -> dict[str, CheckResult]:
    return {
        check.name.removeprefix("test_"): check for check in result.checks if check.status is not CheckStatus.PASSED
    }


AGAIN = """

def {name}(x: int) -> int:
    \"\"\"Return what has grown.\"\"\"
    grown = [{number}]
    grown.append(x)
    return {number} * sum(grown)
"""
SOURCES = {
    "honest": HONEST,
    "untyped": HONEST + TYPED,
    "shared default": HONEST + SHARED,
    "unused import": HONEST.replace('"""A module."""\n', '"""A module."""\n\nimport os\n'),
    "loose": HONEST.replace("x: int", "x: object").replace("2 * x", "2 if x else 3"),
    "tight": HONEST.replace("x: int) -> int", "x: bool) -> bool").replace("2 * x", "not x"),
    "otherwise": HONEST.replace("x: int) -> int", "x: int) -> str").replace("2 * x", "str(x)"),
    "twice": HONEST + AGAIN.format(name="first", number=2) + AGAIN.format(name="second", number=3),
}
SILENCED = {
    "noqa": TYPED.replace("\n    return", "  # noqa\n    return"),
    "type ignore": TYPED.replace("\n    return", "  # type: ignore\n    return"),
    "type ignore, oddly": TYPED.replace("\n    return", "  #type:ignore[no-untyped-def]\n    return"),
    "mypy's options": "\n# mypy: ignore-errors\n" + TYPED,
    "mypy's options in a string": '\nX = """\n# mypy: ignore-errors\n"""\n' + TYPED,
    "a hidden half": "\nMYPY = False\nif not MYPY:\n" + TYPED.replace("\n", "\n    "),
    "another sys": "\n\nclass sys:\n    platform = 'x'\n\n\nif sys.platform == 'x':\n" + TYPED.replace("\n", "\n    "),
    "not checked": "\nimport typing\n\n\n@typing.no_type_check" + TYPED[1:],
    "an Any in a string": '\nimport typing as t\n\n\ndef half(x: "t.Any") -> "t.Any":\n    return x / 2\n',
    "an Any from nowhere": '\nimport json\n\n\ndef half(x: int) -> int:\n    return json.loads(str(x))["half"]\n',
    "a cast, oddly": '\nimport typing as t\n\nfix = vars(t)["cast"]\n\n\ndef half() -> int:\n    return fix(int, "")\n',
    "unreachable": "\n\ndef half(x: int) -> int:\n    if isinstance(x, int):\n        return x\n    return x.half\n",
}
ORDERS = ["# noqa", "#NOQA:F401,E402", "# pylint: disable=all", "# ruff: noqa", "# flake8: noqa", "#pylint:skip-file"]
LOUD = {order: f"{HONEST}import os  {order}\n\n\ndef f(x=[]):  {order}\n    pass  {order}\n" for order in ORDERS}
LOUD["all at the top"] = "\n".join(ORDERS) + "\n" + HONEST + "import os\n\n\ndef f(x=[]):\n    pass\n"
LOUD["in a string"] = HONEST + 'import os; X = "# noqa"\n\n\ndef f(x=["# noqa"]):\n    pass\n'
UTF7 = "# coding: utf-7\n" + HONEST + "\n\nACM = 0\n+ACM-0; import os; y: str = 1\n"
"""To a tool that believes the first line, the last one is a comment."""
DEEP = {
    "a long sum": HONEST + "x = " + "+".join("1" * 2500) + "\n",
    "nots": HONEST + "x = " + "not " * 2000 + "1\n",
    "memory": HONEST + '\nif not __name__:\n    x = "a" * 10**9\n',
}


@pytest.fixture(scope="module")
def seen(grade: Grade) -> dict[str, KataResult]:
    """Return verdicts on files that say nothing to tools, from one judge: it loads each tool once."""
    return grade({name: case(source) for name, source in {**SOURCES, **DEEP}.items()}, transcripts=3)


@pytest.fixture(scope="module")
def silenced(grade: Grade) -> dict[str, KataResult]:
    """Return verdicts on files that try to silence them."""
    typed = {name: case(HONEST + source, TYPED_ONLY) for name, source in some(SILENCED).items()}
    return grade({**typed, **{name: case(source) for name, source in {**some(LOUD), "utf-7": UTF7}.items()}})


def test_an_honest_file_passes_every_tool(seen: dict[str, KataResult]) -> None:
    assert seen["honest"].status is Status.PASSED, failed(seen["honest"])


@pytest.mark.parametrize(
    ("name", "check", "line", "words"),
    [
        ("untyped", "typed", "def half(x):", "tiny.py:9: Function is missing a type annotation  [no-untyped-def]"),
        ("untyped", "documented", "def half(x):", "tiny.py:9: Missing docstring in public function  [D103]"),
        (
            "shared default",
            "pylint",
            "def f(x: list[int] = []) -> None:",
            "tiny.py:9: Dangerous default value [] as argument",
        ),
        ("shared default", "ruff", "def f(x: list[int] = []) -> None:", "[B006]"),
        ("unused import", "flake8", "import os", "tiny.py:3: 'os' imported but unused  [F401]"),
        ("loose", "uses", 'double("a")', "uses.py:8: mypy must refuse this, and accepts it  [accepted]"),
        ("tight", "uses", "x: int = double(2)", 'says: Argument 1 to "double" has incompatible type "int"'),
        (
            "otherwise",
            "uses",
            "x: int = double(2)",
            "mypy must accept this, and says: Incompatible types in assignment",
        ),
        ("otherwise", "uses", "double(2).upper()", "mypy must refuse this, and accepts it"),
        ("twice", "once", "", "with other names or constants  [clone]"),
    ],
)
def test_a_finding_is_shown_with_its_line_and_rule(
    seen: dict[str, KataResult], name: str, check: str, line: str, words: str
) -> None:
    found = failed(seen[name])[check]

    assert found.status is CheckStatus.FAILED
    assert words in found.message
    assert line in found.message
    assert found.transcript == ""


@pytest.mark.parametrize("name", some(SILENCED))
def test_nothing_silences_mypy(silenced: dict[str, KataResult], name: str) -> None:
    assert "typed" in failed(silenced[name])


@pytest.mark.parametrize("name", some(LOUD))
def test_nothing_silences_the_linters(silenced: dict[str, KataResult], name: str) -> None:
    assert {"typed", "pylint", "flake8", "ruff", "documented"} <= set(failed(silenced[name]))


def test_an_encoding_that_is_declared_is_not_believed(silenced: dict[str, KataResult]) -> None:
    assert {"typed", "flake8", "ruff"} <= set(failed(silenced["utf-7"]))


def test_a_tool_that_breaks_on_a_file_has_not_passed_it(seen: dict[str, KataResult]) -> None:
    broken = {name: check for name, check in failed(seen["a long sum"]).items() if check.status is CheckStatus.CRASHED}

    assert set(broken) == {"pylint", "flake8", "short", "once"}
    assert broken["flake8"].message.startswith("flake8 gives up on your file: ")
    assert seen["a long sum"].status is Status.CRASHED


def test_a_file_that_mypy_cannot_read_or_hold_has_not_passed_it(seen: dict[str, KataResult]) -> None:
    assert "Source is too deeply nested" in failed(seen["nots"])["typed"].message
    assert failed(seen["memory"])["typed"].status is CheckStatus.CRASHED
    assert "MiB of memory" in failed(seen["memory"])["typed"].message


def test_a_line_must_be_refused_for_the_reason_that_it_says(grade: Grade) -> None:
    hidden = 'def test_uses(static):\n    assert static.uses("calls") == []\n'
    uses = USES.replace("double(2).upper()  # refused", "double(2).upper()  # refused: call-arg, arg-type")

    result = grade({"it": Case(source=HONEST, hidden=hidden, files={"uses.py": uses}, group="quality")})["it"]

    assert "uses.py:9: mypy must refuse this as call-arg, arg-type, and says: " in result.checks[0].message


def test_a_tool_that_does_not_end_is_stopped() -> None:
    types = "from typing import TypeVar\nT = TypeVar('T')\ndef p(a: T, b: T) -> tuple[T, T]: ...\nx0 = p(1, 2)\n"
    lanes = Lanes(0, [str(Path(pytest.__file__).parents[1])])
    talk = Conversation(lanes.tool("graders.static.mypy", ()), Limits(cpu_s=0.5, memory_mib=512))
    source = types + "".join(f"x{i} = p(x{i - 1}, x{i - 1})\n" for i in range(1, 40))

    with pytest.raises(LimitHit, match=r"0\.5 s of CPU"):
        talk.call(talk.module("graders.static.mypy", {}), "run", {"tiny.py": source}, {"flags": {}, "beside": {}})

    talk.close()
    lanes.close()


def test_a_tool_starts_from_nothing_for_each_submission_and_reads_the_library_once() -> None:
    lanes = Lanes(0, [str(Path(pytest.__file__).parents[1])])
    asked: dict[str, object] = {"flags": {}, "beside": {}}
    spent = []
    for source in (HONEST, HONEST + TYPED, HONEST):
        talk = Conversation(lanes.tool("graders.static.mypy", ("datetime",)), Limits(cpu_s=5, memory_mib=512))
        found = talk.call(
            talk.module("graders.static.mypy", {}), "run", {"tiny.py": "import datetime\n" + source}, asked
        )
        spent.append((len(found), talk.close()))
    lanes.close()

    assert [count for count, _ in spent] == [0, 1, 0]
    assert all(cpu_s < 0.5 for _, cpu_s in spent), "to read the library takes more"


def test_a_kata_whose_group_has_no_such_tool_is_a_grader_error(grade: Grade) -> None:
    hidden = "def test_typed(static):\n    assert static.mypy() == []\n"

    result = grade({"it": Case(source="x: int = 1\n", hidden=hidden)})["it"]

    assert result.status is Status.GRADER_ERROR


def test_a_use_that_is_not_there_is_a_grader_error(grade: Grade) -> None:
    hidden = 'def test_typed(static):\n    assert static.uses("nothing") == []\n'

    result = grade({"it": Case(source=HONEST, hidden=hidden, files={"uses.py": USES}, group="quality")})["it"]

    assert result.status is Status.GRADER_ERROR
    assert "hidden/uses.py has no function `nothing`" in result.checks[0].message
