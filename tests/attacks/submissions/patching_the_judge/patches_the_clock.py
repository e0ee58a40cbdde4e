"""Stops every clock, and draws its own random numbers."""
import random
import time

for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time", "time_ns", "monotonic_ns", "perf_counter_ns"):
    setattr(time, name, lambda: 0)
random.random = random.getrandbits = lambda *args: 0
