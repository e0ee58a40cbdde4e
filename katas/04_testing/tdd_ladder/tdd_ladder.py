"""Constraints on versions; one of the two files to edit, step by step with its tests."""


class ConstraintError(ValueError):
    """A term or a version that cannot be read; `term` is its text."""

    term: str


def matches(constraint: str, version: str) -> bool:
    """Return whether a version, such as "1.4.2", is within a constraint, such as ">=1.2.0 <2.0.0 || ^3.0.0".

    Raises:
        ConstraintError: something of them cannot be read.
    """
    raise NotImplementedError
