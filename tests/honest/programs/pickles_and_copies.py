"""Pickle and copy round trips, with methods of its own."""
import copy
import copyreg
import pickle

EXPECTED = (3, [1, [2]], True, "built")
class Point:
    def __init__(self, x): self.x = x
    def __getstate__(self): return {"x": self.x + 1}
    def __reduce_ex__(self, protocol): return Point, (self.x + 1,)
class Other:
    pass
def build(): return Other()
def run():
    point = pickle.loads(pickle.dumps(Point(2)))
    deep = copy.deepcopy([1, [2]])
    copyreg.pickle(Other, lambda _: (build, ()))
    return point.x, deep, copy.copy(build) is build, "built" if type(pickle.loads(pickle.dumps(Other()))) is Other else ""
