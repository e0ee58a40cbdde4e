"""The report's JSON Schema; `python -m graders.report.schema` writes the committed file anew."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from graders.report.document import Report

FILE: Final = Path(__file__).with_name("report.schema.json")


def schema_text() -> str:
    """Return the schema of `Report` as it is committed."""
    return text_of(Report, "A report of Senior Katas")


def text_of(document: type, title: str) -> str:
    """Return the schema of a type of document as text."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return msgspec.json.format(msgspec.json.encode(head | msgspec.json.schema(document)), indent=2).decode() + "\n"


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
