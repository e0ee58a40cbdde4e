import asyncio

import pytest
from async_pool import amap, first_ok


async def numbers(*items):
    for item in items:
        yield item


async def nap(seconds):
    await asyncio.sleep(seconds)
    return seconds


def test_in_order():
    async def main():
        return [result async for result in amap(nap, numbers(0.02, 0.01), limit=2)]

    assert asyncio.run(main()) == [0.02, 0.01]


def test_limit_below_one():
    with pytest.raises(ValueError):
        amap(nap, numbers(), limit=0)


def test_first_ok():
    async def down():
        raise OSError("down")

    assert asyncio.run(first_ok(down(), nap(0.01), stagger=5.0)) == 0.01
