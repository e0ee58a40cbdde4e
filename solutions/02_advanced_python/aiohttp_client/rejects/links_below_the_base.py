"""A client of JSON over HTTP that repeats what may be repeated, and a server's faults to test it."""

import asyncio
import json
from collections.abc import AsyncGenerator, Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from yarl import URL

TEMPORARY = frozenset({429, 500, 502, 503, 504})
REPEATABLE = frozenset({"GET", "PUT", "DELETE"})
FIRST_WAIT_S = 0.5


class ApiError(Exception):
    """A call that has failed: the status of the last answer, or None without one, and how many attempts there were."""

    def __init__(self, message: str, status: int | None = None, attempts: int = 1) -> None:
        super().__init__(message)
        self.status = status
        self.attempts = attempts


class TooLarge(ApiError):
    """An answer whose body has more bytes than a client takes."""


class Client:
    """Calls of one API, over one session."""

    def __init__(
        self,
        base: str,
        session: aiohttp.ClientSession | None = None,
        *,
        attempts: int = 4,
        timeout_s: float = 4.0,
        max_wait_s: float = 30.0,
        max_bytes: int = 1_000_000,
        connections: int = 5,
    ) -> None:
        self._base = base.rstrip("/")
        self._session = session
        self._own = session is None
        self._attempts = attempts
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._max_wait_s = max_wait_s
        self._max_bytes = max_bytes
        self._connections = connections

    async def __aenter__(self) -> "Client":
        if self._own:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=self._connections))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._own and self._session is not None:
            await self._session.close()

    async def call(self, method: str, path: str, *, body: Any = None, key: str | None = None) -> Any:
        value, _ = await self._call(method, self._url(path), body, key)
        return value

    async def items(self, path: str) -> AsyncGenerator[Any, None]:
        url: URL | None = self._url(path)
        seen = set()
        while url is not None:
            if url in seen:
                raise ApiError(f"the page {url} was there already")
            seen.add(url)
            page, next_url = await self._call("GET", url)
            if not isinstance(page, list):
                raise ApiError(f"the page {url} is no list")
            if next_url is not None and next_url.origin() != url.origin():
                raise ApiError(f"the next page, {next_url}, lies elsewhere")
            for item in page:
                yield item
            url = next_url

    def _url(self, path: str) -> URL:
        return URL(f"{self._base}/{path.lstrip('/')}")

    async def _call(self, method: str, url: URL, body: Any = None, key: str | None = None) -> tuple[Any, URL | None]:
        """Return the value of the answer and the URL of the next page."""
        most = self._attempts if key is not None or method in REPEATABLE else 1
        attempt = 0
        while True:
            attempt += 1
            wait_s = None
            try:
                async with self._request(method, url, body, key) as response:
                    if response.status not in TEMPORARY:
                        return await self._value(response, attempt), _next(response)
                    wait_s = _retry_after(response.headers)
                    failed = ApiError(f"{method} {url}: status {response.status}", response.status, attempt)
            except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, TimeoutError) as error:
                failed = ApiError(f"{method} {url}: {error!r}", None, attempt)
                failed.__cause__ = error
            if wait_s is None:
                wait_s = FIRST_WAIT_S * 2 ** (attempt - 1)
            elif wait_s > self._max_wait_s:
                raise failed
            if attempt == most:
                raise failed
            await asyncio.sleep(wait_s)

    def _request(self, method: str, url: URL, body: Any, key: str | None) -> Any:
        if self._session is None:
            raise RuntimeError("a Client is used within its `async with` block")
        headers = {} if key is None else {"Idempotency-Key": key}
        return self._session.request(method, url, json=body, headers=headers, timeout=self._timeout)

    async def _value(self, response: aiohttp.ClientResponse, attempt: int) -> Any:
        """Return the JSON value of an answer that is no temporary failure."""
        if response.status >= 400:
            raise ApiError(f"{response.method} {response.url}: status {response.status}", response.status, attempt)
        text = await self._body(response, attempt)
        try:
            return json.loads(text) if text else None
        except ValueError as error:
            raise ApiError(f"{response.url} answers with what is no JSON", response.status, attempt) from error

    async def _body(self, response: aiohttp.ClientResponse, attempt: int) -> bytes:
        announced, body = response.content_length or 0, bytearray()
        if announced <= self._max_bytes:
            async for chunk in response.content.iter_any():
                body += chunk
                if len(body) > self._max_bytes:
                    break
            else:
                return bytes(body)
        what = f"{response.url} answers with more than {self._max_bytes} bytes"
        raise TooLarge(what, response.status, attempt)


def _next(response: aiohttp.ClientResponse) -> URL | None:
    link = response.headers.get("Link", "")
    target, _, rest = link.partition(">")
    if not rest.replace('"', "").strip("; ").startswith("rel=next"):
        return None
    target = target.removeprefix("<")
    if "://" in target:
        return URL(target)
    base = f"{response.url.origin()}/v1"
    return URL(f"{base}/{target.lstrip('/')}")


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that an answer asks for; a date counts from the answer's own."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        return (parsedate_to_datetime(asked) - parsedate_to_datetime(headers["Date"])).total_seconds()
    except (KeyError, TypeError, ValueError):
        return None


@dataclass(frozen=True)
class Fault:
    """What a server does to a request: it waits, and then cuts the connection, answers so, or lets the handler answer."""

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    wait_s: float = 0.0
    cut: bool = False


def faults(script: Iterable[Fault | None], log: list[tuple[str, str, int | None]]) -> Middleware:
    left = iter(script)

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        fault = next(left, None) or Fault()
        await asyncio.sleep(fault.wait_s)
        status: int | None = 500
        try:
            if fault.cut:
                status = None
                if request.transport is not None:
                    request.transport.abort()
                return web.Response()
            response = web.Response(status=fault.status, headers=fault.headers) if fault.status else await handler(request)
            status = response.status
            return response
        except web.HTTPException as error:
            status = error.status
            raise
        finally:
            log.append((request.method, request.path_qs, status))

    return middleware
