"""Files in the worker's own folder, functions of `os` that fail or are counted, and what is there afterwards."""

import io
import os
import stat
from contextlib import chdir, contextmanager, suppress
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory

from atomic_write import AtomicFile, Rollback


def in_a_new_folder(probe):
    """The probe runs in an empty folder."""
    @wraps(probe)
    def run(*args, **options):
        with TemporaryDirectory(dir=".") as folder, chdir(folder):
            return probe(*args, **options)
    return run


@contextmanager
def replaced(**functions):
    """Functions of `os` replaced in the block."""
    real = {name: getattr(os, name) for name in functions}
    for name, function in functions.items():
        setattr(os, name, function)
    try:
        yield real
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def fails(*_, **__):
    raise OSError(28, "No space left on device")


def found(folder="."):
    """The files of a folder, hidden ones too, with their contents; a link as where it leads, a folder as what is in it."""
    seen = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.islink(path):
            seen[name] = "-> " + os.readlink(path)
        else:
            seen[name] = found(path) if os.path.isdir(path) else Path(path).read_bytes().decode("latin-1")
    return seen


def left_by(use, *, old="old"):
    """The error that leaves, and what is there then, where a file `f` was, or nothing if `old` is None."""
    if old is not None:
        Path("f").write_text(old)
    try:
        use()
    except BaseException as error:
        return type(error).__name__, found()
    return "no error", found()


@in_a_new_folder
def written(text, options):
    """What is there after a text, or bytes, was written to `f` with some arguments."""
    def use():
        with AtomicFile("f", **options) as file:
            file.write(text)
    return left_by(use)


@in_a_new_folder
def made(kind):
    """What is there after a new file was written by a name of some kind, and, at the end, what the file is."""
    name = {"text": "f", "path": Path("f")}[kind]
    with AtomicFile(name) as file:
        file.write("new")
    return found(), isinstance(file, io.TextIOBase), file.closed


@in_a_new_folder
def refused(mode):
    """A mode that there is not."""
    return left_by(lambda: AtomicFile("f", mode))


@in_a_new_folder
def not_entered(kind):
    """A block that cannot be entered."""
    def use():
        with AtomicFile(*{"no folder": ["none/f"], "no encoding": ["f", "w", "no-such"]}[kind]):
            raise AssertionError("the block was entered")
    return left_by(use)


@in_a_new_folder
def meanwhile():
    """What a reader finds in the block, and one who opened the file before, after it."""
    Path("f").write_text("old")
    with open("f") as reader:
        with AtomicFile("f") as file:
            file.write("new")
            file.flush()
            seen = [Path("f").read_text()]
        return [*seen, Path("f").read_text(), reader.read()]


ERRORS = {error.__name__: error for error in (ValueError, OSError, KeyboardInterrupt, SystemExit, GeneratorExit)}


@in_a_new_folder
def fails_in_block(name, old):
    """An error in the block: is it the same object, and what is there."""
    error = ERRORS[name]("in the block")
    same = []

    def use():
        try:
            with AtomicFile("f") as file:
                file.write("new" * 5000)
                raise error
        except BaseException as caught:
            same.append(caught is error and caught.__cause__ is None)
            raise
    return *left_by(use, old=old), same


def unwritable(file):
    """From now on writing to the file fails: its descriptor is that of one that is open for reading."""
    fd = os.open("f", os.O_RDONLY)
    os.dup2(fd, file.fileno())
    os.close(fd)


@in_a_new_folder
def full_disk(then):
    """The rest of the file cannot be written; the block ends, or raises."""
    def use():
        with AtomicFile("f") as file:
            file.write("new")
            unwritable(file)
            if then == "raises":
                raise LookupError("in the block")
            file.write("er")
    return left_by(use)


@in_a_new_folder
def file_sync_fails():
    """`os.fsync` of the file fails."""
    def use():
        with replaced(fsync=fails), AtomicFile("f") as file:
            file.write("new")
    return left_by(use)


@in_a_new_folder
def folder_sync_fails():
    """`os.fsync` of a folder fails."""
    def fsync(fd):
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            fails()

    def use():
        with replaced(fsync=fsync), AtomicFile("f") as file:
            file.write("new")
    return left_by(use)


@in_a_new_folder
def cannot_replace():
    """There is a folder in the file's place."""
    os.mkdir("f")
    Path("f", "inner").write_text("inside")

    def use():
        with AtomicFile("f", keep_mode=False) as file:
            file.write("new")
    return left_by(use, old=None)


