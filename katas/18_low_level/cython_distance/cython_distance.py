"""Edit distance, written in Cython: `_distance.pyx` is built into the module `_distance`, and that is where it is."""

from _distance import distance, distances

__all__ = ["distance", "distances"]
