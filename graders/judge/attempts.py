"""What a worker was not allowed to do, for its author to read.  The worker wrote it: none of it is evidence."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 4_096
SHOWN: Final = 3
_WORDS: Final = {
    "read": ("your code tried to open {}", "it may read the standard library and its own folder, and nothing else"),
    "write": ("your code tried to write to {}", 'it may write where kata.toml says `files = "tmp"`, in its own folder'),
    "process": ("your code tried to start a process: {}", "kata.toml grants none"),
    "connect": ("your code tried to use the network: {}", "kata.toml grants none"),
    "signal": ("your code tried to send a signal to process {}", "it may send signals to itself only"),
    "import": ("your code tried to import {}", "it goes round the only sandbox that this machine has"),
}


def told(text: bytes) -> tuple[str, ...]:
    """Return the sentences for a worker's notes."""
    lines = dict.fromkeys(text.decode("utf-8", "replace").splitlines())
    parts = [line.partition("\t") for line in lines]
    return tuple(
        "; ".join(_WORDS[kind]).format(what[:200]) for kind, _, what in parts[:SHOWN] if kind in _WORDS and what
    )


def explained(message: str, sentences: tuple[str, ...]) -> str:
    """Return a failure's message with what was tried below it."""
    return "\n".join([message, *sentences]).strip()
