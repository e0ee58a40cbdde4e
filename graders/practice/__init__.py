"""The practice loop: what was done, what is due, hints, attempts, the comparison with the reference."""
