"""Ask a tool about a submission: in a worker of its own, whose answer is data and whose death is an answer too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from graders.judge import mirrors
from graders.judge.conversation import Conversation
from graders.judge.trouble import LimitHit, WorkerDied

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.judge.lane import Lane
    from graders.model import CheckStatus, Limits


class Asked(NamedTuple):
    """What came back: an answer, or an end without one; what the tool raised, and what it was not allowed to do."""

    answer: Any
    trouble: tuple[CheckStatus, str] | None
    raised: BaseException | None
    tried: tuple[str, ...]


def ask(lane: Lane, limits: Limits, tool: str, files: Mapping[str, str], asked: Mapping[str, Any]) -> Asked:
    """Call `run` of the module that is a tool, in a fresh worker.

    Raises:
        ZygoteDied: the process that forks workers is gone.
    """
    talk = Conversation(lane, limits)
    answer, trouble, raised = None, None, None
    try:
        answer = talk.call(talk.module(tool, {}), "run", dict(files), dict(asked))
    except (WorkerDied, LimitHit) as error:
        trouble = error.status, str(error)
    except BaseException as error:
        if not mirrors.is_remote(error):
            raise
        raised = error
    finally:
        talk.close()
    return Asked(answer, trouble or talk.trouble, raised, talk.tried)
