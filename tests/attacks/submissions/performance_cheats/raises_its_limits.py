"""Raises every resource limit, ignores the warnings, and computes for ever."""
import resource
import signal


def answer(n):
    for name in dir(resource):
        if name.startswith("RLIMIT_"):
            try:
                resource.setrlimit(getattr(resource, name), (resource.RLIM_INFINITY,) * 2)
            except (OSError, ValueError):
                pass
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    while True: pass
