"""A signal that cannot be caught."""
import os
import signal


def answer(n): os.kill(os.getpid(), signal.SIGKILL)
