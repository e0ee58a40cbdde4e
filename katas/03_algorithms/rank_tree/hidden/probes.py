"""Values that know what they are asked, and values whose `<` fails."""

from rank_tree import RankTree


class Level:
    """A value with `<` and nothing else: no `==`, no hash."""

    asked = 0

    def __init__(self, number):
        self.number = number

    def __lt__(self, other):
        Level.asked += 1
        return self.number < other.number

    def __gt__(self, other):
        raise AssertionError("a value was asked for >, or for < by the other way round")

    def __eq__(self, other):
        raise AssertionError("a value was asked for ==")

    __le__ = __ge__ = __ne__ = __gt__
    __hash__ = None


class Fragile(Level):
    """A value whose `<` fails, asked from either side, when the other is `against`."""

    def __init__(self, number, against=None):
        super().__init__(number)
        self.against = against

    def __lt__(self, other):
        if other.number == self.against or self.number == other.against:
            raise LookupError(f"{self.number} < {other.number}")
        return self.number < other.number


def only_less_than(*numbers):
    """Add a level for each number, and ask everything once."""
    tree = RankTree()
    for number in numbers:
        tree.add(Level(number))
    seen = {"count": tree.count(Level(2)), "rank": tree.rank(Level(2)), "between": tree.between(Level(1), Level(3))}
    seen["discard"] = tree.discard(Level(2)), tree.discard(Level(9))
    return {**seen, "left": [(level.number, count) for level, count in tree], "select": tree.select(1).number}


def failing_comparison(method):
    """Seven values, then one whose `<` fails against the third, after others have been answered."""
    tree = RankTree()
    for number in [40, 20, 60, 10, 30, 50, 70]:
        tree.add(Fragile(number))
    try:
        getattr(tree, method)(Fragile(30, against=30))
        outcome = "no error"
    except Exception as error:
        outcome = type(error).__name__
    places = [tree.select(k).number for k in range(tree.total)]
    ranks = [tree.rank(Fragile(number)) for number in [10, 30, 50, 80]]
    return {"outcome": outcome, "total": tree.total, "values": len(tree), "select": places, "rank": ranks}


def questions(n):
    """The ranks of n values that came in ascending order, and how often adding, asking and discarding asked `<`."""
    tree, Level.asked = RankTree(), 0
    for number in range(n):
        tree.add(Level(number))
    ranks = [tree.rank(Level(number)) for number in range(n)]
    for number in range(n):
        tree.discard(Level(number))
    return {"ranks": ranks, "asked": Level.asked}


def in_order(n, step):
    """What is found when n values have come one after the other."""
    tree = RankTree()
    for value in range(n)[::step]:
        tree.add(value)
    first = [value for value, _ in tree][:3]
    return {"values": len(tree), "rank": tree.rank(n - 300), "select": tree.select(700), "first": first}
