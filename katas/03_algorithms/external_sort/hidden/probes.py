"""Files that are sorted in a folder of their own, and what is seen of it."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from external_sort import sort_file


def first_number(line):
    return int(line.split()[0])


KEYS = {"none": None, "number": first_number, "length": len, "lower": bytes.lower}


def shown(folder):
    """The files of a folder with their contents, folders with None."""
    return {path.name: path.read_bytes() if path.is_file() else None for path in sorted(Path(folder).iterdir())}


def in_order(content, key="none", max_bytes=10, max_open=16, path=str):
    """Sort a file of this content: what is returned, and the files that are there then."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "source")
        source.write_bytes(content)
        count = sort_file(path(source), path(Path(folder, "target")), key=KEYS[key], max_bytes=max_bytes, max_open=max_open)
        return count, shown(folder)


def by_path(content):
    """The same with path objects."""
    return in_order(content, path=Path)


def in_place(content):
    """Sort a file into itself."""
    with TemporaryDirectory() as folder:
        Path(folder, "events").write_bytes(content)
        count = sort_file(f"{folder}/events", f"{folder}/events", max_bytes=10, max_open=3)
        return count, shown(folder)


def replaced(content):
    """Sort over a file that is there: what is in it while the key is asked, and at the end."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        source.write_bytes(content)
        target.write_bytes(b"old\n")
        seen = set()

        def key(line):
            seen.add(target.read_bytes())
            return line

        sort_file(source, target, key=key, max_bytes=10)
        return sorted(seen), shown(folder)


def relative(content):
    """Sort by names alone, in the current folder: the files there while the key is asked, and at the end."""
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            Path("source").write_bytes(content)
            count = sort_file("source", "target", max_bytes=10)
            return count, shown(".")
        finally:
            os.chdir(before)


def places(content):
    """Where the files are that are opened to be written: in the source's folder, in that of the target, or elsewhere."""
    opened, watching = set(), [True]

    def hook(event, args):
        if event in {"open", "os.mkdir"} and watching[0] and isinstance(args[0], str | bytes | os.PathLike):
            writes = event == "os.mkdir" or (args[2] or 0) & (os.O_WRONLY | os.O_RDWR)
            if writes:
                opened.add(str(Path(os.fsdecode(args[0])).absolute()))

    with TemporaryDirectory() as folder:
        here, there = Path(folder, "here"), Path(folder, "there")
        here.mkdir()
        there.mkdir()
        Path(here, "source").write_bytes(content)
        sys.addaudithook(hook)
        sort_file(here / "source", there / "target", max_bytes=10, max_open=4)
        watching[0] = False
        near = [path == str(there.absolute()) or path.startswith(str(there.absolute()) + os.sep) for path in opened]
        return {"somewhere": len(opened) > 0, "elsewhere": near.count(False), "source": shown(here), "target": shown(there)}


def descriptors():
    """How many descriptors are open."""
    count = 0
    for fd in range(512):
        try:
            os.fstat(fd)
        except OSError:
            continue
        count += 1
    return count


def most_open(lines, **options):
    """The most files that were open at once, beside those before, and the most that were there; the last line of the result."""
    most, most_files, watching = [0], [0], [True]

    def hook(event, args):
        if event == "open" and watching[0]:
            most[0] = max(most[0], descriptors() + 1)      # the one that is being opened has none yet
            most_files[0] = max(most_files[0], sum(len(names) for _, _, names in os.walk(folder)) - 1)

    with TemporaryDirectory() as folder:
        Path(folder, "source").write_bytes(b"".join(b"%05d\n" % (i * 7919 % lines) for i in range(lines)))
        before = descriptors()
        sys.addaudithook(hook)
        sort_file(f"{folder}/source", f"{folder}/target", max_bytes=15, **options)
        watching[0] = False
        return {"open": most[0] - before, "files": most_files[0], "left open": descriptors() - before, "last": Path(folder, "target").read_bytes()[-6:]}


class Stop(BaseException):
    """What a key may raise, and nobody catches."""


def failing(content, after, kind, old=b"old\n"):
    """The key raises after so many calls: what comes out, the files that are left, and descriptors."""
    error, calls, before = {"value": ValueError("no number"), "interrupt": KeyboardInterrupt(), "own": Stop()}[kind], [], descriptors()
    with TemporaryDirectory() as folder:
        Path(folder, "source").write_bytes(content)
        if old is not None:
            Path(folder, "target").write_bytes(old)

        def key(line):
            calls.append(line)
            if len(calls) > after:
                raise error
            return line

        try:
            sort_file(f"{folder}/source", f"{folder}/target", key=key, max_bytes=10, max_open=3)
            outcome = "no error"
        except BaseException as caught:
            outcome = "the error" if caught is error else type(caught).__name__
        return outcome, shown(folder), descriptors() - before


def unlike_keys(content):
    """Keys of two kinds: the error's name, and the files that are left."""
    with TemporaryDirectory() as folder:
        Path(folder, "source").write_bytes(content)
        try:
            sort_file(f"{folder}/source", f"{folder}/target", key=lambda line: int(line) if line.isdigit() else line, max_bytes=4)
            outcome = "no error"
        except Exception as caught:
            outcome = type(caught).__name__
        return outcome, shown(folder)


def no_target(content):
    """A folder stands where the target should: the error's kind, and the files that are left."""
    with TemporaryDirectory() as folder:
        Path(folder, "source").write_bytes(content)
        Path(folder, "target").mkdir()
        try:
            sort_file(f"{folder}/source", f"{folder}/target", max_bytes=4)
            outcome = "no error"
        except OSError:
            outcome = "OSError"
        return outcome, shown(folder)


def refused(**options):
    """Arguments that are refused, or a source that is not there: the error's name, and the files that are left."""
    with TemporaryDirectory() as folder:
        Path(folder, "target").write_bytes(b"old\n")
        source = Path(folder, "source")
        if options:
            source.write_bytes(b"b\na\n")
        try:
            sort_file(source, f"{folder}/target", **({"max_bytes": 10} | options))
            outcome = "no error"
        except Exception as error:
            outcome = type(error).__name__
        return outcome, shown(folder)


def key_calls(lines, max_bytes, max_open):
    """How often the key is asked, and what the first and the last line are then."""
    calls = [0]

    def key(line):
        calls[0] += 1
        return int(line)

    with TemporaryDirectory() as folder:
        Path(folder, "source").write_bytes(b"".join(b"%09d\n" % (i * 7919 % lines) for i in range(lines)))
        sort_file(f"{folder}/source", f"{folder}/target", key=key, max_bytes=max_bytes, max_open=max_open)
        content = Path(folder, "target").read_bytes()
        return {"first": content[:10], "last": content[-10:], "size": len(content), "calls": calls[0]}
