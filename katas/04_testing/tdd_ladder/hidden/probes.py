"""What `matches` answers, or the term that it cannot read."""

from tdd_ladder import ConstraintError, matches


def asked(constraint, version):
    try:
        return matches(constraint, version)
    except ConstraintError as error:
        return ["term", error.term]
