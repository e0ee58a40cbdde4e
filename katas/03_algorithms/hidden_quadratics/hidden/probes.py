"""A buffer that its source uses again, lists of the caller, and items that count how often they are compared."""

from hidden_quadratics import by_agent, lines, unique


def reused_buffer(*parts):
    """The lines of a source that reads each part, all of one length, into the same bytearray."""
    def source():
        buffer = bytearray(len(parts[0]))
        for part in parts:
            buffer[:] = part
            yield buffer

    return list(lines(source()))


def callers_lists():
    """Two lists of events of one agent, after the call."""
    batches = [("web", [1]), ("web", [2]), ("web", [3])]
    by_agent(batches)
    return [events for _, events in batches[:2]]


def comparisons(n):
    """n events come, and come again as copies: how many were given, and the calls of == that it took."""
    calls = []

    class Event:
        def __init__(self, number):
            self.number = number

        def __eq__(self, other):
            calls.append(1)
            return self.number == other.number

        def __hash__(self):
            return hash(self.number)

    events = [Event(i % n) for i in range(2 * n)]
    return {"given": [event.number for event in unique(events)], "comparisons": len(calls)}
