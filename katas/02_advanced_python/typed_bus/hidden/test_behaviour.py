import pytest

NOTHING = {"published": 0, "delivered": 0, "failed": 0}


def fails_with(error):
    """A handler that raises."""
    def fails(_event):
        raise error
    return fails


def numbers(submission):
    """A bus and a topic of integers."""
    return submission.Bus(), submission.Topic("numbers", int)


def test_topics(submission):
    """A topic has its name and its class; both are read-only, and so is the name of a query."""
    topic, query = submission.Topic("numbers", int), submission.Query("price")
    assert (topic.name, topic.kind, query.name) == ("numbers", int, "price")
    for owner, name in ((topic, "name"), (topic, "kind"), (query, "name")):
        with pytest.raises(AttributeError):
            setattr(owner, name, "other")


def test_accepts(submission):
    """A topic accepts the instances of its class, subclasses included."""
    topic = submission.Topic("numbers", int)
    assert [topic.accepts(value) for value in (3, True, "3", None, 3.0)] == [True, True, False, False, False]


def test_publish(submission):
    """Handlers are called in the order in which they were subscribed; publish returns how many took the event."""
    bus, topic = numbers(submission)
    seen = []
    assert bus.publish(topic, 1) == 0
    bus.subscribe(topic, lambda event: seen.append(("a", event)))
    bus.subscribe(topic, lambda event: seen.append(("b", event)))
    assert bus.publish(topic, 2) == 2
    assert seen == [("a", 2), ("b", 2)]


def test_wrong_class(submission):
    """An event of another class is a TypeError: no handler is called, and the topic has not seen it."""
    bus, topic = numbers(submission)
    seen = []
    bus.subscribe(topic, seen.append)
    with pytest.raises(TypeError):
        bus.publish(topic, "1")
    assert (seen, bus.stats(topic)) == ([], NOTHING)


def test_twice(submission):
    """A handler that was subscribed twice is called twice; each of the two ends by itself."""
    bus, topic = numbers(submission)
    seen = []
    take = seen.append
    first = bus.subscribe(topic, take)
    second = bus.subscribe(topic, take)
    assert bus.publish(topic, 1) == 2
    first()
    first()
    assert bus.publish(topic, 2) == 1
    second()
    assert (bus.publish(topic, 3), seen) == (0, [1, 1, 2])


def test_unsubscribed_meanwhile(probes):
    """A handler that another one unsubscribes is not called for the event any more."""
    assert probes.unsubscribed_meanwhile() == (2, [-1])


def test_subscribed_meanwhile(probes):
    """A handler that was subscribed during an event is called from the next one on."""
    assert probes.subscribed_meanwhile() == ((1, []), (2, [2]))


def test_published_meanwhile(probes):
    """A handler may publish; each publish counts its own handlers."""
    assert probes.published_meanwhile() == (2, [0, 2, 1, 2, 2], {"published": 3, "delivered": 6, "failed": 0})


def test_errors(probes):
    """A handler's error stops no other; when all were called, the errors leave in a group that is named after the topic."""
    assert probes.failing(["first", None, "second", None]) == (
        ("ExceptionGroup", "numbers", [("ValueError", "first"), ("ValueError", "second")]), ["first", None, "second", None],
    )


def test_one_error(probes):
    """A single error leaves in a group, too."""
    assert probes.failing(["only"]) == (("ExceptionGroup", "numbers", [("ValueError", "only")]), ["only"])


def test_no_exceptions(probes):
    """What is no Exception leaves at once, as it is."""
    assert probes.interrupted() == ("KeyboardInterrupt", ["before"])


def test_stats(probes):
    """Stats count events, and calls of handlers that ended well or failed; last_error is there after the first failure, and stays."""
    assert probes.told() == [
        NOTHING,
        {"published": 1, "delivered": 1, "failed": 0},
        {"published": 2, "delivered": 2, "failed": 2, "last_error": "second"},
        {"published": 3, "delivered": 3, "failed": 2, "last_error": "second"},
    ]


def test_stats_are_a_copy(probes):
    """Stats that were handed out change neither themselves nor the bus's."""
    assert probes.changed_stats() == ({"published": 7, "delivered": 0, "failed": 0}, {"published": 1, "delivered": 0, "failed": 0})


