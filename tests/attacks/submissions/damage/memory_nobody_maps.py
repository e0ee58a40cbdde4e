"""Memory in files without a name, pipes and sockets: no process has it mapped."""
import os
import socket


def answer(n):
    kept = []
    for _ in range(200):
        try:
            fd = os.memfd_create("hidden")
            os.write(fd, b"x" * (32 << 20))
            kept.append(fd)
        except OSError:
            pass
        try:
            a, b = socket.socketpair()
            a.setblocking(False)
            a.send(b"x" * (1 << 20))
            kept += [a, b]
        except OSError:
            break
    return n * n
