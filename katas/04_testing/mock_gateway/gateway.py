"""A client of a payment provider, which charges cards and tries again where that is safe.

It looks up `monotonic` and `sleep` among its own names whenever it needs them.  Each wait is one call of `sleep`; how
often it reads the clock is nobody's business.

This module is given: it is right, and it is what your tests are for.
"""

import logging
from time import monotonic, sleep
from typing import NamedTuple, Protocol
from uuid import uuid4

_TRIES = 4
_FIRST_WAIT = 0.5
_TIMEOUT = 10.0

_log = logging.getLogger("gateway")


class Answer(NamedTuple):
    """What the provider answers; `retry_after` is for how many seconds it wants to be left alone, if it says so."""

    status: int
    body: dict[str, str]
    retry_after: float | None = None


class Transport(Protocol):
    """The way to the provider.  Callers may give the arguments of `post` by position or by name."""

    def post(self, path: str, body: dict[str, object], headers: dict[str, str], timeout: float) -> Answer:
        """Send `body` to `path` and return the answer.

        Raises:
            TimeoutError: none came within `timeout` seconds.
            ConnectionError: there is no way to the provider.
        """


class PaymentError(Exception):
    """The charge is not known to be made."""


class Declined(PaymentError):
    """The bank says no; `reason` is why."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"declined: {reason}")
        self.reason = reason


class Unavailable(PaymentError):
    """Every try failed; `__cause__` is what the transport raised in the last one, and None if that was answered."""


class Gateway:
    """Makes charges for the owner of `api_key`, which is secret."""

    def __init__(self, transport: Transport, api_key: str) -> None:
        self._transport = transport
        self._api_key = api_key

    def charge(self, *, customer: str, order: str, card: str, amount: int, within: float = 60.0) -> str:
        """Charge `amount` cents to a card and return the id of the charge, the `id` in the body of an answer of 2xx.

        A try posts to `/charges` a body of `customer`, `order`, `card` and `amount`, and nothing else.  Its headers
        have `Authorization`, which is `Bearer API_KEY`, and `Idempotency-Key`, by which the provider knows a charge
        that it has made: the same in all tries of a charge, and another for each charge.  More headers may be there.
        Its timeout is 10 seconds, or what is left of `within`, if that is less.  `within` begins with the call, and
        no try begins when nothing is left of it.

        A try has failed when the transport raises TimeoutError or ConnectionError, and when the status is 429, or 500
        or more.  Then another follows; there are at most 4.  The gateway waits 0.5 seconds before the second, 1
        before the third and 2 before the fourth, or the `retry_after` of the answer just got, if that is longer.  It
        does not wait where no try would follow: after the fourth, or where the wait would take all that is left.

        It logs to `gateway`, or to a logger below that, a warning for each try that another follows, and an info for
        each charge that was made.  More may be logged, but never the API key or the card, not even for DEBUG.

        Raises:
            Declined: the status is 402; its reason is the `reason` in the body.
            Unavailable: the last try has failed, or nothing was left for a first.
            PaymentError: the status is any other.
        """
        body: dict[str, object] = {"customer": customer, "order": order, "card": card, "amount": amount}
        headers = {"Authorization": f"Bearer {self._api_key}", "Idempotency-Key": str(uuid4())}
        ends = monotonic() + within
        error: Exception | None = None
        for number in range(1, _TRIES + 1):
            left = ends - monotonic()
            if left <= 0:
                break
            _log.debug("try %d for order %s, %g s left", number, order, left)
            answer = None
            try:
                answer = self._transport.post("/charges", body, headers, timeout=min(left, _TIMEOUT))
            except (TimeoutError, ConnectionError) as caught:
                error = caught
            else:
                error = None
                if not _is_busy(answer.status):
                    return _id_of(answer, order)
            wait = _FIRST_WAIT * 2 ** (number - 1)
            if answer is not None and answer.retry_after is not None:
                wait = max(wait, answer.retry_after)
            if number == _TRIES or wait >= ends - monotonic():
                break
            _log.warning("try %d for order %s failed, the next is in %g s", number, order, wait)
            sleep(wait)
        raise Unavailable(f"order {order} could not be charged") from error


def _is_busy(status: int) -> bool:
    return status == 429 or status >= 500


def _id_of(answer: Answer, order: str) -> str:
    if answer.status == 402:
        raise Declined(answer.body["reason"])
    if not 200 <= answer.status < 300:
        raise PaymentError(f"status {answer.status} for order {order}")
    _log.info("order %s is charged: %s", order, answer.body["id"])
    return answer.body["id"]
