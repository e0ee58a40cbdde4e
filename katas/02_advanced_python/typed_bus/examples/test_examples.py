from typed_bus import Bus, Query, Topic


def test_events():
    bus, numbers = Bus(), Topic("numbers", int)
    seen = []
    end = bus.subscribe(numbers, seen.append)
    assert bus.publish(numbers, 1) == 1
    end()
    assert bus.publish(numbers, 2) == 0
    assert seen == [1]


def test_questions():
    bus, price = Bus(), Query("price")
    assert bus.ask(price, "tea", default=None) is None
    bus.answer(price, {"tea": 3}.__getitem__)
    assert bus.ask(price, "tea") == 3
