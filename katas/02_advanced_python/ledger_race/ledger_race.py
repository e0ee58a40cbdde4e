"""A counter, a ledger and a cache for many threads.  The contract is in README.md."""

import threading
from collections.abc import Callable, Hashable, Mapping
from typing import Any


class Overdrawn(Exception):
    """The source of a transfer has less than the amount."""


class Counter:
    """A number that starts at 0; no two threads get the same ticket."""

    def __init__(self, *, lock: Callable[[], Any] = threading.Lock) -> None:
        raise NotImplementedError

    def inc(self, amount: Any = 1) -> Any:
        """Add an amount, and return the value that this call has made."""
        raise NotImplementedError

    @property
    def value(self) -> Any:
        """The number now."""
        raise NotImplementedError


class Ledger:
    """Accounts with balances, from `balances`; transfers are whole or not at all."""

    def __init__(self, balances: Mapping[str, Any], *, lock: Callable[[], Any] = threading.Lock) -> None:
        raise NotImplementedError

    def transfer(self, source: str, target: str, amount: Any) -> None:
        """Move an amount from one account to another.

        Raises:
            ValueError: the amount is not above 0.
            KeyError: there is no such account.
            Overdrawn: the source has less than the amount.
        """
        raise NotImplementedError

    def balance(self, name: str) -> Any:
        """Return the balance of one account.

        Raises:
            KeyError: there is no such account.
        """
        raise NotImplementedError

    def balances(self) -> dict[str, Any]:
        """Return all balances, as they were at one moment."""
        raise NotImplementedError


class Cache:
    """Answers of `compute`, one computation for each key."""

    def __init__(self, compute: Callable[[Any], Any], *, lock: Callable[[], Any] = threading.Lock) -> None:
        raise NotImplementedError

    def get(self, key: Hashable) -> Any:
        """Return the answer for a key; compute it if there is none, and wait if it is being computed."""
        raise NotImplementedError
