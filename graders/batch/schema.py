"""The summary's JSON Schema; `python -m graders.batch.schema` writes the committed file anew."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graders.batch.summary import Summary
from graders.report.schema import text_of

FILE: Final = Path(__file__).with_name("summary.schema.json")


def schema_text() -> str:
    """Return the schema of `Summary` as it is committed."""
    return text_of(Summary, "The summary of a batch of Senior Katas")


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
