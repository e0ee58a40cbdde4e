"""What the judge can ask of an object in the worker."""

from __future__ import annotations

import operator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from graders.worker import table

if TYPE_CHECKING:
    from collections.abc import Callable


def _call(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return function(*args, **kwargs)


def _enter(x: Any) -> Any:
    return type(x).__enter__(x)


def _exit(x: Any, error: BaseException | None) -> Any:
    if error is None:
        return type(x).__exit__(x, None, None, None)
    return type(x).__exit__(x, type(error), error, error.__traceback__)


def _drain(x: Any, limit: int) -> list[Any]:
    return list(islice(x, limit))


def _class_facts(x: Any) -> list[str]:
    return [c.__name__ for c in type.mro(type(x))]


_ARITHMETIC: Final = (
    "add sub mul matmul truediv floordiv mod pow lshift rshift and_ xor or_ "
    "iadd isub imul imatmul itruediv ifloordiv imod ipow ilshift irshift iand ixor ior "
    "neg pos abs invert eq ne lt le gt ge contains getitem setitem delitem index"
)

OPERATIONS: Final[dict[str, Callable[..., Any]]] = {
    **{name.rstrip("_"): getattr(operator, name) for name in _ARITHMETIC.split()},
    "call": _call,
    "get": getattr,
    "set": setattr,
    "del": delattr,
    "enter": _enter,
    "exit": _exit,
    "iter": iter,
    "next": next,
    "len": len,
    "bool": bool,
    "hash": hash,
    "repr": repr,
    "str": str,
    "format": format,
    "dir": dir,
    "int": int,
    "float": float,
    "complex": complex,
    "bytes": bytes,
    "round": round,
    "divmod": divmod,
    "reversed": reversed,
    "isinstance": isinstance,
    "issubclass": issubclass,
    "drain": _drain,
    "content": table.content,
    "fields": table.fields,
    "names": table.names,
    "classes": _class_facts,
    "take": lambda x: x,
}
