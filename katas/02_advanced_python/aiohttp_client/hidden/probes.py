"""A client and a server in one event loop, over real sockets and on a virtual clock; times are seconds since the start.

The clock goes on only when no socket has anything more to say; so nothing is waited for, however long a wait is.
"""

import asyncio
import gzip
import itertools
import json
import logging
import selectors
import socket
from contextlib import aclosing, asynccontextmanager

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiohttp_client import ApiError, Client, Fault, TooLarge, faults

SETTLE_S = 0.002
"""How long no socket must have said anything, in real seconds, before the clock goes on."""
ROUNDS = 5
MAX_JUMPS = 200


class Stuck(Exception):
    """Everybody waits for nothing, or without an end."""


class Selector(selectors.DefaultSelector):
    """Sockets as they are, and no time spent on timers: the loop's clock is set to the next of them.

    What is on its way arrives before a byte that is sent after it; what is sent in answer to it, a round later.
    """

    loop = None
    jumps = 0

    def __init__(self):
        super().__init__()
        with socket.create_server(("127.0.0.1", 0)) as server:
            self.near = socket.create_connection(server.getsockname(), timeout=2.0)
            self.far, _ = server.accept()
        self.far.settimeout(2.0)

    def select(self, timeout=None):
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        for _ in range(ROUNDS):
            self.near.send(b".")
            self.far.recv(1)
            if ready := super().select(0):
                return ready
        return super().select(SETTLE_S) or self.jump(timeout)

    def jump(self, timeout):
        self.jumps += 1
        if timeout is None or self.jumps > MAX_JUMPS:
            raise Stuck("nobody has anything to do, and no timer is left" if timeout is None else "there is no end of timers")
        self.loop.now = max(self.loop.now, self.loop._scheduled[0]._when)
        return []

    def close(self):
        self.near.close()
        self.far.close()
        super().close()


class Loop(asyncio.SelectorEventLoop):
    now = 0.0

    def time(self):
        return self.now


def run(main):
    """Run a coroutine on a loop of sockets and a virtual clock, and return its result."""
    selector = Selector()
    loop = selector.loop = Loop(selector)
    loop.set_exception_handler(lambda *_: None)
    logging.disable()                     # a server tells of handlers that raise, as some do here
    try:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(main)
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
            task._log_destroy_pending = False
        asyncio.set_event_loop(None)
        loop.close()
        logging.disable(logging.NOTSET)


def now():
    return asyncio.get_running_loop().time()


class Api:
    """A server that answers by a script: one step for each request, and `[1]` when there are none left.

    A step is a status, or a dict: `status`, `headers`, `json`, `text`, `hex`; `hang` (no answer), `cut` (the connection
    ends instead); in pieces: `chunked`, `drip` (so many seconds after each), `stall` (after the
    last nothing comes), `short` (the connection ends too early).  With `nap` it takes so many seconds.
    """

    def __init__(self, script=(), pages=None):
        self.script, self.pages = list(script), pages
        self.seen, self.times, self.peers = [], [], set()
        self.running = self.most = 0
        self.waiting = asyncio.Event()

    async def handle(self, request):
        self.times.append(now())
        self.peers.add(request.transport.get_extra_info("peername"))
        self.seen.append({
            "call": f"{request.method} {request.path_qs}",
            "body": (await request.read()).decode(),
            "key": request.headers.get("Idempotency-Key"),
        })
        if self.pages is not None:
            return self.page(request)
        step = self.script.pop(0) if self.script else {"json": [1]}
        self.running += 1
        self.most = max(self.most, self.running)
        response = await self.answer(request, {"status": step} if isinstance(step, int) else step)
        self.running -= 1
        return response

    def page(self, request):
        items, link = self.pages[request.path_qs]
        origin = str(request.url.origin())
        others = {"ORIGIN": origin, "SCHEME": origin.replace("http:", "https:"), "HOST": origin.replace("127.0.0.1", "127.0.0.2")}
        for name, other in others.items():
            link = link.replace(name, other)
        return web.json_response(items, headers={"Link": link} if link else {})

    async def answer(self, request, step):
        headers = dict(step.get("headers", {}))
        if step.get("hang"):
            await self.waiting.wait()
        await asyncio.sleep(step.get("nap", 0))
        if step.get("cut"):
            request.transport.abort()
            return web.Response()
        body = json.dumps(step["json"]).encode() if "json" in step else bytes.fromhex(step["hex"]) if "hex" in step else step.get("text", "").encode()
        if step.get("zip"):
            body = gzip.compress(body)
            headers["Content-Encoding"] = "gzip"
        if not {"chunked", "drip", "stall", "short"} & set(step):
            return web.Response(status=step.get("status", 200), body=body, headers=headers)
        response = web.StreamResponse(status=step.get("status", 200), headers=headers)
        await response.prepare(request)
        for start in range(0, len(body), 10_000):
            await response.write(body[start:start + 10_000])
            await asyncio.sleep(step.get("drip", 0))
        if {"chunked", "drip"} & set(step):
            await response.write_eof()
        else:
            if "stall" in step:
                await self.waiting.wait()
            request.transport.close()
        return response

    @asynccontextmanager
    async def serve(self):
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self.handle)
        server = TestServer(app)
        await server.start_server()
        try:
            yield server
        finally:
            self.waiting.set()
            await server.close()


