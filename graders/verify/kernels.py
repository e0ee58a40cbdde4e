"""Work whose true cost is known: whole units for ratios, n, n log n and n^2 for exponents."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

RATIO: Final = MappingProxyType({"ints": 860, "table": 630, "objects": 330, "sorting": 360})
"""Kernels for ratios, and the size at which four units cost about 0.2 ms of CPU: the gate asks as much of a kata."""

WORKLOADS: Final = """
def _data(rng, n):
    return memoryview(rng.randbytes(4 * n)).cast("I").tolist()

setup_sums = setup_memory = _data

def _chunks(unit):
    def setup(rng, n):
        view = memoryview(rng.randbytes(2 * n * 12)).cast("H")
        chunks = [view[i * n:(i + 1) * n] for i in range(12)]   # fresh for each unit: a processor learns data by heart
        unit(chunks[0][:n // 8])   # the first unit costs more than those after it
        return chunks
    return setup

def _run(module, unit, chunks):
    answers = [unit(chunk) for chunk in chunks[:module.UNITS]]
    return answers[0]

def ints(module, data):
    return _run(module, _ints, data)

def _ints(data):
    total = 0
    for x in data:
        total += x * x % 7
        total ^= x
    return total

def table(module, data):
    return _run(module, _table, data)

def _table(data):
    seen = {}
    for x in data:
        seen[x % 97] = seen.get(x % 97, 0) + 1
    return len(seen) + len(set(data))

def objects(module, data):
    return _run(module, _objects, data)

class _Point:
    __slots__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y

def _objects(data):
    total = 0
    for x in data:
        point = _Point(x, [x])
        total += point.x + len(point.y)
    return total

def sorting(module, data):
    return _run(module, _sorting, data)

def _sorting(data):
    text = ",".join(map(str, sorted(data)))
    return len(text) + sum(sorted(data, reverse=True)[:9])

setup_ints, setup_table, setup_objects, setup_sorting = map(_chunks, (_ints, _table, _objects, _sorting))

def sums(module, data):
    return module.total(data)

def memory(module, data):
    return module.keep(data)
"""
GROWTH: Final = MappingProxyType(
    {
        "linear": "def total(data):\n    return sum(x * x for x in data)\n",
        "sorts": "def total(data):\n    sorted(data, key=abs)\n    return sum(x * x for x in sorted(data))\n",
        "hashes": "def total(data):\n    known = set(data)\n    return sum(x * x for x in data if x in known)\n",
        "scans": "def total(data):\n    return sum(x * x for i, x in enumerate(data) if x in data[i::-1])\n",
        "counts": "def total(data):\n    return sum(x * x for x in data if data.count(x))\n",
        "pairs": "def total(data):\n    return sum(x * x for x in data if max(map(x.__xor__, data)) >= 0)\n",
    }
)
"""Submissions for the exponent: the first three need n or n log n, the others n^2."""
SLOW: Final = frozenset({"scans", "counts", "pairs"})
MEMORY: Final = "def keep(data):\n    held = [[x] for x in data * 20]\n    return len(held)\n"


def units(count: int) -> str:
    """Return a submission that does so many units of work."""
    return f"UNITS = {count}\n"
