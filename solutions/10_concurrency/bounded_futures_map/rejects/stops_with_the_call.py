"""An iterator without a generator: a StopIteration of a call looks like the end."""

import time
from collections import deque
from concurrent.futures import CancelledError
from threading import Condition


class State:
    """What callbacks may hold; the iterator itself they may not."""

    def __init__(self):
        self.changed, self.flying, self.finished = Condition(), {}, deque()

    def note(self, future):
        with self.changed:
            self.finished.append(future)
            self.changed.notify_all()


class BoundedMap:
    def __init__(self, executor, fn, items, bound, ordered, timeout, on_error, clock):
        self._executor, self._fn, self._items, self._bound = executor, fn, iter(items), bound
        self._ordered, self._timeout, self._on_error, self._clock = ordered, timeout, on_error, clock
        self._state, self._order, self._start = State(), deque(), None
        self._exhausted, self._closed, self._source_error = False, False, None

    def __iter__(self):
        return self

    def __next__(self):
        if self._closed:
            raise StopIteration
        if self._start is None:
            self._start = self._clock()
        try:
            while len(self._order) < self._bound and not self._exhausted and not self._late():
                self._ask()
            if not self._order:
                return self._finish()
            return self._give(self._due())
        except _End:
            self.close()
            raise StopIteration from None
        except BaseException:
            self.close()
            raise

    def close(self):
        self._closed = True
        for future in list(self._order):
            future.cancel()
        self._order.clear()
        self._state.flying.clear()

    def __del__(self):
        if not self._closed:
            self.close()

    def _ask(self):
        try:
            item = next(self._items)
        except StopIteration:
            self._exhausted = True
        except Exception as error:
            self._exhausted, self._source_error = True, error
        else:
            state, future = self._state, self._executor.submit(self._fn, item)
            self._order.append(future)
            state.flying[future] = item
            future.add_done_callback(state.note)

    def _late(self):
        return self._timeout is not None and self._clock() - self._start >= self._timeout

    def _ready(self):
        finished = self._state.finished
        return self._order[0].done() if self._ordered else bool(finished)

    def _due(self):
        left = None if self._timeout is None else max(0, self._timeout - (self._clock() - self._start))
        state = self._state
        with state.changed:
            if not state.changed.wait_for(self._ready, left):
                raise TimeoutError
            if self._ordered:
                state.finished.clear()
                return self._order[0]
            return state.finished.popleft()

    def _give(self, future):
        self._order.remove(future)
        item = self._state.flying.pop(future)
        try:
            return future.result()
        except (Exception, CancelledError) as error:
            if self._on_error is None:
                raise
            return self._on_error(item, error)

    def _finish(self):
        if self._source_error is not None:
            raise self._source_error
        if not self._exhausted:
            raise TimeoutError
        raise _End


class _End(Exception):
    pass


def bounded_map(
    executor, fn, items, *, max_in_flight, ordered=True, timeout=None, on_error=None, clock=time.monotonic
):
    if max_in_flight < 1:
        raise ValueError("max_in_flight")
    return BoundedMap(executor, fn, items, max_in_flight, ordered, timeout, on_error, clock)
