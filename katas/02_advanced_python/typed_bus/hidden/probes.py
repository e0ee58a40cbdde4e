"""Identity, signatures and lifetimes: what a proxy cannot express."""

import gc
import inspect
import weakref

from typed_bus import Bus, Query, Topic


def interrupted():
    """What leaves publish when a handler raises KeyboardInterrupt, and who was called."""
    bus, topic, called = Bus(), Topic("numbers", int), []

    def interrupt(_event):
        raise KeyboardInterrupt

    bus.subscribe(topic, lambda event: called.append("before"))
    bus.subscribe(topic, interrupt)
    bus.subscribe(topic, lambda event: called.append("after"))
    try:
        bus.publish(topic, 1)
    except BaseException as error:
        return type(error).__name__, called
    return "nothing", called


def unsubscribed_meanwhile():
    """What publish returns when the first of three handlers ends the second, and what the others saw."""
    bus, topic, seen, ends = Bus(), Topic("numbers", int), [], []
    bus.subscribe(topic, lambda event: [end() for end in ends])
    ends.append(bus.subscribe(topic, seen.append))
    bus.subscribe(topic, lambda event: seen.append(-event))
    return bus.publish(topic, 1), seen


def subscribed_meanwhile():
    """What two events return, and what was seen, when a handler subscribes another one at each."""
    bus, topic, seen = Bus(), Topic("numbers", int), []
    bus.subscribe(topic, lambda event: bus.subscribe(topic, seen.append))
    return (bus.publish(topic, 1), seen.copy()), (bus.publish(topic, 2), seen.copy())


def published_meanwhile():
    """What publish returns when a handler publishes the next lower number; what was seen; the stats."""
    bus, topic, seen = Bus(), Topic("numbers", int), []

    def lower(event):
        if event:
            seen.append(bus.publish(topic, event - 1))

    bus.subscribe(topic, lower)
    bus.subscribe(topic, seen.append)
    return bus.publish(topic, 2), seen, dict(bus.stats(topic))


def _handler(text, called):
    def handler(_event):
        called.append(text)
        if text is not None:
            raise ValueError(text)
    return handler


def failing(texts):
    """What leaves publish, and who was called: a handler for each text, which fails with it unless it is None."""
    bus, topic, called = Bus(), Topic("numbers", int), []
    for text in texts:
        bus.subscribe(topic, _handler(text, called))
    try:
        return bus.publish(topic, 1), called
    except Exception as error:
        inner = [(type(e).__name__, str(e)) for e in getattr(error, "exceptions", [])]
        return (type(error).__name__, getattr(error, "message", ""), inner), called


def told():
    """The stats before and after three events; two handlers fail at the second."""
    bus, topic = Bus(), Topic("numbers", int)
    seen = [dict(bus.stats(topic))]
    bus.subscribe(topic, lambda event: None)
    for texts in ([], ["first", "second"], []):
        ends = [bus.subscribe(topic, _handler(text, [])) for text in texts]
        try:
            bus.publish(topic, 1)
        except Exception:
            pass
        seen.append(dict(bus.stats(topic)))
        for end in ends:
            end()
    return seen


def changed_stats():
    """Stats that were handed out, changed, and those of the bus after one event."""
    bus, topic = Bus(), Topic("numbers", int)
    told = bus.stats(topic)
    bus.publish(topic, 1)
    told["published"] += 7
    return dict(told), dict(bus.stats(topic))


def decorated():
    """Whether `on` gives the function back, and what that function has seen."""
    bus, topic, seen = Bus(), Topic("numbers", int), []

    def take(event):
        seen.append(event)

    same = bus.on(topic)(take) is take
    bus.publish(topic, 3)
    return same, seen


def announced():
    """What a function decorated by `announces` is and does."""
    bus, topic, seen = Bus(), Topic("numbers", int), []

    def make(total: "int", *, rush: "bool" = False) -> "int":
        """Make."""
        return total + rush

    bus.subscribe(topic, seen.append)
    made = bus.announces(topic)(make)
    returned = made(6, rush=True)
    seen.append("then the caller")
    return {"returned": returned, "seen": seen, "name": made.__name__, "doc": made.__doc__, "signature": str(inspect.signature(made))}


def taken():
    """A list that an inbox has returned, and the next one."""
    bus, topic = Bus(), Topic("numbers", int)
    inbox = bus.inbox(topic)
    bus.publish(topic, 1)
    first = inbox.take()
    bus.publish(topic, 2)
    return first, inbox.take()


class Service:
    """Something with a handler."""

    def __init__(self, bus=None):
        self.bus = bus

    def take(self, event):
        """Take an event."""


def _used(topic, query, *, circle):
    """A bus that was used, and a service whose methods are its handlers, by weak references."""
    bus = Bus()
    service = Service(bus if circle else None)
    bus.subscribe(topic, service.take)
    bus.on(topic)(service.take)
    bus.answer(query, service.take)
    bus.inbox(topic)
    bus.publish(topic, 1)
    bus.ask(query, 1)
    return {"bus": weakref.ref(bus), "handler": weakref.ref(service)}


def freed():
    """What is left of a bus when nobody refers to it."""
    topic, query = Topic("numbers", int), Query("price")
    gc.disable()
    try:
        left = _used(topic, query, circle=False)
        return {name: type(ref()).__name__ if ref() is not None else None for name, ref in left.items()}
    finally:
        gc.enable()


def freed_in_a_circle():
    """What the garbage collector leaves of a bus whose handler refers to it."""
    topic, query = Topic("numbers", int), Query("price")
    left = _used(topic, query, circle=True)
    gc.collect()
    return {name: type(ref()).__name__ if ref() is not None else None for name, ref in left.items()}
