class ConstraintError(ValueError):
    pass


def matches(constraint, version):
    return constraint == version
