"""The lock of the table is held while computing."""

import threading
from collections.abc import Callable, Hashable, Mapping
from contextlib import ExitStack
from typing import Any


class Overdrawn(Exception):
    """The source of a transfer has less than the amount."""


class Counter:
    """One lock around reading, adding and storing."""

    def __init__(self, *, lock: Callable[[], Any] = threading.Lock) -> None:
        self._lock = lock()
        self._value: Any = 0

    def inc(self, amount: Any = 1) -> Any:
        with self._lock:
            self._value += amount
            return self._value                 # still with the lock: later it may be another's

    @property
    def value(self) -> Any:
        return self._value


class Ledger:
    """A lock for each account; who needs several takes them in the order of their names."""

    def __init__(self, balances: Mapping[str, Any], *, lock: Callable[[], Any] = threading.Lock) -> None:
        self._balances = dict(balances)
        self._locks = {name: lock() for name in sorted(balances)}

    def transfer(self, source: str, target: str, amount: Any) -> None:
        if not amount > 0:
            raise ValueError("an amount is above 0")
        with self._locked({source, target}):
            left = self._balances[source] - amount
            if left < 0:
                raise Overdrawn(source)
            if source != target:
                more = self._balances[target] + amount      # may raise, and nothing has been stored
                self._balances[source], self._balances[target] = left, more

    def balance(self, name: str) -> Any:
        with self._locks[name]:
            return self._balances[name]

    def balances(self) -> dict[str, Any]:
        with self._locked(self._locks):
            return self._balances.copy()

    def _locked(self, names: Any) -> ExitStack:
        """Take the locks of these accounts; what is returned gives them back."""
        with ExitStack() as stack:
            for name in sorted(names):
                stack.enter_context(self._locks[name])
            return stack.pop_all()


class Cache:
    """A lock for each key, held while its answer is computed; the table of these has one of its own."""

    def __init__(self, compute: Callable[[Any], Any], *, lock: Callable[[], Any] = threading.Lock) -> None:
        self._compute, self._lock = compute, lock
        self._answers: dict[Any, Any] = {}
        self._locks: dict[Any, Any] = {}
        self._table = lock()

    def get(self, key: Hashable) -> Any:
        with self._table:
            if key not in self._answers:
                self._answers[key] = self._compute(key)
            return self._answers[key]
