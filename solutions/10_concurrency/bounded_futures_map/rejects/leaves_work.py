"""Nothing is cancelled when the consumer leaves: what was queued is still done."""

import time
from collections import OrderedDict
from concurrent.futures import CancelledError
from queue import Empty, SimpleQueue


def bounded_map(
    executor, fn, items, *, max_in_flight, ordered=True, timeout=None, on_error=None, clock=time.monotonic
):
    if max_in_flight < 1:
        raise ValueError(f"max_in_flight must be at least 1, not {max_in_flight}")
    return _results(_Flight(executor, fn, items, max_in_flight, ordered, timeout, on_error, clock))


def _results(flight):
    """Yield the results.  No local variable here holds one of them while the consumer is at work."""
    try:
        flight.begin()
        while flight.fill():
            yield flight.take()
        flight.end()
    finally:
        for future in flight.items:
            pass


class _Flight:
    def __init__(self, executor, fn, items, bound, ordered, timeout, on_error, clock):
        self.executor, self.fn, self.source, self.bound = executor, fn, iter(items), bound
        self.ordered, self.timeout, self.on_error, self.clock = ordered, timeout, on_error, clock
        self.items = OrderedDict()            # those in flight by their future: an OrderedDict finds its first at once
        self.finished = SimpleQueue()         # futures, in the order in which they finished; used when unordered
        self.deadline = self.failure = None

    def begin(self):
        if self.timeout is not None:
            self.deadline = self.clock() + self.timeout

    def fill(self):
        """Use up the room; say whether anything is in flight."""
        while self.source is not None and len(self.items) < self.bound and self.left() != 0.0:
            try:
                item = next(self.source)
            except StopIteration:
                self.source = None
            except Exception as error:
                self.source, self.failure = None, error
            else:
                future = self.executor.submit(self.fn, item)
                self.items[future] = item
                if not self.ordered:
                    future.add_done_callback(self.finished.put)     # not of `self`: who drops the generator drops it all
        return bool(self.items)

    def left(self):
        return None if self.deadline is None else max(0.0, self.deadline - self.clock())

    def take(self):
        """Return the result that is due, once it is there."""
        future = self.wait()
        item, error = self.items.pop(future), _error_of(future, None)
        if error is None:
            return future.result()
        if self.on_error is None or not isinstance(error, Exception):
            raise error
        return self.on_error(item, error)

    def wait(self):
        if not self.ordered:
            try:
                return self.finished.get(timeout=self.left())
            except Empty:
                raise TimeoutError from None
        future = next(iter(self.items))
        _error_of(future, self.left())
        return future

    def end(self):
        if self.failure is not None:
            raise self.failure
        if self.source is not None:
            raise TimeoutError                # there may be more items


def _error_of(future, timeout):
    """Return the error of a call, or None; a TimeoutError that is raised, not returned, is that of the waiting."""
    try:
        return future.exception(timeout)
    except CancelledError as error:           # by somebody else
        return error
