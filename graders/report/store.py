"""Keep reports in files: whole or not at all, and never at the price of a verdict."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import msgspec

from graders.catalog.whole import write_whole
from graders.model import GraderError
from graders.report.document import SCHEMA, Report

FOLDER: Final = ".grades"
LATEST: Final = "latest.json"
# Control and format characters, separators other than the space, private use; and the `#` of `##word[`.
_OBEYED: Final = re.compile(
    r"[\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    r"\ue000-\uf8ff\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]|#(?=#\w*\[)"
)


def grades_folder(root: Path) -> Path:
    """Return the folder below a catalogue in which a learner's progress is kept."""
    return root / FOLDER


def save(report: Report, path: Path) -> str:
    """Write `report` to `path`; return a warning when that was impossible, else nothing."""
    text = harmless(msgspec.json.format(msgspec.json.encode(report), indent=1))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text + b"\n")
    except OSError as err:
        return f"the report was not written to `{path}`: {err.strerror or err}"
    return ""


def harmless(document: bytes) -> bytes:
    """Return the same JSON with every character written out that a terminal, an editor or a log might obey."""
    return _OBEYED.sub(_escape, document.decode()).encode()


def _escape(found: re.Match[str]) -> str:
    pairs = found[0].encode("utf-16-be")
    return "".join(f"\\u{pairs[at]:02x}{pairs[at + 1]:02x}" for at in range(0, len(pairs), 2))


def load(path: Path) -> Report | None:
    """Read a report; `None` when there is none yet."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Report)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as err:
        msg = f"`{path}` cannot be read: {err.strerror or err}"
        raise GraderError(msg) from err
    except (msgspec.DecodeError, UnicodeDecodeError) as err:
        msg = f"`{path}` is no report of schema {SCHEMA}: {err}; the next run writes it anew:\n  kata grade"
        raise GraderError(msg) from err
