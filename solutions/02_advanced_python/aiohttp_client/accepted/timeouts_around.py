"""A client of JSON over HTTP that repeats what may be repeated, and a server's faults to test it."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp
from aiohttp import web
from yarl import URL


class ApiError(Exception):
    def __init__(self, message, status=None, attempts=1):
        super().__init__(message)
        self.status = status
        self.attempts = attempts


class TooLarge(ApiError):
    pass


class Unread(Exception):
    pass


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes | None
    next_page: URL | None


class Client:
    def __init__(self, base, session=None, *, attempts=4, timeout_s=4.0, max_wait_s=30.0, max_bytes=1_000_000, connections=5):
        self.base = URL(base if base.endswith("/") else base + "/")
        self.given = session
        self.session = session
        self.attempts, self.timeout_s, self.max_wait_s, self.max_bytes = attempts, timeout_s, max_wait_s, max_bytes
        self.places = asyncio.Semaphore(connections if session is None else 1000)

    async def __aenter__(self):
        if self.given is None:
            self.session = await aiohttp.ClientSession(timeout=aiohttp.ClientTimeout()).__aenter__()
        return self

    async def __aexit__(self, *error):
        if self.given is None:
            session, self.session = self.session, None
            await session.__aexit__(*error)

    async def call(self, method, path, *, body=None, key=None):
        value, _ = await self.fetch(method, self.base.join(URL(path.lstrip("/"))), body, key)
        return value

    async def items(self, path):
        url, seen = self.base.join(URL(path.lstrip("/"))), []
        while url:
            seen.append(url)
            page, url = await self.fetch("GET", url)
            if type(page) is not list:
                raise ApiError("no list")
            for item in page:
                yield item
            if url and (url in seen or url.origin() != self.base.origin()):
                raise ApiError(f"{url} is no next page")

    async def fetch(self, method, url, body=None, key=None):
        if self.session is None:
            raise RuntimeError("not in a block")
        last = self.attempts if key is not None else {"GET": self.attempts, "PUT": self.attempts, "DELETE": self.attempts}.get(method, 1)
        for number in range(1, last + 1):
            pause, cause, answer = 2 ** (number - 2), None, None
            try:
                async with self.places, asyncio.timeout(self.timeout_s):
                    answer = await self.once(method, url, body, key)
            except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, TimeoutError) as error:
                cause = error
            if answer is None:
                failed = ApiError(str(cause), None, number)
            elif answer.status in (429, 500, 502, 503, 504):
                failed = ApiError(f"busy: {answer.status}", answer.status, number)
                wish = asked(answer.headers)
                if wish is not None:
                    pause = wish
                    if wish > self.max_wait_s:
                        raise failed
            else:
                return self.value(answer, number), answer.next_page
            if number == last:
                raise failed from cause
            await asyncio.sleep(pause)

    async def once(self, method, url, body, key):
        options = {} if body is None else {"data": json.dumps(body).encode(), "headers": {"Content-Type": "application/json"}}
        if key is not None:
            options.setdefault("headers", {})["Idempotency-Key"] = key
        async with self.session.request(method, url, **options) as response:
            return Answer(response.status, response.headers, await self.read(response), response.links.get("next", {}).get("url"))

    async def read(self, response):
        if response.headers.get("Content-Length", "0").isdigit() and int(response.headers.get("Content-Length", "0")) > self.max_bytes:
            return None
        pieces, size = [], 0
        while piece := await response.content.read(4096):
            pieces.append(piece)
            size += len(piece)
            if size > self.max_bytes:
                return None
        return b"".join(pieces)

    def value(self, answer, number):
        if answer.status > 399:
            raise ApiError(f"status {answer.status}", answer.status, number)
        if answer.body is None:
            raise TooLarge("too large", answer.status, number)
        if not answer.body:
            return None
        try:
            return json.loads(answer.body.decode())
        except ValueError as error:
            raise ApiError("no JSON", answer.status, number) from error


def asked(headers):
    text = headers.get("Retry-After", "")
    if text.isdigit():
        return int(text)
    try:
        then: datetime = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return max(0, then.timestamp() - parsedate_to_datetime(headers["Date"]).timestamp())


@dataclass(frozen=True)
class Fault:
    status: int | None = None
    headers: dict = field(default_factory=dict)
    wait_s: float = 0.0
    cut: bool = False


def faults(script, log):
    player = Faults(script, log)

    @web.middleware
    async def middleware(request, handler):
        return await player.meet(request, handler)

    return middleware


class Faults:
    def __init__(self, script, log):
        self.script, self.log = iter(script), log

    def told(self, request, status):
        self.log.append((request.method, request.path_qs, status))

    async def meet(self, request, handler):
        fault = next(self.script, None)
        if fault is not None:
            await asyncio.sleep(fault.wait_s)
            if fault.cut:
                request.transport.close()
                self.told(request, None)
                return web.Response(status=503)
            if fault.status is not None:
                self.told(request, fault.status)
                return web.Response(status=fault.status, headers=fault.headers)
        try:
            response = await handler(request)
        except Exception as error:
            self.told(request, getattr(error, "status", 500))
            raise
        self.told(request, response.status)
        return response
