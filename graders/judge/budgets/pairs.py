"""Two sides in lock-step: the same fresh input for both, the answers compared, the CPU of both as a pair."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from graders.judge import differences, messages
from graders.judge.budgets import rule
from graders.judge.budgets.side import KERNEL, Reading
from graders.judge.budgets.trouble import BrokenBudget, Cheated, NotPlain, WrongAnswer
from graders.judge.trouble import CapHit, LimitHit, UserInterrupt, WorkerDied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graders.judge.budgets.rule import Pair
    from graders.judge.budgets.side import Side
    from graders.model import Budget

IDLE_CALLS: Final = 5
WARM_NS: Final = 250_000_000
"""CPU nanoseconds beyond the cap that the first call may use: it may import what it needs."""
CAP_FLOOR_NS: Final = 50_000_000
"""CPU nanoseconds beyond the cap that any call may use: a machine that is itself scheduled adds some to a reading."""
WAIT_FLOOR_NS: Final = 200_000
"""Nanoseconds that a timed call may do nothing, whatever its budget."""


@dataclass(slots=True)
class Record:
    """What the rounds have shown: the sizes of the inputs, and the readings of both sides."""

    sizes: list[int] = field(default_factory=list)
    ours: list[Reading] = field(default_factory=list)
    theirs: list[Reading] = field(default_factory=list)

    def pairs(self, base_ns: int) -> list[Pair]:
        """Return the CPU times; what an empty call costs is taken off."""
        both = zip(self.ours, self.theirs, strict=True)
        return [(max(1, ours.cpu_ns - base_ns), max(1, theirs.cpu_ns - base_ns)) for ours, theirs in both]

    @property
    def hopeless(self) -> bool:
        """Whether the last two calls were both ended at their caps."""
        return len(self.ours) > 1 and self.ours[-1].frame is self.ours[-2].frame is None

    def of(self, size: int) -> tuple[list[Reading], list[Reading]]:
        """Return the readings of one size: of the submission, and of the reference."""
        places = [i for i, n in enumerate(self.sizes) if n == size]
        return [self.ours[i] for i in places], [self.theirs[i] for i in places]

    def charge(self, size: int) -> int:
        """Return what each round of a size is charged for CPU outside the timed calls."""
        ours, theirs = self.of(size)
        return rule.charge([(a.outside_ns, b.outside_ns) for a, b in zip(ours, theirs, strict=True)])


class Rounds:
    """Runs the rounds of one budget on its two sides, which take turns in going first.

    The input of the first round, which does not count, comes from the verdict's seed.  Those of the others come from a
    secret of this measurement: the verdict's seed is the same at every grading, and a submission can work it out.
    """

    def __init__(self, budget: Budget, seed: int, submission: Side, reference: Side) -> None:
        self._budget, self._seed = budget, seed
        self._submission, self._reference = submission, reference
        self._round, self._secret = 0, secrets.token_hex(16)
        with blaming_reference():
            self.base_ns = reference.idle_ns(IDLE_CALLS)
        self.reference_ns = 0
        self._cold = False
        self.forget()

    @property
    def clock(self) -> str:
        """Who reads the clocks: the judge only if it can read both."""
        sides = {self._submission.clock, self._reference.clock}
        return KERNEL if sides == {KERNEL} else max(sides)

    @property
    def pairs(self) -> list[Pair]:
        """The pairs so far."""
        return self.record.pairs(self.base_ns)

    @property
    def charged_pairs(self) -> list[Pair]:
        """The pairs so far, with what each is charged."""
        sizes = self.record.sizes
        charged = {size: self.record.charge(size) for size in set(sizes)}
        return [(ours + charged[size], theirs) for size, (ours, theirs) in zip(sizes, self.pairs, strict=True)]

    def _waits(self) -> int:
        return self._submission.waits - self._reference.waits

    def forget(self) -> None:
        """Begin the record anew."""
        self.record = Record()
        self._count_waits()

    def _count_waits(self) -> None:
        self._waits_before, self._rounds_before = self._waits(), len(self.record.ours)

    def warm_up(self, n: int, cap_ns: Callable[[], int] | None) -> None:
        """Run one round that does not count, unless it hits its cap: it may import modules and fill caches."""
        theirs = self._run_reference(n)
        ours = self._run_submission(n, cap_ns() + WARM_NS if cap_ns else None)
        self._compare(theirs, ours)
        if ours.frame is None:
            self._add(n, ours, theirs)

    def cap_ns(self) -> int:
        """Return the CPU after which a ratio is over at once."""
        return int(rule.CENSOR * self._budget.limit * self.reference_ns) + CAP_FLOOR_NS

    def round(self, n: int, cap_ns: int | None) -> None:
        """Run a round and record it; without a cap the submission's call has all the time of the kata's limits."""
        self._round += 1
        ours = self._run_warm(n, cap_ns) if self._round % 2 else None
        theirs = self._run_reference(n)
        ours = ours or self._run_warm(n, cap_ns)
        self._add(n, ours, theirs)
        self._compare(theirs, ours)

    def traced(self, n: int) -> Pair:
        """Run a round under tracemalloc; return both peaks in bytes."""
        with blaming_reference():
            self._prepare(self._reference, n)
            theirs, expected = self._reference.traced()
        with blaming_submission():
            self._prepare(self._submission, n)
            ours, answer = self._submission.traced()
            self._same(expected, answer)
        return ours, theirs

    def check_waiting(self, limit: float) -> None:
        """Look for waiting, which costs no CPU, and hides what others do meanwhile.

        Time alone does not tell: on a busy machine an answer lies in the pipe. A call that waits gives up the core once
        more than the reference's, in every round. Those counts have noise too: `CENSOR` times as long is no accident.

        Raises:
            Cheated: each timed call of a size waits for longer than the reference may take at the limit.
        """
        for size in set(self.record.sizes):
            ours, theirs = self.record.of(size)
            allowed = limit * (min(r.cpu_ns for r in theirs) + min(r.waited_ns for r in theirs)) + WAIT_FLOOR_NS
            waited = min(r.waited_ns for r in ours)
            gave_up = self._waits() - self._waits_before >= len(self.record.ours) - self._rounds_before
            if waited > rule.CENSOR * allowed or (waited > allowed and gave_up):
                raise Cheated(f"a timed call waits, which costs no CPU: at least {waited / 1e6:.3g} ms in each round")

    def _prepare(self, side: Side, n: int) -> None:
        """Make the input on one side, just before its call: to both it is equally cold."""
        side.prepare(self._budget.workload, self._seed_of_round(), n)

    def _seed_of_round(self) -> int:
        text = f"{self._secret if self._round else self._seed} {self._budget.workload} {self._round}"
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")

    def _run_reference(self, n: int) -> Reading:
        with blaming_reference():
            self._prepare(self._reference, n)
            reading = self._reference.run()
        self.reference_ns = reading.cpu_ns if not self.reference_ns else min(self.reference_ns, reading.cpu_ns)
        return reading

    def _run_warm(self, n: int, cap_ns: int | None) -> Reading:
        """Make the submission's timed call, in a fresh worker after one that does not count."""
        if self._cold and cap_ns is not None:
            reading = self._run_submission(n, cap_ns + WARM_NS)
            if reading.frame is None:
                return reading
        return self._run_submission(n, cap_ns)

    def _run_submission(self, n: int, cap_ns: int | None) -> Reading:
        """Make the submission's timed call; one that hits its cap is a reading too, and leaves a cold worker."""
        self._cold = False
        try:
            with blaming_submission():
                self._prepare(self._submission, n)
                return self._submission.run(cap_ns)
        except CapHit as hit:
            self._submission.revive()
            self._cold = True
            self._count_waits()
            return Reading(hit.spent_ns, 0, 0, None)

    def _add(self, n: int, ours: Reading, theirs: Reading) -> None:
        if ours.frame is None:
            theirs = replace(theirs, cpu_ns=self.reference_ns)  # the cap came from this one
        self.record.sizes.append(n)
        self.record.ours.append(ours)
        self.record.theirs.append(theirs)

    def _compare(self, theirs: Reading, ours: Reading) -> None:
        if theirs.frame is None or ours.frame is None:
            return
        with blaming_reference():
            self._reference.answer(theirs.frame)
        with blaming_submission():
            self._same(theirs.frame, ours.frame)

    def _same(self, expected_frame: bytes, frame: bytes) -> None:
        """Compare two answers; of canonical frames with plain data it is enough that they are equal."""
        if frame == expected_frame:
            return
        answer, expected = self._submission.answer(frame), self._reference.answer(expected_frame)
        if answer != expected:
            name, told = self._budget.workload, differences.explain("==", answer, expected)
            raise WrongAnswer("\n".join([f"the answer to the workload `{name}` is not the reference's:", *told]))


@contextmanager
def blaming_reference() -> Iterator[None]:
    """Let whatever goes wrong be the kata's fault."""
    try:
        yield
    except UserInterrupt:
        raise
    except NotPlain as error:
        raise BrokenBudget("the workload's answer is no plain data") from error
    except BaseException as error:
        raise BrokenBudget(f"the reference, or the workload under it, fails: {messages.describe(error)}") from error


@contextmanager
def blaming_submission() -> Iterator[None]:
    """Let whatever goes wrong be a wrong answer of the submission."""
    try:
        yield
    except (UserInterrupt, CapHit, Cheated, WrongAnswer):
        raise
    except NotPlain as error:
        raise WrongAnswer(
            "the timed call's answer is no plain data: what the contract names must be done, not promised"
        ) from error
    except (WorkerDied, LimitHit) as error:
        raise WrongAnswer(f"in the timed call: {error}", error.status) from error
    except BaseException as error:
        raise WrongAnswer(f"in the timed call: {messages.describe(error)}") from error
