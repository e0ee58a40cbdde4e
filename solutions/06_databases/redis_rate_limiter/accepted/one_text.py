"""All sums in one text, oldest first; the text of the script is sent when its name is unknown."""

import hashlib
from typing import NamedTuple

from redis.exceptions import NoScriptError

SCRIPT = b"""
local limit, slot_ms, slots, cost, now = ARGV[1] + 0, ARGV[2] + 0, ARGV[3] + 0, ARGV[4] + 0, ARGV[5]
if now == 'server' then
    local seconds, micros = unpack(redis.call('TIME'))
    now = seconds * 1000 + math.floor(micros / 1000)
end
now = now + 0
local slot, used, last, kept = math.floor(now / slot_ms), 0, false, {}
local function add(at, sum)
    kept[#kept + 1] = {at, sum}
end
for at, sum in string.gmatch(redis.call('GET', KEYS[1]) or '', '(%-?%d+)=(%d+);') do
    if at + 0 >= slot - slots then
        used = used + sum
        add(at + 0, sum + 0)
    end
end
if used + cost <= limit then
    local found = false
    for _, one in ipairs(kept) do
        if one[1] == slot then
            one[2], found = one[2] + cost, true
        end
    end
    if not found then
        add(slot, cost)
        table.sort(kept, function(a, b) return a[1] < b[1] end)
    end
    local parts = {}
    for _, one in ipairs(kept) do
        parts[#parts + 1] = string.format('%d=%d;', one[1], one[2])
    end
    redis.call('SET', KEYS[1], table.concat(parts), 'PX', (kept[#kept][1] + slots + 1) * slot_ms - now)
    return {1, limit - used - cost, 0}
end
local remaining = limit - used
if remaining < 0 then
    remaining = 0
end
for _, one in ipairs(kept) do
    used = used - one[2]
    if used + cost <= limit then
        return {0, remaining, (one[1] + slots + 1) * slot_ms - now}
    end
end
"""
SHA = hashlib.sha1(SCRIPT).hexdigest()


class Decision(NamedTuple):
    allowed: bool
    remaining: int
    retry_after_ms: int


class RateLimiter:
    def __init__(self, client, limit, *, slot_ms=1000, slots=60, prefix="rate:", clock_ms=None):
        if limit < 1 or slot_ms < 1 or slots < 1:
            raise ValueError("numbers are at least 1")
        self.client, self.numbers, self.prefix, self.clock_ms = client, (limit, slot_ms, slots), prefix, clock_ms

    def allow(self, key, cost=1):
        if not 0 < cost <= self.numbers[0]:
            raise ValueError("cost")
        arguments = [1, self.prefix + key, *self.numbers, cost, "server" if self.clock_ms is None else self.clock_ms()]
        try:
            allowed, *rest = self.client.evalsha(SHA, *arguments)
        except NoScriptError:
            allowed, *rest = self.client.eval(SCRIPT, *arguments)
        return Decision(bool(allowed), *rest)
