"""Functions compiled from text, and what is told of them: each set as a list of (function, name, line), in order."""

from functools import wraps

from bytecode_audit import audit


def shown(reads):
    return sorted((read.function, read.name, read.line) for read in reads)


def short(reads):
    """Names by function, for functions in which each name occurs once: "A B" or "A B | inner C"."""
    names = {}
    for function, name, _ in shown(reads):
        names.setdefault(function, []).append(name)
    return " | ".join(" ".join([function, *found]).removeprefix("work ").removeprefix("work.") for function, found in sorted(names.items()))


def compiled(source, name="work"):
    """A function of this name, compiled from text that has no file."""
    scope = {}
    exec(compile(source, "<text>", "exec"), scope)
    return scope[name]


def reads(source):
    """All reads of a function, with lines."""
    return shown(audit(compiled(source)).reads)


def names(source):
    """The names that a function reads, with paths of the functions inside."""
    return short(audit(compiled(source)).reads)


def repeated(source):
    """The names that are repeated, and those that are not."""
    report = audit(compiled(source))
    return short(report.repeated), short(report.reads - report.repeated)


def stalls(source):
    """The names that stall, and those that are repeated but do not stall."""
    report = audit(compiled(source))
    return short(report.stalls), short(report.repeated - report.stalls)


def three(source):
    """All three sets by line, for functions of which each line has one read."""
    report = audit(compiled(source))
    return [sorted(read.line for read in reads) for reads in (report.reads, report.repeated, report.stalls)]


def plain():
    return PLAIN  # noqa: F821  (it is never called)


@wraps(plain)
def wrapper():
    return WRAPPER  # noqa: F821  (it is never called)


class Shelf:
    """Methods, and what can be called and is no function."""

    def method(self):
        return METHOD  # noqa: F821  (it is never called)

    @classmethod
    def of(cls):
        return OF  # noqa: F821  (it is never called)

    def __call__(self):
        return CALL  # noqa: F821  (it is never called)


TAKEN = {"method": Shelf().method, "class method": Shelf.of, "wrapper": wrapper}
REFUSED = {"builtin": len, "class": Shelf, "object": Shelf(), "code": plain.__code__}


def taken(kind):
    """What is read in a method, or in a function that wraps another."""
    return short(audit(TAKEN[kind]).reads)


def refused(kind):
    """What comes of something that is no function."""
    try:
        audit(REFUSED[kind])
    except Exception as error:
        return type(error).__name__
    return "a report"


def long(reads, others):
    """Of a function with so many reads in a loop, and as many after it, and so many other statements behind each: reads, repeated, and the last names of both."""
    inside = [f"        A{i}(x)" for i in range(reads)] + ["        x = x + a"] * others
    after = [f"    B{i}()" for i in range(reads)] + ["    a = a + 1"] * others
    report = audit(compiled("\n".join(["def work(a):", "    for x in a:", *inside, *after])))
    last = [max(found, key=lambda read: read.line).name for found in (report.reads, report.repeated)]
    return len(report.reads), len(report.repeated), last
