"""Reading what was computed, and using the fields of a large class."""

from functools import cache


@cache
def circle(module):
    """A class with a Computed, made once for each module."""

    class Circle:
        def __init__(self, radius):
            self.radius = radius

        @module.Computed
        def area(self):
            return self.radius * self.radius

    return Circle


class Plain:
    def __init__(self, radius):
        self.__dict__["area"] = radius * radius      # not self.area: an object whose dict nobody has asked for is faster yet


def read(shapes):
    total = 0
    for shape in shapes * 100:
        total += shape.area + shape.area + shape.area + shape.area + shape.area + shape.area + shape.area + shape.area
        total += shape.area + shape.area + shape.area + shape.area + shape.area + shape.area + shape.area + shape.area
    return total


def setup_computed(rng, n):
    """n radii; each area is read 1,600 times."""
    return [rng.randrange(100) for _ in range(n)]


def computed(module, radii):
    return read([circle(module)(radius) for radius in radii])


def baseline_computed(radii):
    return read([Plain(radius) for radius in radii])


@cache
def settings(module):
    """A class with 60 fields."""
    return type("Settings", (), {f"field{n}": module.Int(low=0) for n in range(60)})


def setup_many_fields(rng, n):
    """n assignments: which of two fields, and the value."""
    return [(rng.random() < 0.5, rng.randrange(100)) for _ in range(n)]


def many_fields(module, assignments):
    target = settings(module)()
    seen = []
    for late, value in assignments:
        if late:
            target.field59 = value
            seen.append(target.field59)
        else:
            target.field58 = value
            seen.append(target.field58)
    return seen
