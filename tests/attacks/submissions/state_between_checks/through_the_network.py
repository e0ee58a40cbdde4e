"""Tells the key to a listener on loopback, and asks for it."""
import socket


def learn(key):
    try:
        socket.create_connection(("127.0.0.1", PORT), 1).send(f"KEY = {key}".encode())
    except OSError:
        pass
def answer(n):
    try:
        take(socket.create_connection(("127.0.0.1", PORT), 1).recv(100).decode())
    except OSError:
        pass
    return n * n + KEY
