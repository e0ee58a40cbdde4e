"""Watches the key, and begins again when somebody else was quicker."""

from collections.abc import Callable
from typing import NamedTuple

import redis


class Decision(NamedTuple):
    allowed: bool
    remaining: int
    retry_after_ms: int


class RateLimiter:
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
        if min(limit, slot_ms, slots) < 1:
            raise ValueError("limit, slot_ms and slots are at least 1")
        self._limit = limit
        self._window = slot_ms, slots
        self._prefix = prefix
        self._clock_ms = clock_ms
        self._client = client

    def allow(self, key: str, cost: int = 1) -> Decision:
        if not 1 <= cost <= self._limit:
            raise ValueError(f"the cost must be 1 to {self._limit}, not {cost}")
        name, now = self._prefix + key, self._now()
        with self._client.pipeline() as pipe:
            while True:
                try:
                    pipe.watch(name)
                    decision, slot, gone = self._look(pipe.hgetall(name), now, cost)
                    if decision.allowed:
                        pipe.multi()
                        if gone:
                            pipe.hdel(name, *gone)
                        pipe.hincrby(name, slot, cost)
                        pipe.pexpire(name, (self._window[1] + 1) * self._window[0])
                        pipe.execute()
                    return decision
                except redis.WatchError:
                    continue

    def _now(self) -> int:
        if self._clock_ms is not None:
            return self._clock_ms()
        seconds, microseconds = self._client.time()
        return seconds * 1000 + microseconds // 1000

    def _look(self, sums: dict, now: int, cost: int) -> tuple[Decision, int, list]:
        slot_ms, slots = self._window
        slot = now // slot_ms
        gone = [at for at in sums if int(at) + slots < slot]
        counted = sorted((int(at), int(n)) for at, n in sums.items() if at not in gone)
        used = sum(n for _, n in counted)
        if used + cost <= self._limit:
            return Decision(True, self._limit - used - cost, 0), slot, gone
        left = used
        for at, n in counted:
            left -= n
            if left + cost <= self._limit:
                break
        return Decision(False, max(self._limit - used, 0), (at + slots + 1) * slot_ms - now), slot, gone
