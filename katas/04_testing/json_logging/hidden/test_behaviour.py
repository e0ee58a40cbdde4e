import pytest


def test_plain_line(probes):
    """A line has level, logger and message, and nothing that the record has not."""
    assert probes.formatted(msg="sold %d of %s", args=(3, "tea")) == {"level": "INFO", "logger": "shop", "message": "sold 3 of tea"}


def test_one_line(probes):
    """Whatever is in the message, it is one line."""
    assert probes.formatted(msg='two\nlines "\r\u2028') == {"level": "INFO", "logger": "shop", "message": 'two\nlines "\r\u2028'}


@pytest.mark.parametrize(("created", "text"), [
    (0.0, "1970-01-01T00:00:00.000+00:00"), (1709294400.25, "2024-03-01T12:00:00.250+00:00"),
], ids=["zero", "fraction"])
def test_time(probes, created, text):
    """The time is that of the record, in UTC with milliseconds."""
    assert probes.stamped(created) == text


def test_extra(probes):
    """What was given as `extra` is shown under its names, whatever these are."""
    extra = {"order": 7, "level": "x", "logger": None, "tags": ["a", {"b": 1.5}]}
    assert probes.formatted(extra=extra) == {"level": "INFO", "logger": "shop", "message": "hello", "extra": extra}


def test_seen_by_another_formatter(probes):
    """What another formatter has left on the record is no extra field."""
    assert probes.formatted_before() == {"level": "INFO", "logger": "shop", "message": "hello", "extra": {"order": 7}}


def test_any_objects(probes):
    """What JSON does not know is shown as its `str`, names in dicts too."""
    seen = probes.any_objects()["extra"]
    assert seen == {"a": "one", "b": ["two", {"3": "{4}", "None": "b'x'", "7": "***"}]}


@pytest.mark.parametrize(("number", "text"), [(float("nan"), "nan"), (float("-inf"), "-inf")], ids=["nan", "-inf"])
def test_numbers_that_json_lacks(probes, number, text):
    """NaN and the infinities are no JSON: they are shown as text."""
    assert probes.formatted(extra={"x": [number, 1.5]})["extra"] == {"x": [text, 1.5]}


def test_redaction(probes):
    """Values under the names are hidden at any depth, in dicts, lists and tuples, whatever the case; others stay."""
    extra = {"Password": "a", "user": {"name": "b", "TOKEN": {"id": 1}}, "all": [{"token": 2}, ({"password": None}, "token")]}
    assert probes.formatted({"redact": ["password", "Token"]}, extra=extra, context={"token": "c", "tokens": 3}) == {
        "level": "INFO", "logger": "shop", "message": "hello", "context": {"token": "***", "tokens": 3},
        "extra": {"Password": "***", "user": {"name": "b", "TOKEN": "***"}, "all": [{"token": "***"}, [{"password": "***"}, "token"]]},
    }


def test_redacted_message(probes):
    """A message that takes its values from a dict by name does not show those either."""
    seen = probes.formatted({"redact": ["password"]}, msg="%(user)s with %(Password)s", args=({"user": "u", "Password": "p"},))
    assert seen["message"] == "u with ***"


@pytest.mark.parametrize("way", ["exc_info", "shortened"])
def test_error(probes, way):
    """The error is the traceback that `formatException` makes of `exc_info`, whatever another formatter has made of it."""
    seen = probes.with_error(way)
    assert seen["as it makes it"]
    assert seen["line"]["error"].endswith("LookupError: no such order")


def test_error_as_text(probes):
    """Of an error that was sent by another process only the text is known."""
    assert probes.with_error("text alone")["line"]["error"] == "LookupError: sent by another process"


def test_no_error(probes):
    """Without an error that is handled, `exc_info=True` shows none."""
    assert probes.with_error("none")["line"] == {"level": "ERROR", "logger": "shop", "message": "hello"}


def test_stack(probes):
    """The stack is shown, if the call asked for it."""
    assert probes.formatted(stack="Stack (most recent call last):\n  ...")["stack"] == "Stack (most recent call last):\n  ..."


