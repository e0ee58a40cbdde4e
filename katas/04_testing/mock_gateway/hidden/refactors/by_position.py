import logging
import secrets
from functools import partial
from time import monotonic, sleep
from typing import NamedTuple, Protocol

PAUSES = (0.5, 1.0, 2.0)


class Answer(NamedTuple):
    status: int
    body: dict[str, str]
    retry_after: float | None = None


class Transport(Protocol):
    def post(self, path: str, body: dict[str, object], headers: dict[str, str], timeout: float) -> Answer:
        raise ConnectionError(path)


class PaymentError(Exception):
    pass


class Declined(PaymentError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unavailable(PaymentError):
    pass


class Gateway:
    def __init__(self, transport: Transport, api_key: str) -> None:
        self.logger = logging.getLogger("gateway.charges")
        self.authorization = "Bearer " + api_key
        self.transport = transport

    def charge(self, *, customer: str, order: str, card: str, amount: int, within: float = 60.0) -> str:
        until = monotonic() + within
        headers = {"Idempotency-Key": secrets.token_hex(16), "Authorization": self.authorization, "Accept": "text/json"}
        body = {"amount": amount, "card": card, "customer": customer, "order": order}
        post = partial(self.transport.post, "/charges", body, headers)
        pauses = list(PAUSES)
        cause = None
        while (left := until - monotonic()) > 0:
            try:
                status, content, asked = post(left if left < 10 else 10.0)
                cause = None
            except (ConnectionError, TimeoutError) as raised:
                status, content, asked, cause = 503, {}, None, raised
            if status // 100 == 2:
                self.logger.info("charged")
                return content["id"]
            if status == 402:
                raise Declined(content["reason"])
            if status < 500 and status != 429:
                raise PaymentError(status)
            pause = max(pauses.pop(0), asked or 0.0) if pauses else within
            if pause >= until - monotonic():
                break
            self.logger.warning("once more")
            sleep(pause)
        raise Unavailable(within) from cause
