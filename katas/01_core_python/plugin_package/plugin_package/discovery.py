"""Plugins that are found in folders."""

import os
from types import ModuleType


def discover(
    folder: str | os.PathLike[str], group: str, errors: dict[str, BaseException] | None = None
) -> dict[str, ModuleType]:
    """Return the plugins in a folder of a folder by name; put why others cannot be loaded into `errors`."""
    raise NotImplementedError
