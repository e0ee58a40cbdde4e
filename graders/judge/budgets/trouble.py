"""What can go wrong with a budget, told apart by whose fault it is."""

from __future__ import annotations

from graders.model import BudgetStatus, CheckStatus
from graders.wire.frames import WireError


class NotPlain(WireError):
    """A workload's answer is no plain data, so nobody can say that the work was done."""


class Cheated(Exception):
    """The cost of the submission cannot be read, and that is its own doing."""


class WrongAnswer(Exception):
    """The timed call of the submission failed; the budget says nothing then, and the kata fails.

    Attributes:
        status: of the check that stands for it.
    """

    def __init__(self, message: str, status: CheckStatus = CheckStatus.FAILED) -> None:
        super().__init__(message)
        self.status = status


class BrokenBudget(Exception):
    """The workload, or the reference under it, is at fault."""

    status = BudgetStatus.GRADER_ERROR
