"""Writes a shared library and loads it."""
import ctypes


def answer(n):
    for folder in (".", "/tmp", SCRATCH, "/dev/shm"):
        try:
            open(folder + "/evil.so", "wb").write(b"\x7fELF" + b"\0" * 100)
            ctypes.CDLL(folder + "/evil.so")
        except OSError:
            pass
    return n * n
