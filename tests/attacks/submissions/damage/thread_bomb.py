"""Starts threads as long as it can."""
import threading
import time


def answer(n):
    while True:
        threading.Thread(target=time.sleep, args=(1e6,), daemon=True).start()
