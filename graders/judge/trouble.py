"""What can go wrong with a worker, as exceptions that a test cannot mistake for an answer."""

from __future__ import annotations

from graders.model import CheckStatus


class WorkerDied(Exception):
    """The worker ended in the middle of a call.  An Exception, so that hypothesis shrinks what leads to it."""

    status = CheckStatus.CRASHED


class LimitHit(BaseException):
    """A limit was hit.  No Exception: neither a test nor hypothesis may go on from here."""

    def __init__(self, status: CheckStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


class NotBuilt(Exception):
    """A source of the submission's is refused by its compiler."""

    def __init__(self, status: CheckStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


class CapHit(LimitHit):
    """A timed call has used so much CPU that its budget is decided."""

    def __init__(self, spent_ns: int) -> None:
        super().__init__(CheckStatus.TIMEOUT, f"the timed call used {spent_ns / 1e9:.3g} s of CPU")
        self.spent_ns = spent_ns


class UserInterrupt(KeyboardInterrupt):
    """Ctrl-C of the person at the terminal, as opposed to one that a test or a learner raises."""


class AnswerTooLarge(AssertionError):
    """The answer does not fit in a frame."""


class HandleCompared(AssertionError):
    """An object of the learner's came back where plain data was expected."""


class Escaped(AssertionError):
    """What a learner raised that would have ended the session of the judge."""


def is_outcome(error: BaseException | None) -> bool:
    """Say whether an exception speaks to pytest or hypothesis, and so must reach them whatever a learner does."""
    origins = {cls.__module__.split(".", 1)[0] for cls in type(error).__mro__}  # pytest's own pose as builtins
    return isinstance(error, AssertionError) or not origins.isdisjoint({"_pytest", "pytest", "hypothesis"})


class Banned(BaseException):
    """The submission uses what kata.toml forbids."""
