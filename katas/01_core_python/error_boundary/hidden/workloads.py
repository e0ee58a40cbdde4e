"""Errors of some of many classes."""


def setup_wide(rng, n):
    """n classes of errors, and which of them are raised."""
    return [type(f"Error{k}", (ValueError,), {}) for k in range(n)], [rng.randrange(n) for _ in range(80)]


def wide(module, data):
    classes, raised = data
    boundary, seen = module.Boundary(dict.fromkeys(classes, module.NotFound)), []
    for k in raised:
        try:
            with boundary:
                raise classes[k](k)
        except module.NotFound as error:
            seen.append((error.message, type(error.__cause__).__name__))
    return seen
