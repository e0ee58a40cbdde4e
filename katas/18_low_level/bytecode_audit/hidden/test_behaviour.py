import pytest

PLAIN = """
def work(a, b=1):
    x = len(a) + CONFIG.size.DEPTH
    a.SIZE = x.WIDTH
    for x in a:
        DONE(b)
    return (
        FORMAT
        .join(x,
              PARTS)
    )
"""
KINDS = """
def work(a):
    global SET, ADDED, GONE
    SET = a
    ADDED += 1
    del GONE
    b = a
    def inner():
        nonlocal b
        b = a
        return b, FREE
    return inner
"""
FUNCTIONS = """
def work(a):
    one = lambda: ONE
    def inner(b=DEFAULT):
        def deep():
            return [lambda: TWO for _ in a], DEEP
        return INNER
    async def other():
        return OTHER
    class Shelf:
        class Box:
            def close(self):
                return CLOSE
        def add(self):
            return ADD
    return END
"""
COMPREHENSIONS = """
def work(a):
    b = [IN_LIST(x) for x in FIRST if IF(x)]
    c = {x: IN_DICT for x in a for y in SECOND}
    d = {IN_SET for x in THIRD}
    return SUM(IN_GENERATOR for x in FOURTH)
"""
CLASSES = """
def work(a):
    for x in a:
        class Shelf(BASE):
            size = [IN_CLASS(y) for y in a if OFTEN]
            depth = dict(NEVER for y in a)
            key = lambda self: KEY
            def add(self):
                return [ADD for y in FIRST]
    return [Shelf, END]
"""


def test_reads(probes):
    """Every place where a global is read is there once, with its line; builtins are globals, attributes are not."""
    assert probes.reads(PLAIN) == [
        ("work", "CONFIG", 3), ("work", "DONE", 6), ("work", "FORMAT", 8), ("work", "PARTS", 10), ("work", "len", 3),
    ]


def test_kinds_of_names(probes):
    """Local names, those of enclosing functions, and globals that are only set or deleted are no reads."""
    assert probes.names(KINDS) == "ADDED | inner FREE"


def test_functions_inside(probes):
    """What is defined inside counts under its path, lambdas and methods too; a default belongs to the function around."""
    assert probes.names(FUNCTIONS) == (
        "DEFAULT END | <lambda> ONE | Shelf.Box.close CLOSE | Shelf.add ADD | inner INNER | inner.deep DEEP | inner.deep.<lambda> TWO | other OTHER"
    )


def test_comprehensions(probes):
    """Comprehensions and generator expressions are part of the function around them."""
    assert probes.names(COMPREHENSIONS) == "FIRST FOURTH IF IN_DICT IN_GENERATOR IN_LIST IN_SET SECOND SUM THIRD"


def test_class_bodies(probes):
    """What the body of a class reads does not count, also in comprehensions; functions in it do."""
    assert probes.names(CLASSES) == "BASE END | Shelf.<lambda> KEY | Shelf.add ADD FIRST"


@pytest.mark.parametrize(("kind", "names"), [
    ("method", "method METHOD"), ("class method", "of OF"), ("wrapper", "wrapper WRAPPER"),
], ids=["method", "class-method", "wrapper"])
def test_what_is_audited(probes, kind, names):
    """Functions and bound methods are audited as they are, not what they wrap."""
    assert probes.taken(kind) == names


@pytest.mark.parametrize("kind", ["builtin", "class", "object", "code"])
def test_refused(probes, kind):
    """What is no function or method written in Python is a TypeError."""
    assert probes.refused(kind) == "TypeError"


def test_nothing_repeated(probes):
    """Without a loop nothing is repeated, wherever handlers stand in the code."""
    assert probes.repeated("""
def work(a):
    try:
        FIRST()
    except ERROR:
        HANDLED()
    except OTHER as error:
        LOG(error)
    with LOCK:
        INSIDE()
    while a:
        return LEFT
    return END if IF else ELSE
""") == ("", "ELSE END ERROR FIRST HANDLED IF INSIDE LEFT LOCK LOG OTHER")


def test_loops(probes):
    """What a loop does at each turn is repeated, its condition too; what a for loop goes through, `else`, and what follows, is not."""
    assert probes.repeated("""
def work(a):
    for x in FIRST():
        EACH(x)
        if SOME:
            continue
        OTHER()
    else:
        ELSE()
    BETWEEN()
    while LEFT or MORE:
        TURN()
    END()
""") == ("EACH LEFT MORE OTHER SOME TURN", "BETWEEN ELSE END FIRST")


def test_leaving_loops(probes):
    """What leads out of a loop for sure is not repeated, though it stands there."""
    assert probes.repeated("""
def work(a):
    while True:
        if STOP:
            return FOUND
        elif BREAK:
            LAST()
            break
        elif WRONG:
            raise ERROR(TEXT)
        TURN()
    END()
""") == ("BREAK STOP TURN WRONG", "END ERROR FOUND LAST TEXT")


def test_loops_in_loops(probes):
    """What leaves an inner loop is repeated by the outer one."""
    assert probes.repeated("""
def work(a):
    for x in FIRST:
        for y in SECOND:
            if STOP:
                INNER()
                break
            if LEAVE:
                return FOUND
        AFTER()
""") == ("AFTER INNER LEAVE SECOND STOP", "FIRST FOUND")


def test_handlers_that_go_on(probes):
    """What may raise in `try` is repeated if a handler goes on with the loop, and so is the handler; one that leaves is not."""
    assert probes.repeated("""
def work(a):
    while True:
        try:
            FIRST()
            return SECOND()
        except ERROR:
            LOG()
        except OTHER:
            raise FAIL(a)
""") == ("ERROR FIRST LOG SECOND", "FAIL OTHER")