@in_a_new_folder
def cannot_clean_up():
    """An error in the block, and the new file cannot be removed."""
    def use():
        with replaced(unlink=fails, remove=fails), AtomicFile("f") as file:
            file.write("new")
            raise LookupError("in the block")
    return left_by(use)[0]


@in_a_new_folder
def synced():
    """What a crash leaves: the content of the new file on disk when it takes its place, and which folder is synced after that."""
    on_disk, seen = {}, {"at the replacement": "nothing", "folders then": []}

    def fsync(fd):
        info = os.fstat(fd)
        if stat.S_ISDIR(info.st_mode):
            seen["folders then"] += [name for name in ("sub", ".") if os.path.samestat(info, os.stat(name))]
        else:
            on_disk[info.st_ino] = found("sub")[next(x for x in os.listdir("sub") if os.stat(f"sub/{x}").st_ino == info.st_ino)]
        real["fsync"](fd)

    def replace(source, target, **options):
        seen["at the replacement"] = on_disk.get(os.stat(source).st_ino, "not synced")
        seen["folders then"].clear()
        real["replace"](source, target, **options)

    os.mkdir("sub")
    with replaced(fsync=fsync, replace=replace, rename=replace, fdatasync=fsync) as real, AtomicFile("sub/f") as file:
        file.write("new")
        file.write("er")
    seen["folders then"] = sorted(set(seen["folders then"]))
    return seen


@in_a_new_folder
def syncs(lines):
    """How often `os.fsync` and `os.replace` are called for a file of many lines, and its size."""
    calls = []

    def counting(name):
        def call(*args, **options):
            calls.append(name)
            return real[name](*args, **options)
        return call
    with replaced(fsync=counting("fsync"), replace=counting("replace"), rename=counting("rename"), fdatasync=counting("fdatasync")) as real, AtomicFile("f") as file:
        for i in range(lines):
            file.write(f"{i}\n")
    return {"calls": len(calls), "size": os.path.getsize("f")}


@contextmanager
def modes(umask):
    """Gives a function that tells a file's permission bits, those that it was meant to get where the sandbox changes none; a umask holds in the block."""
    meant = {}

    def chmod(path, mode, **options):
        meant[os.stat(path).st_ino] = mode
        real["chmod"](path, mode, **options)

    def fchmod(fd, mode):
        meant[os.fstat(fd).st_ino] = mode
        real["fchmod"](fd, mode)

    def mode_of(path):
        info = os.stat(path)
        return oct(meant.get(info.st_ino, stat.S_IMODE(info.st_mode)))

    before = os.umask(umask)
    try:
        with replaced(chmod=chmod, fchmod=fchmod) as real:
            yield mode_of
    finally:
        os.umask(before)


@in_a_new_folder
def permissions(old, umask, keep_mode=True):
    """The permission bits of a file that had some, or was not there, after it was written; and the umask then."""
    if old is not None:
        before = os.umask(0)
        os.close(os.open("f", os.O_CREAT | os.O_WRONLY, old))
        os.umask(before)
    with modes(umask) as mode_of:
        with AtomicFile("f", keep_mode=keep_mode) as file:
            file.write("new")
        return mode_of("f"), oct(os.umask(umask))


@in_a_new_folder
def early_permissions(old):
    """Which permission bits the new file has in the block that the old one has not."""
    os.close(os.open("f", os.O_CREAT | os.O_WRONLY, old))
    with modes(0o022) as mode_of, AtomicFile("f") as file:
        file.write("new")
        return [oct(int(mode_of(name), 8) & ~old) for name in os.listdir() if name != "f"]


@in_a_new_folder
def where():
    """How many files are in the working folder and in the target's in the block."""
    os.mkdir("sub")
    with AtomicFile("sub/f") as file:
        file.write("new")
        return len(os.listdir()), len(os.listdir("sub"))


@in_a_new_folder
def link(kind):
    """The path is a link to a file in another folder, or to one that is not there yet."""
    os.mkdir("sub")
    if kind == "file":
        Path("sub/real").write_text("old")
    os.symlink("sub/real", "f")
    with AtomicFile("f") as file:
        file.write("new")
        seen = len(os.listdir("sub")) - (kind == "file")
    return seen, found()


@in_a_new_folder
def elsewhere():
    """The working folder changes in the block."""
    os.mkdir("sub")
    with chdir("."), AtomicFile("f") as file:
        os.chdir("sub")
        file.write("new")
    return found()


