"""A signal that cannot be caught."""
import os, signal
def answer(n): os.kill(os.getpid(), signal.SIGKILL)
