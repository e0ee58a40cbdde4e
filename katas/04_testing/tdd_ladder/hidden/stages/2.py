class ConstraintError(ValueError):
    pass


def matches(constraint, version):
    if constraint == "*":
        return True
    wanted = constraint.split(".")
    return version.split(".")[:len(wanted)] == wanted
