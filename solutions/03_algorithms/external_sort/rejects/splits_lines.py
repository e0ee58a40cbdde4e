"""Splits at all that splitlines knows."""

import heapq
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory


def sort_file(source, target, *, key=None, max_bytes, max_open=16):
    if max_bytes < 1 or max_open < 3:
        raise ValueError(f"max_bytes must be at least 1 and max_open at least 3, not {max_bytes} and {max_open}")
    by = _without_newline if key is None else lambda line: key(line[:-1])
    with TemporaryDirectory(dir=Path(target).parent) as folder:        # of one file system with the target
        names = (Path(folder, str(i)) for i in count())
        runs, lines = _write_runs(Path(source), names, by, max_bytes)
        fan = max_open - 1                                             # one more file is written
        while len(runs) > 1:
            runs = [_merge(runs[i:i + fan], names, by) for i in range(0, len(runs), fan)]
        runs[0].replace(target)
    return lines


def _without_newline(line):
    return line[:-1]


def _write_runs(source, names, by, max_bytes):
    """Write sorted runs of at most max_bytes, or of a single line."""
    runs, batch, size, lines = [], [], 0, 0
    with source.open("rb") as file:
        for line in (part + b"\n" for chunk in file for part in chunk.splitlines() or [b""]):
            if batch and size + len(line) > max_bytes:
                runs.append(_write(sorted(batch, key=by), next(names)))
                batch, size = [], 0
            batch.append(line)
            size += len(line)
            lines += 1
    runs.append(_write(sorted(batch, key=by), next(names)))               # empty if the file is
    return runs, lines


def _with_newline(line):
    return line if line.endswith(b"\n") else line + b"\n"              # only the last one can be without


def _merge(runs, names, by):
    """Merge neighbours into one file; of equal lines those of the earlier run come first."""
    if len(runs) == 1:
        return runs[0]
    with ExitStack() as stack:
        files = [stack.enter_context(run.open("rb")) for run in runs]
        merged = _write(heapq.merge(*files, key=by), next(names))
    for run in runs:
        run.unlink()
    return merged


def _write(lines, path):
    with path.open("wb") as file:
        file.writelines(lines)
    return path
