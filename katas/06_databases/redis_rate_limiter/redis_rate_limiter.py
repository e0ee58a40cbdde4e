"""A rate limiter for many processes, kept in Redis.  The contract is in README.md."""

from collections.abc import Callable
from typing import NamedTuple

import redis


class Decision(NamedTuple):
    """Whether a call may go on, what is left of the limit then, and after how many milliseconds a refused one could."""

    allowed: bool
    remaining: int
    retry_after_ms: int


class RateLimiter:
    """Allows so much of each key in any window, whoever asks."""

    def __init__(
        self,
        client: redis.Redis,
        limit: int,
        *,
        slot_ms: int = 1000,
        slots: int = 60,
        prefix: str = "rate:",
        clock_ms: Callable[[], int] | None = None,
    ) -> None:
        """Take the settings.

        Args:
            client: a connection of redis-py's, which gives text or bytes.
            limit: the largest sum of costs in a window.
            slot_ms: milliseconds of a slot, in which calls are summed up.
            slots: how many slots make a window.
            prefix: stands before each key in Redis.
            clock_ms: gives the time instead of the server.

        Raises:
            ValueError: a number is below 1.
        """
        raise NotImplementedError

    def allow(self, key: str, cost: int = 1) -> Decision:
        """Decide about one call, and count it if it is allowed.

        Raises:
            ValueError: the cost is below 1, or above the limit.
        """
        raise NotImplementedError
