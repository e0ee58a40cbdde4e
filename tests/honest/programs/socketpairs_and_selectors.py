"""Pairs of sockets, pipes and selectors, without a network."""
import os
import selectors
import socket

EXPECTED = [b"ping", b"pong", b"pipe"]
def run():
    a, b = socket.socketpair()
    r, w = os.pipe()
    with a, b, selectors.DefaultSelector() as selector:
        selector.register(b, selectors.EVENT_READ)
        a.sendall(b"ping")
        found = [b.recv(9) for key, _ in selector.select(5)]
        b.sendmsg([b"pong"])
        found.append(a.recv(9))
    os.write(w, b"pipe")
    return [*found, os.read(r, 9)]
