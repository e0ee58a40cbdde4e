"""A list of very many objects, and a set of objects with hashes of their own."""
class Thing:
    def __hash__(self): return 1
    def __eq__(self, other): return False
def answer(n): return [Thing() for _ in range(20_000)]
def each(f, xs): return {Thing() for _ in range(300)}