def test_topics_with_one_name(submission):
    """Two topics are two, even if name and class are equal; so are two queries."""
    bus, topic = numbers(submission)
    other, query, another = submission.Topic("numbers", int), submission.Query("price"), submission.Query("price")
    bus.subscribe(topic, lambda event: None)
    bus.answer(query, len)
    assert (bus.publish(other, 1), bus.publish(topic, 1), bus.stats(other)["published"]) == (0, 1, 1)
    with pytest.raises(LookupError):
        bus.ask(another, "tea")


def test_buses_know_nothing_of_each_other(submission):
    """Handlers, answers and stats belong to one bus."""
    bus, topic = numbers(submission)
    other, query = submission.Bus(), submission.Query("price")
    bus.subscribe(topic, lambda event: None)
    bus.answer(query, lambda name: 1)
    other.answer(query, lambda name: 2)
    assert (other.publish(topic, 1), bus.stats(topic), other.stats(topic)["published"]) == (0, NOTHING, 1)
    assert (bus.ask(query, "tea"), other.ask(query, "tea")) == (1, 2)


def test_on(probes):
    """The decorator subscribes the function and gives back the same object."""
    assert probes.decorated() == (True, [3])


def test_announces(probes):
    """What the decorated function returns is published, then returned; name, docstring and signature stay."""
    assert probes.announced() == {
        "returned": 7, "seen": [7, "then the caller"], "name": "make", "doc": "Make.", "signature": "(total: 'int', *, rush: 'bool' = False) -> 'int'",
    }


def test_announced_errors(submission):
    """If the function fails nothing is published; if a handler fails, the group leaves the call; a result of another class is a TypeError."""
    bus, topic = numbers(submission)
    with pytest.raises(KeyError):
        bus.announces(topic)(fails_with(KeyError("mine")))(1)
    assert bus.stats(topic) == NOTHING
    with pytest.raises(TypeError):
        bus.announces(topic)(str)(1)
    bus.subscribe(topic, fails_with(ValueError("theirs")))
    with pytest.raises(ExceptionGroup):
        bus.announces(topic)(abs)(-1)


def test_answers(submission):
    """ask returns what the handler answers; a second answer is a ValueError, and the first one stays."""
    bus, query = submission.Bus(), submission.Query("price")
    bus.answer(query, lambda name: {"tea": 3}[name])
    with pytest.raises(ValueError):
        bus.answer(query, lambda name: 4)
    assert bus.ask(query, "tea") == 3


def test_no_answer(submission):
    """Nobody answers: a LookupError, or the default, whatever it is."""
    bus, query = submission.Bus(), submission.Query("price")
    with pytest.raises(LookupError):
        bus.ask(query, "tea")
    assert [bus.ask(query, "tea", default=default) for default in (None, 0, "x")] == [None, 0, "x"]


def test_answers_that_are_nothing(submission):
    """An answer counts, whatever it is; the default is for queries that nobody answers."""
    bus, query = submission.Bus(), submission.Query("price")
    answers = {"tea": 0, "milk": None}
    bus.answer(query, answers.__getitem__)
    assert (bus.ask(query, "tea", default=5), bus.ask(query, "milk", default=5)) == (0, None)


def test_errors_of_an_answer(submission):
    """The error of a handler leaves ask as it is, a LookupError too, default or not."""
    bus, query = submission.Bus(), submission.Query("price")
    bus.answer(query, fails_with(KeyError("tea")))
    with pytest.raises(KeyError):
        bus.ask(query, "tea", default=5)


def test_inbox(submission):
    """An inbox has the events since it was made, in their order; take returns them and forgets them."""
    bus, topic = numbers(submission)
    bus.publish(topic, 1)
    first = bus.inbox(topic)
    bus.publish(topic, 2)
    second = bus.inbox(topic)
    assert bus.publish(topic, 3) == 2
    assert (first.take(), first.take(), second.take()) == ([2, 3], [], [3])
    bus.publish(topic, 4)
    assert (first.take(), second.take()) == ([4], [4])


def test_a_list_that_was_taken_is_mine(probes):
    """A list that take has returned does not change when more is published."""
    assert probes.taken() == ([1], [2])


def test_a_bus_is_freed(probes):
    """Topics and queries outlive a bus and keep nothing of it: it is freed at once, with the garbage collector off."""
    assert probes.freed() == {"bus": None, "handler": None}


def test_a_bus_is_freed_although_a_handler_holds_it(probes):
    """If a handler refers to its bus, the garbage collector frees both, though the topic lives on."""
    assert probes.freed_in_a_circle() == {"bus": None, "handler": None}
