"""A temporary file of `tempfile`, closed first and synced through another descriptor; a Rollback of ExitStacks."""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path


def sync(path):
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


class AtomicFile:
    def __init__(self, path, mode="w", encoding="utf-8", keep_mode=True):
        if mode not in ("w", "wb"):
            raise ValueError(mode)
        self.path, self.mode, self.encoding, self.keep = Path(path), mode, encoding, keep_mode

    def __enter__(self):
        self.target = self.path.resolve()
        options = {} if self.mode == "wb" else {"encoding": self.encoding}
        if options:
            "".encode(self.encoding)
        # made by tempfile for its owner alone; wider permissions come at the end
        self.file = tempfile.NamedTemporaryFile(self.mode, dir=self.target.parent, delete=False, **options)
        return self.file.file

    def bits(self):
        if self.keep and self.target.exists():
            return self.target.stat().st_mode & 0o7777
        umask = os.umask(0o077)
        os.umask(umask)
        return 0o666 & ~umask

    def __exit__(self, kind, error, traceback):
        new = Path(self.file.name)
        try:
            self.file.close()
            if error is None:
                new.chmod(self.bits() | 0o400)
                sync(new)
                new.chmod(self.bits())
                new.replace(self.target)
        except BaseException as failed:
            try:
                new.unlink()
            except OSError:
                pass
            if error is None:
                raise
            return
        if error is None:
            sync(self.target.parent)
            return
        try:
            new.unlink()
        except OSError:
            pass


class Rollback:
    def __init__(self, outer=None):
        self.outer, self.stack, self.failed = outer, ExitStack(), []

    def push(self, undo, /, *args, **kwargs):
        def call():
            try:
                undo(*args, **kwargs)
            except Exception as failed:
                self.failed.append(failed)

        self.stack.callback(call)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        stack = self.stack.pop_all()
        if error is not None:
            self.failed.clear()
            stack.close()
            for failed in self.failed:
                error.add_note(f"undo failed: {failed!r}")
        elif self.outer is not None:
            self.outer.stack.callback(stack.close)
