"""Write the JSON Schema by which an editor checks and explains a kata.toml.

`python -m graders.catalog.schema` writes the committed file again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, get_args

import msgspec

from graders.catalog.keys import TABLES, Key
from graders.catalog.rules import SCHEMA
from graders.catalog.table import required
from graders.model import Facts

FILE: Final = Path(__file__).with_name("kata.schema.json")


def schema_text() -> str:
    """Return the schema of a kata.toml, as committed."""
    schema = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "kata.toml", **_table(Facts)}
    schema["properties"]["schema"]["const"] = SCHEMA
    return json.dumps(schema, indent=2) + "\n"


def _table(table: type) -> dict[str, Any]:
    """Return the schema of a table: its keys in order, and no others."""
    keys = TABLES[table].items()
    return {
        "type": "object",
        "properties": {name: {"description": f"{key.about}: `{key.example}`", **_value(key)} for name, key in keys},
        "required": [name for name, _ in keys if name in required(table)],
        "additionalProperties": False,
    }


def _value(key: Key) -> dict[str, Any]:
    """Return the schema of one key's value."""
    if key.kind in TABLES:
        return _table(key.kind)
    items = get_args(key.kind)
    if items and items[0] in TABLES:
        return {"type": "array", "items": _table(items[0])}
    return _plain(key.kind)


def _plain(kind: Any) -> dict[str, Any]:
    """Return msgspec's schema of a type, an enum's values in place of a reference to them."""
    (schema,), parts = msgspec.json.schema_components([kind])
    name = schema.get("$ref", "").rpartition("/")[2]
    return {"enum": parts[name]["enum"]} if name else schema


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
