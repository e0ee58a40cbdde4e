"""A mapping of layers of which the upper ones win, and a mixin that tells of changes.  The contract is in README.md."""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, Final

Values = Mapping[Any, Any] | Iterable[tuple[Any, Any]]
Listener = Callable[[Any, Any, Any], object]      # key, old, new

MISSING: Final = object()


class LayeredConfig(MutableMapping[Any, Any]):
    """A mapping of layers: the topmost that says something about a key decides; changes go to the top layer."""

    def __init__(self, values: Values = (), name: str = "base") -> None:
        raise NotImplementedError

    def __getitem__(self, key: Any) -> Any:
        raise NotImplementedError

    def __setitem__(self, key: Any, value: Any) -> None:
        raise NotImplementedError

    def __delitem__(self, key: Any) -> None:
        """Hide the key, or forget it if no lower layer has it; KeyError if it is not to be seen."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[Any]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    @property
    def layers(self) -> tuple[str, ...]:
        """The names of the layers, from bottom to top."""
        raise NotImplementedError

    def origin(self, key: Any) -> str:
        """Return the name of the layer that the value comes from; KeyError if there is none."""
        raise NotImplementedError

    def push_layer(self, name: str, values: Values = ()) -> None:
        """Put a layer on top."""
        raise NotImplementedError

    def pop_layer(self) -> dict[Any, Any]:
        """Take the top layer off and return its own values; of the last one it is an IndexError."""
        raise NotImplementedError


class ChangeEvents:
    """A mixin in front of a mapping: listeners hear of each item that is set or deleted, by whichever method."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        raise NotImplementedError

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call the listener with (key, old, new) after each change; return what ends that."""
        raise NotImplementedError
