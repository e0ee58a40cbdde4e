"""What a kata.toml becomes, and what its errors say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.catalog.facts import FactsError, facts_from, parse_facts
from graders.catalog.keys import TABLES
from graders.model import Metric

FILE = Path("katas/01_core_python/adder/kata.toml")


def problems(text: str, file: Path = FILE, **options: Any) -> list[str]:
    with pytest.raises(FactsError) as caught:
        parse_facts(text, file, **options)
    return [str(problem) for problem in caught.value.problems]


def test_a_valid_file_becomes_facts(toml: str) -> None:
    facts = parse_facts(toml, FILE, topics={"01.1"})

    assert (facts.title, facts.limits.cpu_s, facts.limits.output_kib) == ("Adding", 2.0, 64)
    assert [(budget.metric, budget.n) for budget in facts.budgets] == [(Metric.TIME_RATIO, 200)]


def test_an_error_names_the_file_every_problem_and_the_next_command(toml: str) -> None:
    wrong = toml.replace("level = 2", "levle = 2").replace("minutes = 30", "minutes = 0")

    with pytest.raises(FactsError) as caught:
        parse_facts(wrong, FILE)

    assert str(caught.value) == (
        "katas/01_core_python/adder/kata.toml: 2 problems\n"
        "  `levle`: no such key here; write `level`\n"
        "  `minutes`: expected `int` >= 1; write for example `minutes = 60`"
        " (how long an experienced engineer needs)\n"
        "nox -s verify -- adder"
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("schema = 1", "schema = 2", "`schema`: this grader reads version 1; write for example"),
        ('title = "Adding"\n', "", "`title`: is missing; write for example `title = "),
        ('"Adding"', '"Ad\\nding"', "`title`: has a line break or a control character; write for example"),
        ('["01.1"]', '["1.1"]', "`topics[0]`: expected `str` matching regex '^[0-9]{2}"),
        ('["01.1"]', "[]", "`topics`: expected `array` of length >= 1; write for example"),
        ('["01.1"]', '["01.1", "01.1"]', "`topics`: `01.1` stands there more than once; keep one"),
        ("level = 2", "level = 5", "`level`: expected `int` <= 4; write for example `level = 3` (1 is a warm-up"),
        ("level = 2", 'level = "2"', "`level`: expected `int`, got `str`; write for example `level = 3`"),
        ("minutes = 30", "minutes = true", "`minutes`: expected `int`, got `bool`; write"),
        ('submit = ["adder.py"]', 'submit = "adder.py"', "`submit`: expected `array`, got `str`; write"),
        ('submit = ["adder.py"]', 'submit = ["main.py"]', "`submit[0]`: `main.py` is not the module; write `adder.py`"),
        ('submit = ["adder.py"]', 'submit = ["adder.py", "../x"]', "`submit[1]`: '../x' is no plain path; write a"),
        ('submit = ["adder.py"]', 'submit = ["adder.py", "/x"]', "`submit[1]`: '/x' is no plain path; write a"),
        ('submit = ["adder.py"]', 'submit = ["adder.py", "hidden/x"]', "`submit[1]`: `hidden/x` is the kata's own"),
        ('submit = ["adder.py"]', 'submit = ["adder.py", "b.c"]', '`stub_sha256`: no hash of `b.c`; write `"b.c" ='),
        ('{ "adder.py"', '{ "addr.py"', "`stub_sha256.addr.py`: no file of `submit` has this name; write `adder.py`"),
        ('">=3.11"', '"3.11"', "`python`: expected `str` matching regex"),
        ('">=3.11"', '">=3.12,<3.12"', "`python`: `>=3.12,<3.12` admits no Python; write `>=3.12`"),
        ("cpu_s = 2", "cpu_s = 0", "`limits.cpu_s`: expected `float` > 0.0; write for example `cpu_s = 2`"),
        ("cpu_s = 2", "cpu_s = nan", "`limits.cpu_s`: expected `float` > 0.0; write"),
        ("cpu_s = 2", "cpu_s = inf", "`limits.cpu_s`: expected `float` <= 1000000000.0; write"),
        ("cpu_s = 2", "cpus = 2", "`limits.cpus`: no such key here; write `cpu_s`"),
        ("level = 2", "level = 2\ncpu_s = 1", "`cpu_s`: no such key here; write it within `limits`"),
        ("level = 2", 'level = 2\nworker = "kata"', '`worker_why`: `worker = "kata"` needs a reason; write'),
        (
            "level = 2",
            'level = 2\nservices = ["postgres"]',
            "`services[0]`: `postgres` is no service; write `postgresql`",
        ),
        (
            "level = 2",
            'level = 2\nservices = ["redis"]',
            "`capabilities.network`: is `none`, and the worker cannot reach `redis`; write `network",
        ),
        (
            "level = 2",
            'level = 2\ncapabilities = { network = "service" }',
            "`services`: is missing, and `network` says that there are some; write",
        ),
        ("level = 2", 'level = 2\nworker = "katta"', "`worker`: 'katta' is none of `check`, `kata`; write `kata`"),
        ("level = 2", "level = 2\ncapabilities = { processes = -1 }", "`capabilities.processes`: expected `int` >= 0"),
        ('"time_ratio"', '"time"', "`budgets[0].metric`: 'time' is none of `time_ratio`, `overhead`, `growth`, "),
        ("limit = 2.5", "limit = -1", "`budgets[0].limit`: expected `float` > 0.0; write"),
        ('why = "a sum is cheap"', 'why = ""', "`budgets[0].why`: expected `str` of length >= 1; write"),
        ("n = 200\n", "", '`budgets[0].n`: is missing, and `metric = "time_ratio"` needs it; write for example'),
        ("n = 200", "n = 200\nban = []", "`budgets[0].ban`: no such key here; write it above the first line with `[`"),
        ("schema = 1", "schema = 1\nschema = 1", "`kata.toml`: is no TOML: Cannot overwrite a value (at line 2, col"),
        ("schema = 1", '"\\u001b[31m" = 1\nschema = 1', "`'\\x1b[31m'`: no such key here; the keys are `schema`, "),
    ],
)
def test_a_common_mistake_is_answered_with_what_to_write(toml: str, old: str, new: str, message: str) -> None:
    assert old in toml

    found = problems(toml.replace(old, new))

    assert [line for line in found if line.startswith(message)], found


def test_an_unknown_topic_is_answered_with_the_closest_one(toml: str) -> None:
    found = problems(toml, topics={"01.2", "09.4"})

    assert found == ["`topics[0]`: `01.1` is no topic of the curriculum; write `01.2`"]


def test_two_budgets_of_one_workload_are_refused(toml: str) -> None:
    found = problems(toml + toml[toml.index("[[budgets]]") :])

    assert found == ["`budgets`: `sum` stands there more than once; keep one"]


def test_a_count_needs_no_size(toml: str) -> None:
    facts = parse_facts(toml.replace("n = 200\n", "").replace("time_ratio", "count"), FILE)

    assert facts.budgets[0].n is None


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../rates.py", "is no plain path"),
        ("adder.py", "is in `submit` too"),
        ("hidden/rates.py", "is the kata's own"),
    ],
)
def test_a_given_file_lies_beside_the_stub(toml: str, name: str, message: str) -> None:
    given = f'given = {{ "{name}" = "{"0" * 64}" }}\n'

    (problem,) = problems(toml.replace("[[budgets]]", given + "[[budgets]]", 1))

    assert message in problem


def test_a_package_may_be_submitted(toml: str) -> None:
    assert parse_facts(toml.replace("adder.py", "adder/__init__.py"), FILE).submit == ("adder/__init__.py",)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("my-kata", "the folder's name 'my-kata' is no lower-case Python name"),
        ("Adder", "the folder's name 'Adder' is no lower-case Python name"),
        ("lambda", "`lambda` is a keyword of Python"),
        ("json", "`json` is a module of the standard library"),
        ("probes", "`probes` is a name that the grader needs"),
    ],
)
def test_a_folder_has_a_name_that_can_be_imported(toml: str, name: str, message: str) -> None:
    assert problems(toml, FILE.parents[1] / name / FILE.name)[0].startswith(f"`id`: {message}")


@pytest.mark.parametrize("text", ["x = " + "[" * 5000, "x = " + "9" * 5000, "\0", "[", "[[budgets]]\n" * 2])
def test_odd_text_is_an_error_and_no_traceback(text: str) -> None:
    assert problems(text)


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates()
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner))
KEYS = sorted({key for keys in TABLES.values() for key in keys})


def tables(raw: Any) -> list[dict[str, Any]]:
    """Return all tables in parsed TOML, itself included."""
    if isinstance(raw, list):
        return [table for item in raw for table in tables(item)]
    return [raw, *(table for value in raw.values() for table in tables(value))] if isinstance(raw, dict) else []


@given(data=st.data())
def test_any_change_of_a_valid_file_loads_or_names_file_and_key(toml: str, data: st.DataObject) -> None:
    raw = tomllib.loads(toml)
    for _ in range(data.draw(st.integers(1, 3))):
        table = data.draw(st.sampled_from(tables(raw)))
        key = data.draw(st.sampled_from([*table, *KEYS]) | st.text(max_size=8))
        if key in table and data.draw(st.booleans()):
            del table[key]
        else:
            table[key] = data.draw(VALUES)

    first, *lines = reported(raw) or [str(FILE)]
    assert first.startswith(str(FILE))
    assert all(re.fullmatch(r"  `.+`: .+; .+", line) and line.isprintable() for line in lines[:-1])


def reported(raw: dict[str, Any]) -> list[str]:
    """Return the lines of the error, if the content is refused."""
    try:
        facts_from(raw, FILE)
    except FactsError as error:
        return str(error).splitlines()
    return []


def plain(kind: Any) -> Any:
    """Return a type without its bounds, and without None, which TOML cannot say."""
    if hasattr(kind, "__metadata__"):
        return plain(kind.__origin__)
    args = tuple(plain(arg) for arg in get_args(kind) if arg is not type(None))
    return (get_origin(kind), *args) if len(args) > 1 else (args or (kind,))[0]


@pytest.mark.parametrize("table", list(TABLES))
def test_every_key_has_the_type_that_the_model_states(table: type) -> None:
    hints = get_type_hints(table, localns={"Mapping": Mapping})

    assert {name: plain(key.kind) for name, key in TABLES[table].items()} == {k: plain(v) for k, v in hints.items()}
