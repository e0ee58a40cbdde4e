"""What a workflow's event says of a change.  Titles and names in it are a stranger's text and are not read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from graders.model import GraderError

SHORT: Final = 10
LIMIT: Final = 25 << 20
"""Bytes; GitHub's own limit of a payload."""


class _Repository(msgspec.Struct):
    id: int


class _Side(msgspec.Struct):
    sha: str
    repo: _Repository | None = None


class _PullRequest(msgspec.Struct):
    number: int
    base: _Side
    head: _Side


class Event(msgspec.Struct):
    """The parts of a payload that are looked at; a pull request has one, a push the other two."""

    pull_request: _PullRequest | None = None
    before: str = ""
    after: str = ""

    @property
    def pushed(self) -> bool:
        """Whether the change is in the branch already."""
        return self.pull_request is None and bool(self.before and self.after)

    @property
    def about(self) -> str:
        """The change in a few words."""
        asked = self.pull_request
        if asked is None:
            return f"the push {_short(self.before)}..{_short(self.after)}" if self.pushed else "the head"
        base, head = asked.base.repo, asked.head.repo
        # The repository of a head may have been deleted meanwhile.
        other = base is None or head is None or base.id != head.id
        return f"pull request {asked.number}{' from a fork' if other else ''} at {_short(asked.head.sha)}"


def read_event(path: Path | None) -> Event:
    """Return the event in a payload file; without one, nothing is known.

    Raises:
        GraderError: the file is no payload.
    """
    if path is None:
        return Event()
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(LIMIT), type=Event)
    except OSError as error:
        raise GraderError(f"the event `{path}` cannot be read: {error.strerror}\nkata ci --event FILE") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GraderError(f"`{path}` is no event of GitHub: {error}\nkata ci --event FILE") from None


def _short(commit: str) -> str:
    return "".join(char for char in commit[:SHORT] if char in "0123456789abcdef")
