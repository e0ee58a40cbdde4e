"""A function in the server: its library is loaded when it is unknown, and called by name."""

from typing import NamedTuple

import redis

LIBRARY = """#!lua name=kata_rate_limiter

local function decide(keys, args)
    local limit, slot_ms, slots, cost, now = unpack(args)
    limit, slot_ms, slots, cost, now = tonumber(limit), tonumber(slot_ms), tonumber(slots), tonumber(cost), tonumber(now)
    if now < 0 then
        local time = redis.call('TIME')
        now = time[1] * 1000 + math.floor(time[2] / 1000)
    end
    local slot = (now - now % slot_ms) / slot_ms
    local used, members = 0, redis.call('ZRANGE', keys[1], slot - slots, '+inf', 'BYSCORE')
    for _, member in ipairs(members) do
        used = used + member:match(':(%d+)$')
    end
    if used + cost > limit then
        local freed = 0
        for _, member in ipairs(members) do
            local at, sum = member:match('^(%-?%d+):(%d+)$')
            freed = freed + sum
            if used - freed + cost <= limit then
                return {'no', math.max(0, limit - used), (at + slots + 1) * slot_ms - now}
            end
        end
    end
    redis.call('ZREMRANGEBYSCORE', keys[1], '-inf', slot - slots - 1)
    local mine, before = cost, redis.call('ZRANGE', keys[1], slot, slot, 'BYSCORE')[1]
    if before then
        mine = mine + before:match(':(%d+)$')
        redis.call('ZREM', keys[1], before)
    end
    redis.call('ZADD', keys[1], slot, string.format('%d:%d', slot, mine))
    redis.call('PEXPIRE', keys[1], slot_ms * (slots + 1))
    return {'yes', limit - used - cost, 0}
end

redis.register_function('kata_allow', decide)
"""


class Decision(NamedTuple):
    allowed: bool
    remaining: int
    retry_after_ms: int


class RateLimiter:
    def __init__(self, client, limit, *, slot_ms=1000, slots=60, prefix="rate:", clock_ms=None):
        for number in (limit, slot_ms, slots):
            if number < 1:
                raise ValueError(number)
        self._client, self._limit, self._slot_ms, self._slots, self._prefix, self._clock_ms = client, limit, slot_ms, slots, prefix, clock_ms

    def allow(self, key, cost=1):
        if cost < 1 or cost > self._limit:
            raise ValueError(cost)
        now = self._clock_ms() if self._clock_ms else -1
        call = ("kata_allow", 1, f"{self._prefix}{key}", self._limit, self._slot_ms, self._slots, cost, now)
        try:
            answer = self._client.fcall(*call)
        except redis.ResponseError as error:
            if "Function not found" not in str(error):
                raise
            self._client.function_load(LIBRARY, replace=True)
            answer = self._client.fcall(*call)
        return Decision(answer[0] in ("yes", b"yes"), answer[1], answer[2])
