import pytest
from retry_call import retry


def test_retries_with_pauses():
    errors, slept = [OSError("slow"), OSError("still slow")], []

    @retry(on=OSError, backoff=lambda n, error: 2.0 * n, sleep=slept.append)
    def fetch(url):
        if errors:
            raise errors.pop(0)
        return url.upper()

    assert fetch("a") == "A"
    assert slept == [2.0, 4.0]


def test_gives_up():
    @retry(times=1)
    def down():
        raise OSError("down")

    with pytest.raises(OSError, match="down") as caught:
        down()
    assert caught.value.__notes__ == ["gave up after call 1"]
