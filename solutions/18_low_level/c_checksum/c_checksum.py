"""A checksum over any buffer, written in C: `_fast.c` is built into the module `_fast`, and that is where it is."""

from _fast import fnv1a

__all__ = ["fnv1a"]
