"""Jobs that end as they are submitted, in the consumer's own thread: what is left is the cost of the map itself."""

import gc
from concurrent.futures import Future


class AtOnce:
    """An executor that does each job within `submit`."""

    def submit(self, fn, item):
        future = Future()
        future.set_result(fn(item))
        return future


def setup_wide(rng, n):
    return [rng.randrange(1_000) for _ in range(n)]


def wide(module, data):
    """As many in flight as half of all, once in the order of the source and once as they finish."""
    bound = len(data) // 2
    return [
        list(module.bounded_map(AtOnce(), lambda x: x + 1, data, max_in_flight=bound, ordered=ordered))
        for ordered in [True, False]
    ]


def setup_long(rng, n):
    return n, rng.randrange(1_000)


def long(module, data):
    """n items and a few in flight; neither source nor consumer keeps anything, and every tenth call fails.

    What is only in a cycle, as an error that was raised by its future is, is no pile.
    """
    n, salt = data

    class Fails(AtOnce):
        def submit(self, fn, item):
            if item % 10:
                return super().submit(fn, item)
            future = Future()
            future.set_exception(LookupError(item))
            return future

    def items():
        for item in range(n):
            if item % 100 == 0:
                gc.collect()
            yield item

    return [
        sum(
            module.bounded_map(
                Fails(), lambda x: x + salt, items(), max_in_flight=8, ordered=ordered,
                on_error=lambda item, error: item, timeout=1e9,
            )
        )
        for ordered in [True, False]
    ]