@in_a_new_folder
def two_writers():
    """Two blocks write one file at the same time: what is there after each."""
    first, second = AtomicFile("f"), AtomicFile("f")
    one, two = first.__enter__(), second.__enter__()
    one.write("one")
    two.write("two, longer")
    seen = []
    for writer in (second, first):
        writer.__exit__(None, None, None)
        seen.append(Path("f").read_text())
    return [*seen, found()]


@in_a_new_folder
def again():
    """One AtomicFile is used three times, once in vain."""
    atomic, seen = AtomicFile("f"), []
    for text in ["one", None, "three"]:
        with suppress(TypeError), atomic as file:
            file.write(text)
        seen.append(found())
    return seen


@in_a_new_folder
def descriptors():
    """The lowest free descriptor before and after each way in which a block ends."""
    def lowest():
        fd = os.open(".", os.O_RDONLY)
        os.close(fd)
        return fd

    def plain():
        with AtomicFile("f") as file:
            file.write("new")

    def raising():
        with AtomicFile("f") as file:
            file.write("new")
            raise LookupError
    before, ways = lowest(), {"ends": plain, "raises": raising, "no folder": lambda: not_entered("no folder"), "no encoding": lambda: not_entered("no encoding"),
                              "full": lambda: full_disk("ends"), "no sync": file_sync_fails, "no sync of the folder": folder_sync_fails}
    left = {}
    for name, way in ways.items():
        with suppress(LookupError):
            way()
        left[name] = lowest() - before
    return left


@in_a_new_folder
def history(old, chunks, fail_at):
    """Chunks are written and flushed: what a reader finds after each, the error, and what is there in the end."""
    seen = []

    def use():
        with AtomicFile("f") as file:
            for i, chunk in enumerate(chunks):
                if i == fail_at:
                    raise LookupError("in the block")
                file.write(chunk)
                file.flush()
                seen.append(Path("f").read_text())
    return seen, *left_by(use, old=old)


def rolled(steps, error):
    """Steps with arguments, each pushed, and an error or none: the calls, the error that leaves, its notes, and whether it is the same one."""
    calls, raised = [], error and ERRORS[error]("in the block")

    def undo(*args, **kwargs):
        calls.append((args, kwargs))
        return True
    try:
        with Rollback() as rollback:
            for args, kwargs in steps:
                rollback.push(undo, *args, **kwargs)
            if raised:
                raise raised
    except BaseException as caught:
        return calls, type(caught).__name__, getattr(caught, "__notes__", []), caught is raised
    return calls, "no error", [], True


def undo_fails(*names):
    """Steps of which those that are not called "good" cannot be taken back: the calls, the error that leaves, its notes, and whether it is as it was."""
    calls, raised = [], LookupError("in the block")
    raised.add_note("mine")

    def undo(name):
        calls.append(name)
        if name != "good":
            raise OSError(name)
    try:
        with Rollback() as rollback:
            for name in names:
                rollback.push(undo, name)
            raise raised
    except Exception as caught:
        return calls, type(caught).__name__, caught.__notes__, caught is raised and (caught.__cause__, caught.__context__) == (None, None)


def nested(inner_fails, outer_fails):
    """Steps a, b, c and d, of which b and c are of an inner block: what is taken back when the inner block ends, and then."""
    calls, seen = [], []
    with suppress(LookupError), Rollback() as outer:
        outer.push(calls.append, "a")
        with suppress(ValueError), Rollback(outer) as inner:
            inner.push(calls.append, "b")
            inner.push(calls.append, "c")
            if inner_fails:
                raise ValueError("inner")
        seen += calls
        calls.clear()
        outer.push(calls.append, "d")
        if outer_fails:
            raise LookupError("outer")
    return seen, calls


def three_levels():
    """A step of the innermost of three blocks, and an error in the outermost."""
    calls = []
    try:
        with Rollback() as first:
            with Rollback(first) as second, Rollback(second) as third:
                third.push(calls.append, "deep")
            raise LookupError("first")
    except Exception as error:
        return calls, type(error).__name__


def rolled_again():
    """One Rollback in four blocks, of which the second and the fourth fail: all calls after each."""
    calls, rollback, seen = [], Rollback(), []
    for name in ["first", "second", "third", "fourth"]:
        with suppress(LookupError), rollback:
            rollback.push(calls.append, name)
            if name in ("second", "fourth"):
                raise LookupError
        seen.append(list(calls))
    return seen
