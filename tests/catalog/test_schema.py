"""The committed JSON Schema is the one that the keys say."""

from __future__ import annotations

import json
import tomllib
from dataclasses import fields

from graders.catalog.schema import FILE, schema_text
from graders.model import Budget, Facts

SCHEMA = json.loads(schema_text())


def test_the_committed_schema_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text(), "python -m graders.catalog.schema"


def test_every_table_is_closed_and_every_key_is_explained() -> None:
    budgets = SCHEMA["properties"]["budgets"]["items"]

    for table, model in [(SCHEMA, Facts), (budgets, Budget)]:
        assert table["additionalProperties"] is False
        assert set(table["properties"]) == {field.name for field in fields(model)}
        assert all(value["description"] for value in table["properties"].values())


def test_the_schema_states_what_is_required_and_what_may_be_chosen() -> None:
    assert "title" in SCHEMA["required"]
    assert "ban" not in SCHEMA["required"]
    assert SCHEMA["properties"]["worker"]["enum"] == ["check", "kata"]
    assert SCHEMA["properties"]["level"]["maximum"] == 4


def test_each_example_in_the_schema_is_toml(toml: str) -> None:
    for name, value in SCHEMA["properties"].items():
        example = value["description"].partition(": `")[2].removesuffix("`")
        assert name in tomllib.loads(example)
