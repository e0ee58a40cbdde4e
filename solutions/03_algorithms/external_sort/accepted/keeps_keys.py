"""Asks the key once a line: runs hold pickled pairs of key and line; a heap of its own merges the oldest runs first."""

import os
import pickle
import shutil
import tempfile
from heapq import heapify, heappop, heapreplace


def sort_file(source, target, *, key=None, max_bytes, max_open=16):
    if max_bytes < 1:
        raise ValueError(max_bytes)
    if max_open < 3:
        raise ValueError(max_open)
    folder = tempfile.mkdtemp(dir=os.path.dirname(os.path.abspath(target)))
    try:
        return _sort(source, target, key or bytes, max_bytes, max_open, folder)
    finally:
        shutil.rmtree(folder)


def _sort(source, target, key, max_bytes, max_open, folder):
    number, lines, level = 0, 0, []
    with open(source, "rb") as file:
        pending = file.readline()
        while pending:
            batch, size = [], 0
            while pending and (not batch or size + len(pending) <= max_bytes):
                line = pending.removesuffix(b"\n")
                batch.append((key(line), len(batch), line))
                size += len(pending)
                pending = file.readline()
            batch.sort(key=_Entry)
            number += 1
            level.append(_dump(((k, line) for k, _, line in batch), os.path.join(folder, f"run{number}")))
            lines += len(batch)
    while len(level) > max_open - 1:
        groups = [level[i:i + max_open - 1] for i in range(0, len(level), max_open - 1)]
        level = []
        for group in groups:
            number += 1
            level.append(_dump(_merged(group), os.path.join(folder, f"run{number}")))
            for name in group:
                os.remove(name)
    result = os.path.join(folder, "result")
    with open(result, "wb") as file:
        for _, line in _merged(level):
            file.write(line + b"\n")
    os.replace(result, target)
    return lines


class _Entry:
    """Ordered by key, then by place."""

    __slots__ = ("key", "place", "rest")

    def __init__(self, parts):
        self.key, self.place, self.rest = parts

    def __lt__(self, other):
        if self.key < other.key:
            return True
        return False if other.key < self.key else self.place < other.place


def _dump(pairs, name):
    with open(name, "wb") as file:
        for pair in pairs:
            pickle.dump(pair, file)
    return name


def _merged(names):
    files = []
    try:
        heap = []
        for place, name in enumerate(names):
            files.append(open(name, "rb"))
            key, line = pickle.load(files[-1])
            heap.append(_Entry((key, place, line)))
        heapify(heap)
        while heap:
            first = heap[0]
            yield first.key, first.rest
            try:
                key, line = pickle.load(files[first.place])
                heapreplace(heap, _Entry((key, first.place, line)))
            except EOFError:
                heappop(heap)
    finally:
        for file in files:
            file.close()
