"""One check's talk with its worker: requests, callbacks, and a fresh worker when the old one died."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from graders.judge import mirrors, proxy
from graders.judge.crossing import Crossing
from graders.judge.shapes import shaped
from graders.judge.transcript.record import Called, Log, kept
from graders.judge.trouble import AnswerTooLarge, Banned, LimitHit, UserInterrupt, WorkerDied, is_outcome
from graders.model import CheckStatus
from graders.wire import frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.judge.lane import Lane
    from graders.judge.worker import Worker
    from graders.model import Limits

MAX_WORKERS: Final = 200
"""Workers that one check may use up; each that dies is replaced, so that hypothesis can shrink what kills it."""


class Conversation:
    """Talk to the worker of one check.

    Args:
        lane: where workers come from.
        limits: bounds on each worker.
        modules: name -> files of each module that tests may ask for; loaded when first asked.
        banned: what kata.toml forbids.
        seed: for the worker's `random`.
        given: what the first module may import: texts, and extension modules as bytes, by the names of their files.
    """

    def __init__(
        self,
        lane: Lane,
        limits: Limits,
        banned: tuple[str, ...] = (),
        seed: int = 0,
        given: Mapping[str, str | bytes] | None = None,
    ) -> None:
        self._lane, self._limits, self._banned, self._seed = lane, limits, banned, seed
        self._given = dict(given or {})
        self._worker: Worker | None = None
        self._modules: dict[str, Mapping[str, str]] = {}
        self._roots: dict[str, Any] = {}
        self._staged: tuple[str, Any] | None = None
        self._started = 0
        self._cpu_s = 0.0
        self.trouble: tuple[CheckStatus, str] | None = None
        self.output = ""
        self.tried: tuple[str, ...] = ()
        self.log: Log | None = None
        self._inside = 0
        self._pending: BaseException | None = None
        self.generation = 0
        self.crossing = Crossing(self)

    # --- modules -----------------------------------------------------------------------------------------------

    def module(self, name: str, files: Mapping[str, str]) -> Any:
        """Return the proxy of a module, loading it into the worker when it is new.

        Raises:
            Banned: the files use what the kata forbids; args are lists of path, line, name.
        """
        if name not in self._modules:
            self._modules[name] = files
            self._roots[name] = self._load(name)
        return self._roots[name]

    def _load(self, name: str) -> Any:
        first = next(iter(self._modules)) == name
        banned, given = (list(self._banned), self._given) if first else ([], {})
        answer = self._ask("load", name, dict(self._modules[name]), banned, self._seed, given)
        if type(answer) is proxy.Handle:
            return answer
        if type(answer) is list and all(
            type(use) is list and [type(x) for x in use] == [str, int, str] for use in answer
        ):
            raise Banned(answer)
        raise WorkerDied("your code answered in the name of the import")

    def stage(self, workloads: str) -> Any:
        """Let the worker hold the workloads of budgets, from before any module is loaded; return them as a handle."""
        self._staged = workloads, self._ask("stage", workloads)
        return self._staged[1]

    def call(self, handle: Any, method: str, *args: Any) -> Any:
        """Call a method of the engine's own in the worker; no transcript has it."""
        return self._ask("call", [proxy.address(handle)[0], method], args, {})

    def answer_of(self, frame: bytes) -> Any:
        """Return or raise what is in a frame that somebody else has received."""
        message = shaped(self.crossing.loads(frame))
        if message[0] == "v":
            return message[1]
        raise message[1] if message[0] == "x" else AnswerTooLarge(str(message[1]))

    def ready(self) -> Worker:
        """Return the living worker, started when there is none."""
        worker = self._worker
        return worker if worker is not None and worker.alive else self._start()

    def _start(self) -> Worker:
        """Fork a worker and load into it what the last one had."""
        if self._started >= MAX_WORKERS:
            raise LimitHit(CheckStatus.CRASHED, f"the process died {MAX_WORKERS} times")
        self._started += 1
        worker = self._worker = self._lane.spawn(self._limits, self._cpu_s)
        self.generation, self._pending = self._started, None
        self.crossing.forget()
        if self._staged:
            text, bench = self._staged
            proxy.rebind(bench, self._ask("stage", text))
        for name, root in self._roots.items():
            proxy.rebind(root, self._load(name))
        return worker

    # --- requests ----------------------------------------------------------------------------------------------

    def request(self, name: str, target: list[Any], *operands: Any) -> Any:
        """Ask for one operation on an object of the worker; return or raise what it does."""
        entry = self.log.note(name, target, operands) if self.log is not None and not self._inside else None
        if entry is None:
            return self._ask(name, target, *operands)
        try:
            answer = self._ask(name, target, *operands)
        except BaseException as error:
            entry.error = error
            raise
        entry.result = kept(answer)
        return answer

    def _ask(self, name: str, target: Any, *operands: Any) -> Any:
        worker = self.ready()
        if not self._inside:
            worker.begin_call()
        crossing = self.crossing
        operands = tuple([crossing.encode(x) for x in operands])
        try:
            worker.send(crossing.dumps([crossing.take_drops(), name, target, *operands]))
            return self._answer(worker)
        except (WorkerDied, LimitHit) as error:
            self._note(error)
            raise

    def _answer(self, worker: Worker) -> Any:
        """Serve callbacks until the answer is here."""
        while True:
            message = self._message(worker)
            kind = message[0]
            if kind == "c":
                self._call_back(worker, *message[1:])
                continue
            pending, self._pending = self._pending, None
            if pending is not None:
                raise pending
            if kind == "v":
                return message[1]
            if kind == "big":
                raise AnswerTooLarge(str(message[1]))
            raise message[1]

    def _message(self, worker: Worker) -> list[Any]:
        try:
            return shaped(self.crossing.loads(worker.receive()))
        except (frames.WireError, TypeError) as err:
            cause = err.__cause__  # a set or dict was rebuilt: an object of the learner's was asked for its hash
            if cause is not None and (isinstance(cause, WorkerDied) or mirrors.is_remote(cause)):
                raise cause from None
            worker.end()
            raise WorkerDied(f"your code wrote into the pipe to the judge ({err})") from None

    def _call_back(self, worker: Worker, number: int, kind: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        try:
            answer = ["v", self.crossing.encode(self._run_noted(number, kind, args, kwargs))]
        except (UserInterrupt, LimitHit, WorkerDied):
            raise
        except BaseException as error:  # noqa: BLE001  (a test's callback may raise anything, for the learner to meet)
            if is_outcome(error):
                self._pending = self._pending or error
            answer = ["x", self.crossing.exception(error)]
        worker.send(self.crossing.dumps(answer))

    def _run_noted(self, number: int, kind: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run a callback; keep what it answers for the transcript."""
        self._inside += 1
        answer, error = None, None
        try:
            answer = self._run(number, kind, args, kwargs)
            return answer  # noqa: TRY300  (what is noted in the end is what was returned)
        except BaseException as caught:
            error = caught
            raise
        finally:
            self._inside -= 1
            if self.log is not None and kind == "call":
                self.log.called(self.crossing.own[number], Called(kept(args), kept(kwargs), kept(answer), error))

    def _run(self, number: int, kind: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        function = self.crossing.own[number]
        if kind == "call":
            return function(*args, **kwargs)
        if kind == "next":
            return next(function)
        close = getattr(function, "close", None)
        return close() if close is not None else None

    # --- the end -----------------------------------------------------------------------------------------------

    def _note(self, error: WorkerDied | LimitHit) -> None:
        """Remember the first thing that went wrong: no test can hide it."""
        self.trouble = self.trouble or (error.status, str(error))
        self._settle()

    def _settle(self) -> None:
        """Keep what a worker that has ended leaves."""
        if self._worker is not None:
            self._cpu_s = self._worker.cpu_s
            self.output = self._worker.printed() or self.output
            self.tried = self._worker.tried() or self.tried
            self._worker.forget()
            self._worker = None

    @property
    def roots(self) -> dict[int, str]:
        """The worker's numbers of the modules, by name."""
        return {proxy.address(root)[0]: name for name, root in self._roots.items()}

    def double(self, double: Any, name: str, args: tuple[Any, ...]) -> None:
        """Note what a test, not the submission, does to a double."""
        if self.log is not None and not self._inside:
            self.log.double(double, name, args)

    def close(self) -> float:
        """End the worker; return the CPU seconds that it used."""
        worker = self._worker
        if worker is not None and worker.alive:
            over = worker.over()
            self.trouble = self.trouble or over
            worker.end()
        self._settle()
        return self._cpu_s
