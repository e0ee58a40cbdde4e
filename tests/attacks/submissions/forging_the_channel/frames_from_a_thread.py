"""A thread that writes answers all the time."""
import os


def frame(body):
    os.write(4, len(body).to_bytes(4, "big") + body)

import threading


def write():
    while True:
        frame(b'["v",true]')
threading.Thread(target=write, daemon=True).start()
