"""__eq__ of all kinds: NotImplemented, reflected, partial, hash by identity, total orders."""
import functools

EXPECTED = [True, False, True, [1, 2, 3], 2, True, "TypeError"]
class Metre:
    def __init__(self, n): self.n = n
    def __eq__(self, other): return self.n == other.n if isinstance(other, Metre) else NotImplemented
class Any:
    def __eq__(self, other): return True
    def __hash__(self): return 1
@functools.total_ordering
class Ordered:
    def __init__(self, n): self.n = n
    def __eq__(self, other): return self.n == other.n
    def __lt__(self, other): return self.n < other.n
    __hash__ = object.__hash__
def run():
    try:
        hash(Metre(1)); error = ""
    except TypeError as caught:
        error = type(caught).__name__
    return [Metre(1) == Metre(1), Metre(1) == 1, Any() == 3, [o.n for o in sorted(map(Ordered, (3, 1, 2)))], len({Ordered(1), Ordered(1)}), Any() in [object()], error]
