"""A supervisor that restarts its children and leaves none behind.  The contract is in README.md."""

from collections.abc import Callable, Coroutine
from typing import Any


class TooManyRestarts(RuntimeError):
    """A child would have to be restarted, and there have been too many restarts lately."""


class Supervisor:
    """Runs children as tasks and restarts them; ends all of them in order."""

    def __init__(
        self,
        *,
        intensity: int = 3,
        period: float = 60.0,
        backoff: float = 1.0,
        max_backoff: float = 30.0,
        grace: float = 5.0,
    ) -> None:
        raise NotImplementedError

    def start(self, name: str, run: Callable[[], Coroutine[Any, Any, Any]], *, restart: str = "on_error") -> None:
        """Add a child; `restart` is "always", "on_error" or "never".

        Raises:
            ValueError: `restart` is none of these, or there is a child of this name.
            RuntimeError: the supervisor is stopping, or has stopped.
        """
        raise NotImplementedError

    def stop(self) -> None:
        """Have `run` end all children, in order."""
        raise NotImplementedError

    async def run(self) -> None:
        """Run the children until all are over.

        Raises:
            ExceptionGroup: of errors that no restart has mended.
        """
        raise NotImplementedError
