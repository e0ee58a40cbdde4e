import pytest
from error_boundary import Boundary, Conflict, NotFound, Unavailable

storage = Boundary({LookupError: NotFound, TimeoutError: Unavailable}, note="while reading the storage")


@storage
def read(key):
    return {"a": 1}[key]


def test_what_succeeds():
    assert read("a") == 1


def test_what_fails():
    with pytest.raises(NotFound) as caught:
        read("b")
    error = caught.value
    assert error.to_dict() == {"code": "not_found", "message": "'b'", "payload": {}}
    assert [repr(error.__cause__), error.__notes__] == ["KeyError('b')", ["while reading the storage"]]


def test_a_group():
    with pytest.raises(ExceptionGroup) as caught, Boundary({ValueError: lambda error: Conflict("not a number", text=error.args[0])}):
        raise ExceptionGroup("two rows", [ValueError("x"), OSError("disk")])
    first, second = caught.value.exceptions
    assert [first.payload, type(second)] == [{"text": "x"}, OSError]
