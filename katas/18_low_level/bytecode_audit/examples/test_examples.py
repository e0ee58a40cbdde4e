import pytest
from bytecode_audit import Read, audit


def work(items):
    for item in sorted(items):
        if item > LIMIT:  # noqa: F821
            return FOUND  # noqa: F821
    return [lambda: OTHER for _ in items]  # noqa: F821


async def poll(queue):
    while True:
        try:
            await SEND(queue.pop())  # noqa: F821
        except IndexError:
            LOG("empty")  # noqa: F821


def test_reads():
    assert sorted(read[:2] for read in audit(work).reads) == [
        ("work", "FOUND"), ("work", "LIMIT"), ("work", "sorted"), ("work.<lambda>", "OTHER"),
    ]


def test_what_is_repeated():
    line = work.__code__.co_firstlineno + 2
    assert audit(work).repeated == {Read("work", "LIMIT", line)}


def test_what_stalls():
    assert sorted(read.name for read in audit(poll).stalls) == ["IndexError", "LOG", "SEND"]


def test_what_has_no_bytecode():
    with pytest.raises(TypeError):
        audit(len)
