"""Uses of the bus that mypy must accept, or refuse where a line says so.  Nobody runs them."""

from collections.abc import Callable
from functools import partial
from typing import assert_type

from typed_bus import Bus, Handler, Inbox, Query, Stats, Topic


class Event:
    id: int = 0


class Order(Event):
    total: int = 0


def on_event(event: Event) -> None: ...
def on_order(order: Order) -> object: return order.total
def on_text(text: str) -> None: ...
def on_two(order: Order, extra: int) -> None: ...
def on_known(extra: int, order: Order) -> None: ...
def on_nothing() -> None: ...


class Totals:
    def add(self, order: Order) -> int: return order.total
    def __call__(self, event: Event) -> bool: return True


bus = Bus()
events = Topic("events", Event)
orders = Topic("orders", Order)
price: Query[str, int] = Query("price")


def topics() -> None:
    assert_type(orders, Topic[Order])
    assert_type(orders.name, str)
    assert_type(orders.kind, type[Order])
    assert_type(Topic("numbers", int), Topic[int])
    orders.name = "other"  # refused
    orders.kind = Order  # refused
    Topic("orders", 3)  # refused
    Topic(b"orders", Order)  # refused


def topics_are_invariant() -> None:
    same: Topic[Order] = orders
    wide: Topic[Event] = orders  # refused
    narrow: Topic[Order] = events  # refused


def publishing() -> None:
    assert_type(bus.publish(orders, Order()), int)
    bus.publish(events, Order())
    bus.publish(orders, Event())  # refused
    bus.publish(orders, "text")  # refused
    bus.publish(orders)  # refused
    bus.publish("orders", Order())  # refused


def handlers() -> None:
    seen: list[Event] = []
    bus.subscribe(orders, on_order)
    bus.subscribe(orders, on_event)
    bus.subscribe(orders, Totals().add)
    bus.subscribe(orders, Totals())
    bus.subscribe(orders, partial(on_known, 3))
    bus.subscribe(orders, lambda order: print(order.total))
    bus.subscribe(orders, seen.append)
    bus.subscribe(events, on_order)  # refused
    bus.subscribe(orders, on_text)  # refused
    bus.subscribe(orders, on_two)  # refused
    bus.subscribe(orders, on_nothing)  # refused


def handlers_are_contravariant() -> None:
    for_events: Handler[Event] = on_event
    for_orders: Handler[Order] = for_events
    by_name: Handler[Order] = on_order
    wrong: Handler[Event] = by_name  # refused
    other: Handler[Order] = on_text  # refused


def unsubscribing() -> None:
    assert_type(bus.subscribe(orders, on_order), Callable[[], None])


def on() -> None:
    @bus.on(orders)
    def take(event: Event) -> str:
        return str(event.id)

    assert_type(take(Order()), str)
    take("text")  # refused
    take()  # refused
    bus.on(orders)(on_text)  # refused
    bus.on(orders)(on_two)  # refused
    bus.on("orders")  # refused


def announces() -> None:
    @bus.announces(orders)
    def make(total: int, *, rush: bool = False) -> Order:
        return Order()

    assert_type(make(3, rush=True), Order)
    make(total=3)
    make("text")  # refused
    make()  # refused
    make(3, quick=True)  # refused
    bus.announces(orders)(on_order)  # refused
    bus.announces(orders)(on_nothing)  # refused


def queries() -> None:
    bus.answer(price, len)
    bus.answer(price, lambda name: len(name.upper()))
    bus.answer(price, bool)
    bus.answer(price, str.upper)  # refused
    bus.answer(price, chr)  # refused
    assert_type(price.name, str)
    same: Query[str, int] = price
    wide: Query[str, object] = price  # refused
    narrow: Query[bool, int] = price  # refused
    Query(3)  # refused


def asking() -> None:
    assert_type(bus.ask(price, "tea"), int)
    assert_type(bus.ask(price, "tea", default=None), int | None)
    assert_type(bus.ask(price, "tea", default="none"), int | str)
    bus.ask(price, 3)  # refused
    bus.ask(price, "tea", None)  # refused
    bus.ask(price, "tea", fallback=None)  # refused
    bus.ask(price)  # refused


def inboxes() -> None:
    assert_type(bus.inbox(orders), Inbox[Order])
    assert_type(bus.inbox(orders).take(), list[Order])
    bus.inbox("orders")  # refused


def inboxes_are_covariant() -> None:
    inbox = bus.inbox(orders)
    wide: Inbox[Event] = inbox
    narrow: Inbox[Order] = bus.inbox(events)  # refused


def accepting() -> None:
    value: object = print()
    if orders.accepts(value):
        assert_type(value, Order)
    for order in filter(orders.accepts, [value]):
        assert_type(order, Order)


def stats() -> None:
    told = bus.stats(orders)
    assert_type(told, Stats)
    assert_type(told["published"], int)
    assert_type(told["delivered"] + told["failed"], int)
    assert_type(told.get("last_error"), str | None)
    told["lost"]  # refused
    told["failed"] = "two"  # refused
    Stats(published=1, delivered=1, failed=0)
    Stats(published=1, delivered=0, failed=1, last_error="text")
    Stats(published=1, delivered=1)  # refused