def told(error):
    """What an error says: its class, status, attempts, and the class of its cause."""
    if isinstance(error, ApiError):
        cause = error.__cause__
        kinds = {"timeout": TimeoutError, "connection": aiohttp.ClientConnectionError, "payload": aiohttp.ClientPayloadError, "value": ValueError}
        return {
            "error": "TooLarge" if isinstance(error, TooLarge) else "ApiError", "status": error.status, "attempts": error.attempts,
            "cause": next((name for name, kind in kinds.items() if isinstance(cause, kind)), None if cause is None else type(cause).__name__),
        }
    return {"error": type(error).__name__}


async def outcome(awaitable):
    """What came of a call."""
    try:
        return await awaitable
    except (Exception, asyncio.CancelledError) as error:
        return told(error)


def called(script, method="GET", path="/x", calls=1, options=None, **arguments):
    """Calls, one after the other, of a server with a script: what came of them, when the requests came and what they were."""
    async def main():
        api = Api(script)
        async with api.serve() as server, Client(str(server.make_url("/")), **(options or {})) as client:
            results = [await outcome(client.call(method, path, **arguments)) for _ in range(calls)]
            ended = now()
        return {"results": results, "times": api.times, "seen": api.seen, "ended": ended}

    return run(main())


def based(base, path):
    """The request of a path, below a base."""
    async def main():
        api = Api()
        async with api.serve() as server, Client(str(server.make_url("")).rstrip("/") + base) as client:
            await client.call("GET", path)
        return api.seen[0]["call"]

    return run(main())


def cancelled(script, at, how, options=None):
    """A call that is cancelled at this time, or whose caller has this patience: how it ends, when, after how many requests."""
    async def main():
        api = Api(script)
        async with api.serve() as server, Client(str(server.make_url("/")), **(options or {})) as client:
            call = client.call("GET", "/x")
            if how == "timeout":
                async def impatient():
                    async with asyncio.timeout(at):
                        return await call
                result = await outcome(impatient())
            else:
                task = asyncio.ensure_future(call)
                asyncio.get_running_loop().call_at(at, task.cancel)
                result = await outcome(task)
            return {"result": result, "at": now(), "requests": len(api.seen)}

    return run(main())


def together(calls, options):
    """Calls at the same time, each of which takes a while: answers, and how many the server had at once."""
    async def main():
        api = Api([{"json": n, "nap": 0.25} for n in range(calls)])
        async with api.serve() as server, Client(str(server.make_url("/")), **options) as client:
            answers = await asyncio.gather(*(client.call("GET", "/x") for _ in range(calls)))
        return {"answers": sorted(answers), "most": api.most}

    return run(main())


