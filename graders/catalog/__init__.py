"""Katas as the engine sees them: found, read, chosen, and matched with a learner's files."""

from __future__ import annotations

from graders.catalog.discover import SECTIONS, Broken, Catalog, find_catalog, load_catalog
from graders.catalog.rules import python_range
from graders.catalog.select import narrow, section_name, select
from graders.catalog.stub import keep_stub, stub_text, text_sha256
from graders.catalog.submission import read_submission
from graders.catalog.workspace import locate

__all__ = [
    "SECTIONS",
    "Broken",
    "Catalog",
    "find_catalog",
    "keep_stub",
    "load_catalog",
    "locate",
    "narrow",
    "python_range",
    "read_submission",
    "section_name",
    "select",
    "stub_text",
    "text_sha256",
]
