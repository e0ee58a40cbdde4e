"""A process in a session of its own that stays."""
import os
import time


def answer(n):
    if not os.fork():
        os.setsid()
        if os.fork():
            os._exit(0)
        while True:
            time.sleep(1)
    return n * n
