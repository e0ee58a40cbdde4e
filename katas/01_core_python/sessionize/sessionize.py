"""Sessions of users, out of a stream of events that come nearly in order.  The contract is in README.md."""

from collections.abc import Callable, Iterable, Iterator

Event = tuple[str, int]                  # user, time
Session = tuple[str, int, int, int]      # user, first time, last time, number of events


def sessions(
    events: Iterable[Event], gap: int, max_len: int, lateness: int = 0, on_late: Callable[[Event], object] | None = None
) -> Iterator[Session]:
    """Return an iterator over the sessions, in the order of the times at which they close.

    Raises:
        ValueError: at the call, `gap` or `max_len` is below 1, or `lateness` below 0.
    """
    raise NotImplementedError
