import logging
import os
from dataclasses import dataclass
from time import monotonic, sleep
from typing import NamedTuple, Protocol


class Answer(NamedTuple):
    status: int
    body: dict[str, str]
    retry_after: float | None = None


class Transport(Protocol):
    def post(self, path: str, body: dict[str, object], headers: dict[str, str], timeout: float) -> Answer: ...


class PaymentError(Exception):
    pass


class Unavailable(PaymentError):
    pass


class Declined(PaymentError):
    @property
    def reason(self) -> str:
        return self.args[0]


@dataclass
class _Charge:
    gateway: "Gateway"
    body: dict[str, object]
    key: str
    ends: float
    error: Exception | None = None

    def left(self) -> float:
        return self.ends - monotonic()

    def attempt(self, number: int) -> str:
        if self.left() <= 0:
            raise Unavailable("no time") from self.error
        logging.getLogger("gateway").debug("%s", {"number": number, "left": self.left(), "now": monotonic()})
        self.error, pause = None, 0.0
        try:
            answer = self.gateway.send(dict(self.body), self.key, min(10.0, self.left()))
        except (TimeoutError, ConnectionError) as problem:
            self.error = problem
        else:
            if answer.status != 429 and answer.status < 500:
                return self.settle(answer)
            pause = answer.retry_after or pause
        pause = max(pause, 2.0 ** (number - 2))
        if number > 3 or self.left() <= pause:
            raise Unavailable(f"{number} tries") from self.error
        logging.getLogger("gateway").warning("try %s has failed: %s", number, type(self.error).__name__)
        sleep(pause)
        return self.attempt(number + 1)

    def settle(self, answer: Answer) -> str:
        match answer.status:
            case 402:
                raise Declined(answer.body["reason"])
            case status if status // 100 != 2:
                raise PaymentError(f"{status}")
        logging.getLogger("gateway").info("%s for %s", answer.body["id"], self.body["customer"])
        return answer.body["id"]


class Gateway:
    def __init__(self, transport: Transport, api_key: str) -> None:
        self.send = lambda body, key, timeout: transport.post(
            timeout=timeout,
            headers={"Authorization": f"Bearer {api_key}", "Idempotency-Key": key},
            body=body,
            path="/charges",
        )

    def charge(self, *, customer: str, order: str, card: str, amount: int, within: float = 60.0) -> str:
        body = {"customer": customer, "order": order, "card": card, "amount": amount}
        return _Charge(self, body, os.urandom(16).hex(), monotonic() + within).attempt(1)
