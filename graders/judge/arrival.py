"""Whether a submission can be judged at all: files in place, sources that compile, the names of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from graders.catalog.given import changed
from graders.judge import hidden, messages, mirrors, proxy
from graders.judge.lane import ZygoteDied
from graders.judge.lanes import Unheld
from graders.judge.trouble import Banned, LimitHit, NotBuilt, UserInterrupt, WorkerDied
from graders.model import CheckStatus, GraderError

if TYPE_CHECKING:
    from graders.judge.grading import Grading
    from graders.model import Kata

    Problem = tuple[CheckStatus, str]

TITLE: Final = "the submission can be imported and has every name of the contract"


def problem(grading: Grading) -> Problem | None:
    """Return why a submission cannot be judged; nothing when it can."""
    return _misplaced(grading.job.kata) or _unbuilt(grading) or _unimported(grading)


def _misplaced(kata: Kata) -> Problem | None:
    """Say which file a learner has edited although it is given."""
    names = ", ".join(f"`{given.name}`" for given in changed(kata))
    wanted = ", ".join(f"`{name}`" for name in kata.facts.submit)
    return (CheckStatus.FAILED, f"{names} is not as it was given; this kata is about {wanted}") if names else None


def _unbuilt(grading: Grading) -> Problem | None:
    """Say which source does not compile."""
    try:
        grading.build()
    except NotBuilt as error:
        return error.status, str(error)
    except GraderError as error:
        return CheckStatus.GRADER_ERROR, str(error)
    return None


def _unimported(grading: Grading) -> Problem | None:
    """Say why it cannot be imported, or which names it lacks."""
    try:
        lacking = _lacking(grading)
    except (WorkerDied, LimitHit) as error:
        return error.status, f"importing it fails: {error}"
    except ZygoteDied:
        return CheckStatus.CRASHED, "importing it fails: the process that starts yours was killed"
    except Banned as error:
        uses = [f"{path}:{line} uses `{name}`" for path, line, name in error.args[0]]
        return CheckStatus.BANNED, "\n".join([*uses, "this kata forbids it: the README says what to use instead"])
    except (UserInterrupt, Unheld):
        raise
    except BaseException as error:  # noqa: BLE001  (whatever the learner's module raises at import)
        return _raised(error, grading.job.kata.module)
    names = ", ".join(f"`{name}`" for name in lacking)
    said = f"`{grading.job.kata.module}` has no {names}: the contract in README.md names it"
    return (CheckStatus.FAILED, said) if lacking else None


def _raised(error: BaseException, module: str) -> Problem:
    if mirrors.is_remote(error):
        return CheckStatus.FAILED, messages.import_problem(error, module)
    return CheckStatus.GRADER_ERROR, messages.describe(error)


def _lacking(grading: Grading) -> list[str]:
    """Import the submission; return the names of the contract that it does not have."""
    root = grading.submission()
    there = _names(proxy.ask(root, "names"))
    wanted = hidden.required_names(grading.job.kata.hidden, grading.module[0])
    return [name for name in wanted if name not in there and not _has(root, name)]


def _names(answer: Any) -> set[str]:
    """Return the names in a worker's answer."""
    if type(answer) is not list or not all(type(name) is str for name in answer):
        raise WorkerDied("your code answered in the name of the import")
    return set(answer)


def _has(root: Any, name: str) -> bool:
    try:
        getattr(root, name)
    except AttributeError:
        return False
    return True
