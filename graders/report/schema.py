"""The report's JSON Schema; `python -m graders.report.schema` writes the committed file anew."""

from __future__ import annotations

from inspect import cleandoc
from pathlib import Path
from typing import Any, Final

import msgspec

from graders.report.document import Report

FILE: Final = Path(__file__).with_name("report.schema.json")


def schema_text() -> str:
    """Return the schema of `Report` as it is committed."""
    return text_of(Report, "A report of Senior Katas")


def text_of(document: type, title: str) -> str:
    """Return the schema of a type of document as text."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    schema = head | _dedented(msgspec.json.schema(document))
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"


def _dedented(schema: Any) -> Any:
    """Return a schema whose descriptions are the same from every Python: before 3.13 docstrings keep their margin."""
    if isinstance(schema, list):
        return [_dedented(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {key: _dedented(value) for key, value in schema.items()}
    if isinstance(about := parts.get("description"), str):
        parts["description"] = cleandoc(about)
    return parts


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