def connections(calls, together, faults_every):
    """Many calls, so many at a time, of which some meet a busy server first: answers, and from how many connections."""
    async def main():
        api = Api()
        api.script = [503 if n % faults_every == 0 else {"json": [n]} for n in range(calls)]
        async with api.serve() as server, Client(str(server.make_url("/"))) as client:
            answers = 0
            for _ in range(calls // together):
                got = await asyncio.gather(*(client.call("GET", "/x") for _ in range(together)))
                answers += sum(type(answer) is list for answer in got)
        return {"answers": answers, "connections": len(api.peers)}

    return run(main())


def paged(pages, take=None):
    """The items of `/v1/p`, as many as are taken, with the number of requests at that time; how and when it ends, and all
    requests.
    """
    async def main():
        api = Api((), pages)
        taken, end = [], "end"
        async with api.serve() as server, Client(str(server.make_url("/v1"))) as client:
            async with aclosing(client.items("p")) as items:
                try:
                    while take is None or len(taken) < take:
                        taken.append([await anext(items), len(api.seen)])
                except StopAsyncIteration:
                    pass
                except Exception as error:
                    end = told(error)
            ended = now()
        return {"taken": taken, "end": end, "ended": ended, "requests": [seen["call"] for seen in api.seen]}

    return run(main())


def failing_pages(script):
    """The items of a server with a script, and when its requests came."""
    async def main():
        api = Api(script)
        async with api.serve() as server, Client(str(server.make_url("/"))) as client:
            async def collect():
                return [item async for item in client.items("/p")]
            result = await outcome(collect())
        return {"result": result, "times": api.times}

    return run(main())


async def settled():
    """Wait until what was said on the sockets has been heard."""
    await asyncio.sleep(1.0)


def own_session(fails):
    """The server's open connections when the block of a client has ended; and a call after that."""
    async def main():
        api = Api()
        async with api.serve() as server:
            client = Client(str(server.make_url("/")))
            try:
                async with client:
                    await client.call("GET", "/x")
                    if fails:
                        raise LookupError
            except LookupError:
                pass
            await settled()
            return {"connections": len(server.handler.connections), "then": await outcome(client.call("GET", "/x"))}

    return run(main())


def outside():
    """A call of a client whose block was never entered."""
    async def main():
        return await outcome(Client("http://127.0.0.1:9/").call("GET", "/x"))

    return run(main())


def given_session():
    """Two clients with one session: is it closed when their blocks have ended, and how many connections there were."""
    async def main():
        api = Api()
        async with api.serve() as server, aiohttp.ClientSession(headers={"Idempotency-Key": "of the session"}) as session:
            for _ in range(2):
                async with Client(str(server.make_url("/")), session) as client:
                    await client.call("GET", "/x")
            return {"closed": session.closed, "connections": len(api.peers), "keys": [seen["key"] for seen in api.seen]}

    return run(main())


def misbehaved(script, requests, error=None):
    """Requests of a server with faults, one after the other: status, body, header and time of each answer; the log; the
    handler's calls; and what left the middleware.
    """
    async def main():
        log, handled, seen, left = [], [], [], []

        async def handler(request):
            handled.append(request.path)
            if error == "http":
                raise web.HTTPForbidden
            if error == "other":
                raise LookupError
            return web.Response(text="fine", status=201)

        @web.middleware
        async def around(request, handler):
            try:
                return await handler(request)
            except Exception as error:
                left.append(type(error).__name__)
                raise

        middleware = faults([None if step is None else Fault(**step) for step in script], log)
        app = web.Application(middlewares=[around, middleware])
        app.router.add_route("*", "/{path:.*}", handler)
        async with TestServer(app) as server, aiohttp.ClientSession() as session:
            for method, path in requests:
                try:
                    async with session.request(method, server.make_url(path)) as response:
                        text = await response.text()
                        seen.append([response.status, text if response.status == 201 else "", response.headers.get("X-Limit"), now()])
                except aiohttp.ClientConnectionError:
                    seen.append(["cut", now()])
        return {"seen": seen, "log": log, "handled": handled, "left": left}

    return run(main())


def at_once():
    """Three requests within a second, by a script without an end; the first fault waits for longest."""
    async def main():
        log, order = [], []

        async def handler(request):
            order.append(request.path)
            return web.Response()

        script = [Fault(wait_s=3.0), Fault(status=503, wait_s=2.0), Fault(wait_s=1.0)]
        middleware = faults(itertools.chain(script, itertools.repeat(None)), log)
        app = web.Application(middlewares=[middleware])
        app.router.add_route("*", "/{path:.*}", handler)
        async with TestServer(app) as server, aiohttp.ClientSession() as session:
            async def ask(path):
                async with session.get(server.make_url(path)) as response:
                    return response.status
            tasks = []
            for path in ("/a", "/b", "/c"):
                tasks.append(asyncio.ensure_future(ask(path)))
                await asyncio.sleep(0.25)
            statuses = await asyncio.gather(*tasks)
        return {"statuses": statuses, "log": log, "handled": order, "ended": now()}

    return run(main())