def test_record_stays(probes):
    """Formatting changes nothing in the record, nor in what was given to the call."""
    assert probes.untouched() == {
        "changed": [], "extra": {"password": "x", "inner": [{"password": "y"}]}, "args": {"user": "u", "password": "z"},
        "context": {"password": "c"},
    }


def test_nested_contexts(probes):
    """An inner block adds fields and wins over outer ones; at its end all is as before."""
    assert probes.contexts({"a": 1, "b": 2}, {"b": 3}) == [
        (True, {}), (True, {"a": 1, "b": 2}), (True, {"a": 1, "b": 3}), (True, {"a": 1, "b": 2}), (True, {}),
    ]


def test_context_after_an_error(probes):
    """An error leaves the block, and its fields stay behind."""
    assert probes.context_after_an_error() == ("LookupError", {})


def test_own_contexts(probes):
    """Each record has a dict of its own."""
    assert probes.own_contexts() == ({"order": 1}, {"order": 1})


def test_tasks(probes):
    """A task begins with the fields of where it was made; what it binds then is its own."""
    assert probes.in_tasks() == [
        ("a begins", {"parent": 1}), ("b begins", {"parent": 1}),
        ("a works", {"parent": 1, "task": "a"}), ("b works", {"parent": 1, "task": "b"}),
        ("a steps", {"parent": 1, "task": "a", "step": "aa"}), ("b steps", {"parent": 1, "task": "b", "step": "bb"}),
        ("parent", {"parent": 1}),
        ("a ends", {"parent": 1}), ("b ends", {"parent": 1}),
    ]


def test_threads(probes):
    """What a thread binds is its own."""
    assert probes.in_threads() == ([{"thread": "a"}, {"thread": "b"}], {})


def test_rate(probes):
    """Of a kind so many pass in a window, which begins with its first record; the next that passes knows how many did not."""
    steps = [[t, "full", [], 30, "shop"] for t in [0.0, 4.0, 5.0, 9.5, 10.0, 11.0, 12.0, 30.0, 31.0]]
    assert probes.limited({"limit": 2, "seconds": 10.0}, steps) == [
        (True, 0), (True, 0), (False, None), (False, None), (True, 2), (True, 0), (False, None), (True, 1), (True, 0),
    ]


def test_kinds(probes):
    """Records are of a kind when logger, level and the message without its arguments are the same."""
    steps = [
        [0.0, "order %s", [1], 30, "shop"], [0.0, "order %s", [2], 30, "shop"],
        [0.0, "order %s", [1], 40, "shop"], [0.0, "order %s", [1], 30, "cart"], [0.0, "order %d", [1], 30, "shop"],
        [0.0, ["a", "list"], [], 30, "shop"], [0.0, ["a", "list"], [], 30, "shop"],
    ]
    assert probes.limited({"limit": 1, "seconds": 10.0}, steps) == [
        (True, 0), (False, None), (True, 0), (True, 0), (True, 0), (True, 0), (False, None),
    ]


def test_kept_kinds(probes):
    """Beyond `keep` kinds the one is forgotten whose window began first, whenever its last record came."""
    steps = [[t, msg, [], 30, "shop"] for t, msg in [(0.0, "a"), (1.0, "b"), (2.0, "a"), (3.0, "c"), (4.0, "b"), (5.0, "a")]]
    assert probes.limited({"limit": 1, "seconds": 10.0, "keep": 2}, steps) == [
        (True, 0), (True, 0), (False, None), (True, 0), (False, None), (True, 0),
    ]


def test_renewed_kinds(probes):
    """A kind whose window is a new one is not the first to be forgotten."""
    steps = [[t, msg, [], 30, "shop"] for t, msg in [(0.0, "a"), (1.0, "b"), (10.0, "a"), (10.5, "c"), (10.5, "a"), (10.5, "b")]]
    assert probes.limited({"limit": 1, "seconds": 10.0, "keep": 2}, steps) == [
        (True, 0), (True, 0), (True, 0), (True, 0), (False, None), (True, 0),
    ]


def test_thousand_kinds(probes):
    """Unless told otherwise 1,000 kinds are kept."""
    steps = [[0.0, str(n), [], 30, "shop"] for n in [*range(1000), 0, 1000, 0]]
    assert probes.limited({"limit": 1, "seconds": 10.0}, steps)[1000:] == [(False, None), (True, 0), (True, 0)]


