"""Handlers, alarms, masks, and signals to itself."""
import os
import signal
import threading
import time

EXPECTED = ["usr1", "alarm", "raised", "masked"]
def run():
    said = []
    signal.signal(signal.SIGUSR1, lambda *_: said.append("usr1"))
    signal.signal(signal.SIGALRM, lambda *_: said.append("alarm"))
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.setitimer(signal.ITIMER_REAL, 0.005)
    time.sleep(0.05)
    signal.signal(signal.SIGTERM, lambda *_: said.append("raised"))
    signal.raise_signal(signal.SIGTERM)
    signal.signal(signal.SIGUSR2, lambda *_: said.append("masked"))
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2})
    signal.pthread_kill(threading.get_ident(), signal.SIGUSR2)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR2})
    return said
