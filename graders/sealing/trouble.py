"""Why a sealed kata stays shut: a reason, and the status that it gives the kata."""

from __future__ import annotations

from graders.model import GraderError, Status


class Shut(GraderError):
    """One kata cannot be opened; the others can."""

    def __init__(self, message: str, status: Status = Status.UNAVAILABLE) -> None:
        super().__init__(message)
        self.status = status


def damaged(what: str) -> Shut:
    """Return that a sealed file is not as it was written, which is no learner's fault."""
    return Shut(f"its sealed file is damaged: {what}\nrestore it:\ngit status", Status.GRADER_ERROR)
