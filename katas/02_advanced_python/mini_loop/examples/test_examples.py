import pytest
from mini_loop import Cancelled, Deadlock, Loop


class World:
    """A clock that moves only while the loop waits."""

    now = 0.0

    def clock(self):
        return self.now

    def wait(self, fds, timeout):
        self.now += timeout
        return []


@pytest.fixture
def world():
    return World()


@pytest.fixture
def loop(world):
    return Loop(clock=world.clock, wait=world.wait)


def test_sleep(world, loop):
    async def main():
        await loop.sleep(3600.0)
        return "an hour later"

    assert loop.run(main()) == "an hour later"
    assert world.now == 3600.0


def test_cancelled(loop):
    async def main():
        task = loop.create_task(loop.sleep(9.0))
        await loop.sleep(1.0)
        assert task.cancel()
        with pytest.raises(Cancelled):
            await task

    loop.run(main())


def test_lost_errors(loop):
    async def fail():
        raise LookupError("lost")

    async def main():
        loop.create_task(fail())
        await loop.sleep(1.0)

    with pytest.raises(ExceptionGroup) as caught:
        loop.run(main())
    assert [str(error) for error in caught.value.exceptions] == ["lost"]


def test_deadlock(loop):
    async def main():
        await loop.future()

    with pytest.raises(Deadlock):
        loop.run(main())
