"""The learner's exceptions as real exceptions of the judge, and the judge's as data for the worker."""

from __future__ import annotations

import builtins
import sys
from typing import TYPE_CHECKING, Any, Final

from graders.judge.trouble import WorkerDied
from graders.wire.codec import shared_class
from graders.wire.frames import WireError

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.judge.conversation import Conversation

# A learner that raises one of these would skip, end or confuse the session: it gets a mirror instead.
FORBIDDEN: Final = frozenset(
    {"unittest", "pytest", "_pytest", "hypothesis", "bdb", "pdb", "graders", "pluggy", "tests"}
)
MEMBERS: Final = frozenset({"filename", "filename2", "name", "path"})
BUILTIN: Final = frozenset(x for x in vars(builtins).values() if isinstance(x, type) and issubclass(x, BaseException))


SHAPE: Final = [int, tuple, dict, list, str, list]


class RemoteError:
    """Mixed into every mirror: the text, and attributes that only the learner's class can answer."""

    def __str__(self) -> str:
        return str(vars(self).get("_kata_text", ""))

    def __getattr__(self, name: str) -> Any:
        asked = vars(self).get("_kata_origin")
        if asked is None or name.startswith("__"):
            raise AttributeError(name)
        conversation, number, generation = asked
        conversation.ready()
        if generation != conversation.generation:
            raise WorkerDied("an exception of a process that has ended")
        return conversation.request("get", [number], name)


def is_remote(error: BaseException) -> bool:
    """Say whether an exception came out of a worker."""
    return "_kata_origin" in vars(error)


class Mirrors:
    """Exception classes and instances by the worker's number."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._classes: dict[int, type[BaseException]] = {}
        self._instances: dict[int, BaseException] = {}
        self.numbers: dict[int, int] = {}
        """id of a mirror, class or instance -> the worker's number."""

    def adopt_class(self, number: int, module: str, name: str, bases: list[type]) -> type[BaseException]:
        """Return the judge's class for one of the worker's."""
        if [type(x) for x in (number, module, name, bases)] != [int, str, str, list]:
            raise WireError("a class of no known shape")
        known = self._classes.get(number)
        if known is None:
            known = self._classes[number] = _imported(module, name) or _mirror(module, name, bases)
            self.numbers[id(known)] = number
        return known

    def adopt(self, value: list[Any]) -> BaseException:
        """Return the judge's exception for one of the worker's."""
        number, cls, args, state, notes, cause, context, suppress, text, frames = value
        if [type(x) for x in (number, args, state, notes, text, frames)] != SHAPE or not _are_frames(frames):
            raise WireError("an exception of no known shape")
        known = self._instances.get(number) if number else None
        if known is not None:
            return known
        if not (isinstance(cls, type) and issubclass(cls, BaseException)):
            raise WireError("an exception whose class is none")
        error = _instance(cls, args)
        _restore(error, state)
        origin = self._conversation, number, self._conversation.generation
        vars(error).update(_kata_origin=origin, _kata_text=text, _kata_frames=frames)
        for note in filter(lambda x: type(x) is str, notes):
            error.add_note(note)
        error.__cause__, error.__context__ = cause, cause if context is None else context
        error.__suppress_context__ = bool(suppress)
        self._instances[number] = error
        self.numbers[id(error)] = number
        return error

    def number_of(self, x: object) -> int | None:
        """Return the worker's number of a mirror."""
        return self.numbers.get(id(x))


def _are_frames(frames: list[Any]) -> bool:
    return all(type(frame) is list and [type(x) for x in frame] == [str, int, str] for frame in frames)


def _imported(module: str, name: str) -> type[BaseException] | None:
    """Return a library's exception class if the judge has imported it already."""
    if module.split(".", 1)[0] in FORBIDDEN:
        return None
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = vars(found).get(part) if found is not None and hasattr(found, "__dict__") else None
    if isinstance(found, type) and issubclass(found, BaseException) and found.__module__ == module:
        return found
    return None


def _mirror(module: str, name: str, bases: list[Any]) -> type[BaseException]:
    if not bases or not all(isinstance(base, type) and issubclass(base, BaseException) for base in bases):
        raise WireError("an exception class without a base")
    mixin = () if any(issubclass(base, RemoteError) for base in bases) else (RemoteError,)
    body = {"__module__": module, "__qualname__": name}
    return type(name.rpartition(".")[2] or "Error", (*mixin, *bases), body)


def _instance(cls: type[BaseException], args: tuple[Any, ...]) -> BaseException:
    try:
        return cls(*args)
    except Exception:  # noqa: BLE001  (a class that wants other arguments, or runs code of a library)
        error = cls.__new__(cls)
        error.args = args
        return error


def _restore(error: BaseException, state: dict[Any, Any]) -> None:
    """Give an exception what the learner's held, members of the builtin classes too."""
    for name, x in state.items():
        if name in MEMBERS and hasattr(error, name):
            setattr(error, name, x)
        elif type(name) is str and not name.startswith("_kata"):
            vars(error)[name] = x


def describe_class(cls: type, number: Callable[[object], int]) -> dict[str, Any]:
    """Return the tagged object of an exception class that a test defined or named."""
    name = shared_class(cls)
    if name:
        return {"T": name}
    bases = [base for base in cls.__mro__[1:] if base in BUILTIN][:1]
    return {"X": [number(cls), cls.__name__, [{"T": base.__name__} for base in bases]]}


def describe(error: BaseException, number: Callable[[object], int], encode: Callable[[Any], Any]) -> dict[str, Any]:
    """Return the tagged object of an exception that a test raised or passed."""
    state = {k: v for k, v in vars(error).items() if not k.startswith("_")}
    return {"x": [number(error), describe_class(type(error), number), encode(error.args), encode(state)]}
