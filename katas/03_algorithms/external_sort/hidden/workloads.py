"""A file of events in a folder of its own."""

from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp


def setup_events(rng, n):
    """n lines of 210 bytes."""
    folder = mkdtemp()
    with Path(folder, "events").open("wb") as file:
        file.writelines(b"%08d %08d %s\n" % (rng.randrange(10**8), number, b"x" * 191) for number in range(n))
    return folder


def events(module, folder):
    """The number of lines, and a sum over them that depends on their order."""
    source, target = Path(folder, "events"), Path(folder, "sorted")
    count = module.sort_file(source, target, key=_time, max_bytes=64 * 1024, max_open=8)
    with target.open("rb") as file:
        total = sum(place * _time(line) for place, line in enumerate(file))
    rmtree(folder)
    return count, total


def _time(line):
    return int(line[:8])
