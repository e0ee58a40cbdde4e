from hypothesis import given
from hypothesis import strategies as st

# A block is a list of statements; a try has blocks that begin with a read, since a try in which nothing can raise has no handler.
SIMPLE = st.sampled_from(["read", "read", "break", "continue", "return", "raise", "await"])


def blocks(statement):
    block = st.lists(statement, min_size=1, max_size=3)
    begun = block.map(lambda statements: ["read", *statements])
    return st.one_of(
        st.tuples(st.just("if"), block, block), st.tuples(st.just("while"), block), st.tuples(st.just("for"), block), st.tuples(st.just("try"), begun, begun)
    )


bodies = st.lists(st.recursive(SIMPLE, blocks, max_leaves=12), min_size=1, max_size=4)


class Model:
    """The source of a function, and a graph of its lines: of each the lines that may come next, made from the last one backwards."""

    def __init__(self, body, awaits):
        self.lines, self.ways, self.reads, self.awaits, self.with_await = ["async def work(c):" if awaits else "def work(c):"], {}, {}, set(), awaits
        start = self.block(body, 1, 0, None, None, None)
        self.reachable = self.beyond([start])

    def line(self, depth, text):
        self.lines.append("    " * depth + text)
        return len(self.lines)

    def block(self, statements, depth, after, leave, again, handler):
        """Write a block, and return the line at which it begins; `after`, `leave` (break), `again` (continue) and `handler` are lines that follow."""
        # Lines get their numbers as they are written, so the ways are kept as functions until all are known.
        begins = [self.statement(statement, depth, leave, again, handler) for statement in statements]
        for (_, connect), (following, _) in zip(begins, [*begins[1:], (after, None)]):
            connect(following)
        return begins[0][0]

    def step(self, depth, text, handler, *ways):
        """Write a line that may raise."""
        number = self.line(depth, text)
        self.ways[number] = [*ways, *([handler] if handler is not None else [])]
        return number

    def statement(self, statement, depth, leave, again, handler):
        """Write a statement; return its first line, and a function that says what comes after it."""
        kind, *inner = [statement] if isinstance(statement, str) else statement
        if kind in ("break", "continue") and leave is None:
            kind = "read"
        if kind == "read":
            number = self.step(depth, f"G{len(self.lines) + 1}", handler)
            self.reads[number] = f"G{number}"
            return number, self.ways[number].append
        if kind == "await":
            number = self.step(depth, "await c" if self.with_await else "yield", handler)
            self.awaits |= {number} if self.with_await else set()
            return number, self.ways[number].append
        if kind == "if":
            number = self.step(depth, "if c():", handler)
            ends = _Later(self.ways)
            self.ways[number].append(self.block(inner[0], depth + 1, ends, leave, again, handler))
            self.line(depth, "else:")
            self.ways[number].append(self.block(inner[1], depth + 1, ends, leave, again, handler))
            return number, ends.set
        if kind in ("while", "for"):
            number = self.step(depth, "while c():" if kind == "while" else "for x in c:", handler)
            ends = _Later(self.ways)
            self.ways[number].append(ends)
            self.ways[number].append(self.block(inner[0], depth + 1, number, ends, number, handler))
            return number, ends.set
        if kind == "try":
            number = self.line(depth, "try:")
            ends, own = _Later(self.ways), _Later(self.ways)
            self.ways[number] = [self.block(inner[0], depth + 1, ends, leave, again, own)]
            own.set(self.step(depth, "except:", handler))
            self.ways[own.line].append(self.block(inner[1], depth + 1, ends, leave, again, handler))
            return number, ends.set
        if kind == "raise":
            number = self.step(depth, "raise c", handler)
            return number, lambda following: None
        number = self.line(depth, kind)
        self.ways[number] = {"break": [leave], "continue": [again], "return": []}[kind]
        return number, lambda following: None

    def next_lines(self, number):
        return [way.line if isinstance(way, _Later) else way for way in self.ways.get(number, ())]

    def beyond(self, numbers, without=()):
        """The lines that may be reached, these included."""
        seen, left = set(), list(numbers)
        while left:
            number = left.pop()
            if number not in seen:
                seen.add(number)
                left += self.next_lines(number) if number not in without else ()
        return seen

    def sets(self):
        """The lines of reads, of those that are repeated, and of those that stall."""
        reads = sorted(self.reachable & self.reads.keys())
        repeated = [number for number in reads if number in self.beyond(self.next_lines(number))]
        stalls = [number for number in reads if self.with_await and number in self.beyond(self.next_lines(number), self.awaits)]
        return [reads, repeated, stalls]


class _Later:
    """A line that is known later, perhaps itself as another one that is."""

    def __init__(self, ways):
        self.to = None

    def set(self, line):
        self.to = line

    @property
    def line(self):
        return self.to.line if isinstance(self.to, _Later) else self.to


@given(body=bodies, awaits=st.booleans())
def test_any_function(probes, body, awaits):
    """Loops, conditions, handlers and ways out in any combination: what is read, repeated, and stalls."""
    model = Model(body, awaits)
    assert probes.three("\n".join(model.lines)) == model.sets()
