"""A pool of threads, locks, and thread-local data."""
import threading
from concurrent.futures import ThreadPoolExecutor

EXPECTED = (4950, 8)
def run():
    local, lock, names = threading.local(), threading.Lock(), set()
    barrier = threading.Barrier(8)
    def work(i):
        if not hasattr(local, "met"):
            local.met = barrier.wait(5) >= 0
        with lock:
            names.add(threading.get_ident())
        return i
    with ThreadPoolExecutor(8) as pool:
        return sum(pool.map(work, range(100))), len(names)
