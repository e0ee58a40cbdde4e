"""Grade a change against the tree that it wants to change: the base runs, the head is data (docs/ci.md)."""
