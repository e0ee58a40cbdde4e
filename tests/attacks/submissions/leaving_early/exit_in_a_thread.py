"""A thread ends the process in the middle of an answer."""
import os
import threading


def answer(n):
    threading.Thread(target=os._exit, args=(0,)).start()
    return n