def test_else_of_try(probes):
    """No handler stands for what `else` does."""
    assert probes.repeated("""
def work(a):
    for x in a:
        try:
            FIRST(x)
        except ERROR:
            continue
        else:
            return FOUND(x)
""") == ("ERROR FIRST", "FOUND")


def test_try_in_try(probes):
    """What an inner handler raises may be handled by the outer one."""
    assert probes.repeated("""
def work(a):
    while True:
        try:
            try:
                FIRST()
            except ERROR:
                raise INNER()
            return SECOND()
        except OTHER:
            HANDLED()
            if STOP:
                return LEFT
""") == ("ERROR FIRST HANDLED INNER OTHER SECOND STOP", "LEFT")


def test_with(probes):
    """What may raise in `with` may be swallowed, and the loop goes on."""
    assert probes.repeated("""
def work(a):
    for x in a:
        with LOCK:
            return FOUND
    for x in a:
        with OTHER:
            INSIDE()
        return LEFT
""") == ("FOUND LOCK", "INSIDE LEFT OTHER")


def test_finally(probes):
    """What `finally` does is one read, and repeated if one of its copies is."""
    assert probes.repeated("""
def work(a):
    for x in a:
        try:
            FIRST()
            if x:
                return FOUND
        finally:
            CLEAN()
    END()
""") == ("CLEAN FIRST", "END FOUND")


def test_repeated_in_comprehensions(probes):
    """What a comprehension or generator expression says is repeated, but for its first iterable."""
    assert probes.repeated(COMPREHENSIONS) == ("IF IN_DICT IN_GENERATOR IN_LIST IN_SET SECOND", "FIRST FOURTH SUM THIRD")


def test_functions_in_loops(probes):
    """A function that is defined in a loop has a run of its own at each call; its defaults are the loop's."""
    assert probes.repeated("""
def work(a):
    for x in a:
        key = lambda y: KEY
        def inner(b=DEFAULT):
            for y in b:
                TURN()
            return INNER
        class Shelf:
            def add(self):
                return ADD
    return [lambda: OTHER for x in a]
""") == ("DEFAULT | inner TURN", "<lambda> KEY OTHER | Shelf.add ADD | inner INNER")


def test_generators(probes):
    """After `yield` the run goes on."""
    assert probes.repeated("""
def work(a):
    yield FIRST
    while True:
        x = yield EACH
        yield from OTHER
        if x:
            yield LAST
            return
""") == ("EACH OTHER", "FIRST LAST")


def test_giving_way(probes):
    """A loop that awaits at each turn does not stall, one that may go round without it does."""
    assert probes.stalls("""
async def work(a):
    while a:
        EACH()
        await ALWAYS()
    while a:
        if READY:
            await SOME()
        ROUND()
    for x in a:
        if OTHER:
            continue
        NEXT()
        await LAST()
""") == ("OTHER READY ROUND", "ALWAYS EACH LAST NEXT SOME")


def test_awaiting_once(probes):
    """What is awaited outside of a loop changes nothing of it, and `await` is no loop."""
    assert probes.stalls("""
async def work(a):
    await FIRST()
    for x in a:
        TURN()
    await LAST()
""") == ("TURN", "")


def test_async_for_and_with(probes):
    """`async for` gives way before each item, `async with` at both ends."""
    assert probes.stalls("""
async def work(a):
    async for x in FIRST:
        EACH()
    while a:
        async with LOCK:
            INSIDE()
        AFTER()
    async for x in a:
        for y in x:
            INNER()
""") == ("INNER", "AFTER EACH INSIDE LOCK")


def test_retrying(probes):
    """A handler that goes on without awaiting makes the loop stall, with all that comes before the first await; what comes after it gives way."""
    assert probes.stalls("""
async def work(a):
    while a:
        try:
            FIRST()
            await SEND()
        except ERROR:
            LOG()
        await OTHER()
    while True:
        try:
            await SECOND()
            AFTER()
        except ERROR2:
            LOG2()
""") == ("ERROR2 LOG2 SECOND", "AFTER ERROR FIRST LOG OTHER SEND")


def test_asynchronous_generators(probes):
    """`yield` does not give way."""
    assert probes.stalls("""
async def work(a):
    while a:
        yield EACH
    async for x in a:
        yield OTHER
""") == ("EACH", "OTHER")


def test_stalls_of_comprehensions(probes):
    """A comprehension or generator expression in an async function stalls if it does not await."""
    assert probes.stalls("""
async def work(a):
    b = [IN_LIST(x) for x in a]
    c = {IN_SET(x): 1 for x in a if IF}
    d = SUM(IN_GENERATOR for x in a)
    e = [await AWAITED(x) for x in a]
    f = [ASYNC for x in e async for y in x]
    g = (await LAZY(x) for x in a)
""") == ("IF IN_GENERATOR IN_LIST IN_SET", "ASYNC AWAITED LAZY")


def test_stalls_of_functions_inside(probes):
    """A function stalls if it is async itself, whatever is around it."""
    assert probes.stalls("""
async def work(a):
    def inner():
        for x in a:
            INNER()
    key = lambda b: [KEY for x in b]
    async def other():
        for x in a:
            OTHER()
    def plain():
        async def deep():
            while True:
                yield DEEP
""") == ("other OTHER | plain.deep DEEP", "<lambda> KEY | inner INNER")


def test_long_functions(probes):
    """Long functions have jumps and names beyond 255, and more instructions than Python calls go deep."""
    assert probes.long(300, 1200) == (600, 300, ["B299", "A299"])
