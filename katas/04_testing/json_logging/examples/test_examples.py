import io
import json
import logging

from json_logging import ContextFilter, JsonFormatter, RateLimit, bind, configure


def made(msg, *args):
    return logging.makeLogRecord({"name": "shop", "msg": msg, "args": args, "levelname": "INFO"})


def test_formatter():
    record = made("sold %d", 3)
    record.token = "abc"
    entry = json.loads(JsonFormatter(redact=["token"]).format(record))

    assert entry["message"] == "sold 3"
    assert entry["extra"] == {"token": "***"}


def test_context():
    record = made("sold")
    with bind(order=7):
        ContextFilter().filter(record)

    assert record.context == {"order": 7}


def test_rate_limit():
    limit = RateLimit(1, 60.0, clock=lambda: 0.0)

    assert [limit.filter(made("full")), limit.filter(made("full"))] == [True, False]


def test_configure():
    stream = io.StringIO()
    stop = configure(stream)
    logging.getLogger("shop").info("sold %d", 3)
    stop()

    assert json.loads(stream.getvalue())["message"] == "sold 3"
