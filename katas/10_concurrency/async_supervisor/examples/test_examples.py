import asyncio

import pytest
from async_supervisor import Supervisor, TooManyRestarts


def test_restart():
    began = []

    async def child():
        began.append("child")
        if len(began) < 3:
            raise OSError

    async def main():
        supervisor = Supervisor(backoff=0.01)
        supervisor.start("child", child)
        await supervisor.run()

    asyncio.run(main())
    assert began == ["child"] * 3


def test_too_many_restarts():
    async def child():
        raise OSError

    async def main():
        supervisor = Supervisor(intensity=1, backoff=0.01)
        supervisor.start("child", child)
        await supervisor.run()

    with pytest.raises(ExceptionGroup) as caught:
        asyncio.run(main())
    assert [type(error) for error in caught.value.exceptions] == [TooManyRestarts]


def test_unknown_restart():
    async def child():
        pass

    with pytest.raises(ValueError):
        Supervisor().start("child", child, restart="sometimes")
