"""Keeps the time of the last call in a key of its own."""

from collections.abc import Callable
from typing import NamedTuple

import redis

SCRIPT = """
local limit, slot_ms, slots = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local cost, now = tonumber(ARGV[4]), tonumber(ARGV[5])
if not now then
    local time = redis.call('TIME')
    now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local slot = math.floor(now / slot_ms)

local used, counted, gone = 0, {}, {}
local sums = redis.call('HGETALL', KEYS[1])
for i = 1, #sums, 2 do
    local at, sum = tonumber(sums[i]), tonumber(sums[i + 1])
    if at + slots < slot then
        gone[#gone + 1] = sums[i]
    else
        used = used + sum
        counted[#counted + 1] = {at, sum}
    end
end

if used + cost <= limit then
    if #gone > 0 then
        redis.call('HDEL', KEYS[1], unpack(gone))
    end
    redis.call('HINCRBY', KEYS[1], slot, cost)
    redis.call('PEXPIRE', KEYS[1], (slots + 1) * slot_ms)
    redis.call('SET', KEYS[1] .. ':last', now, 'PX', (slots + 1) * slot_ms)
    return {1, limit - used - cost, 0}
end

table.sort(counted, function(a, b) return a[1] < b[1] end)
local left = used
for _, one in ipairs(counted) do
    left = left - one[2]
    if left + cost <= limit then
        return {0, math.max(limit - used, 0), (one[1] + slots + 1) * slot_ms - now}
    end
end
"""


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
        self._decide = client.register_script(SCRIPT)      # EVALSHA; loads the text where the server does not know it

    def allow(self, key: str, cost: int = 1) -> Decision:
        if not 1 <= cost <= self._limit:
            raise ValueError(f"the cost must be 1 to {self._limit}, not {cost}")
        now = "" if self._clock_ms is None else self._clock_ms()
        allowed, remaining, retry_after_ms = self._decide([self._prefix + key], [self._limit, *self._window, cost, now])
        return Decision(allowed == 1, remaining, retry_after_ms)
