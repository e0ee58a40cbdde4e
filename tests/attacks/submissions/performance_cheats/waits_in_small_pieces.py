"""Waits for ever, but never for long."""
import time


def answer(n):
    while True: time.sleep(0.0005)