def test_suppressed_line(probes):
    """A line says how many records were suppressed before it, if any were."""
    plain = {"level": "INFO", "logger": "shop", "message": "hello"}
    assert probes.limited_line() == [plain, {**plain, "suppressed": 1}]


def test_dict_config(probes):
    """Formatter and filters can be made by logging.config.dictConfig."""
    assert probes.by_dict() == [
        {"level": "INFO", "logger": "shop.cart", "message": "sold", "extra": {"token": "***"}, "context": {"order": 1}},
    ]


def test_configured(probes):
    """Each record of any logger is one line, if its logger's level allows it: loggers with a level or handler of their own, too."""
    calls = [
        ("", 20, "root", [], {}), ("", 10, "root below", [], {}),
        ("shop", 10, "shop %s", [1], {"extra": {"key": "k", "n": 2}}), ("shop.cart", 30, "cart below", [], {}), ("shop.cart", 40, "cart", [], {}),
        ("old", 20, "old", [], {}), ("old", 10, "old below", [], {}),
    ]
    levels = {"shop": "DEBUG", "shop.cart": 40}
    assert probes.configured(calls, before=["old"], levels=levels, redact=["key"]) == [
        {"level": "INFO", "logger": "root", "message": "root", "context": {"order": 1}},
        {"level": "DEBUG", "logger": "shop", "message": "shop 1", "context": {"order": 1}, "extra": {"key": "***", "n": 2}},
        {"level": "ERROR", "logger": "shop.cart", "message": "cart", "context": {"order": 1}},
        {"level": "INFO", "logger": "old", "message": "old", "context": {"order": 1}},
    ]


def test_configured_rate(probes):
    """With a rate, floods are cut by the clock that was given; without one nothing is."""
    line = {"level": "INFO", "logger": "shop", "message": "tick"}
    assert probes.ticks([0.0, 1.0, 59.5, 60.0], rate=(2, 60.0)) == [line, line, {**line, "suppressed": 1}]
    assert probes.ticks([0.0, 1.0, 2.0]) == [line, line, line]


def test_changed_later(probes):
    """A line says what was so at the call, though arguments and fields change before it is written."""
    assert probes.changed_later() == [
        {"level": "INFO", "logger": "shop", "message": "items [1]", "extra": {"items": [1]}, "context": {"bound": [1]}},
    ]


def test_configured_errors(probes):
    """The traceback is in the line, apart from the message, and other handlers find the record as it was."""
    seen = probes.with_errors()
    assert [seen["message"], seen["elsewhere"]] == [["order 7"], [[True, None, "order 7", [7]]]]
    assert seen["error"][0].endswith("LookupError: no such order")


def test_slow_stream(probes):
    """No call waits for the stream, and no line is lost for that."""
    assert probes.slow_stream() == (["called", "written", "stopped"], 3)


def test_stop_waits(probes):
    """When `stop` returns all lines are written."""
    assert probes.stopped_early() == ["written", "stopped"]


def test_flushed(probes):
    """When `stop` returns, all lines have left the stream's buffer in order, and the stream is open."""
    assert probes.many_lines(300) == ([str(n) for n in range(300)], False)


def test_broken_stream(probes):
    """A line that cannot be written is lost; the next ones are written."""
    assert probes.broken_stream() == [{"level": "INFO", "logger": "shop", "message": f"line {n}"} for n in [1, 2]]


def test_put_back(probes):
    """`stop` puts back levels and handlers, ends the thread, and does nothing when it is called again; meanwhile old handlers of the root rest."""
    assert probes.put_back() == {"as before": [True] * 4, "seen": ["after"]}


def test_configured_again(probes):
    """A second `configure` stops the first: no line is written twice, and in the end all is as before."""
    assert probes.configured_again() == (["one"], ["three"], [True] * 4)


def test_count_texts(probes, budget):
    """Records that are not written cost no formatting."""
    seen = probes.texts_asked_for()
    assert seen["lines"] == 5
    budget(seen["asked"])
