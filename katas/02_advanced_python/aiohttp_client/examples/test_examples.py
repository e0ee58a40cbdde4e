import asyncio

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiohttp_client import ApiError, Client, Fault, faults


def served(script, use):
    """Use a client of a server with these faults; return the server's log."""
    log = []

    async def hello(request):
        return web.json_response([request.method])

    async def main():
        app = web.Application(middlewares=[faults(script, log)])
        app.router.add_route("*", "/hello", hello)
        async with TestServer(app) as server, Client(str(server.make_url("/"))) as client:
            await use(client)

    asyncio.run(main())
    return log


def test_repeated():
    async def use(client):
        assert await client.call("GET", "/hello") == ["GET"]

    log = served([Fault(503, {"Retry-After": "0"}), Fault(429, {"Retry-After": "0"})], use)

    assert log == [("GET", "/hello", 503), ("GET", "/hello", 429), ("GET", "/hello", 200)]


def test_not_repeated():
    async def use(client):
        with pytest.raises(ApiError) as caught:
            await client.call("POST", "/hello", body={"amount": 5})
        assert (caught.value.status, caught.value.attempts) == (503, 1)

    assert served([Fault(503)], use) == [("POST", "/hello", 503)]
