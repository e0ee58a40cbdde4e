"""The list of calls is compared, in which position and name are not the same."""

import unittest
from typing import NamedTuple
from unittest import mock

import gateway
from gateway import Answer, Declined, Gateway, PaymentError, Unavailable

API_KEY, CARD = "sk-live-31", "tok-4242"
MADE, BUSY = Answer(201, {"id": "ch-1"}), Answer(503, {})


class Try(NamedTuple):
    """What `post` was given, copied when it was called: a mock keeps the dicts themselves, which may change later."""

    path: str
    body: dict
    headers: dict
    timeout: float


class GatewayTestCase(unittest.TestCase):
    def setUp(self):
        self.now, self.events = 1000.0, []
        for name, fake in {"monotonic": lambda: self.now, "sleep": self.sleep}.items():
            patcher = mock.patch.object(gateway, name, autospec=True, side_effect=fake)
            patcher.start()
            self.addCleanup(patcher.stop)
        self.transport = mock.create_autospec(gateway.Transport, instance=True)
        self.gateway = Gateway(self.transport, API_KEY)

    def sleep(self, seconds):
        self.events.append(seconds)
        self.now += seconds

    @property
    def tries(self):
        return [event for event in self.events if isinstance(event, Try)]

    @property
    def waits(self):
        return [event for event in self.events if not isinstance(event, Try)]

    def charge(self, *answers, order="o-1", takes=0, **more):
        """Make a charge whose tries get these answers, each after some time; the last one is given ever after."""
        left = list(answers)

        def post(path, body, headers, timeout):
            self.events.append(Try(path, dict(body), dict(headers), timeout))
            self.now += takes
            answer = left.pop(0) if len(left) > 1 else left[0]
            if isinstance(answer, Exception):
                raise answer
            return answer

        self.transport.post.side_effect = post
        return self.gateway.charge(customer="c-7", order=order, card=CARD, amount=1250, **more)


class OneTry(GatewayTestCase):
    def test_path_body_and_timeout(self):
        self.assertEqual(self.charge(MADE), "ch-1")
        body = {"customer": "c-7", "order": "o-1", "card": CARD, "amount": 1250}
        self.assertEqual(
            self.transport.post.call_args_list, [mock.call("/charges", body, self.tries[0].headers, timeout=10)]
        )

    def test_the_api_key_authorizes(self):
        self.charge(MADE)
        self.assertEqual(self.tries[0].headers["Authorization"], f"Bearer {API_KEY}")

    def test_declined(self):
        with self.assertRaises(Declined) as caught:
            self.charge(Answer(402, {"reason": "no funds"}))
        self.assertEqual((caught.exception.reason, len(self.tries)), ("no funds", 1))

    def test_any_other_status(self):
        for status in (302, 400, 404, 428, 499):
            with self.subTest(status), self.assertRaises(PaymentError) as caught:
                self.charge(Answer(status, {}))
            self.assertNotIsInstance(caught.exception, (Declined, Unavailable))

    def test_no_time_for_any(self):
        with self.assertRaises(Unavailable):
            self.charge(MADE, within=0)
        self.assertEqual(self.events, [])


class MoreTries(GatewayTestCase):
    def test_what_is_tried_again(self):
        errors = TimeoutError(), ConnectionError(), ConnectionResetError()
        for failure in (*errors, Answer(429, {}), Answer(500, {}), BUSY):
            with self.subTest(failure):
                self.assertEqual(self.charge(failure, MADE), "ch-1")

    def test_four_at_most(self):
        with self.assertRaises(Unavailable):
            self.charge(BUSY)
        self.assertEqual(len(self.tries), 4)

    def test_the_last_cause(self):
        errors = [ConnectionError(str(number)) for number in range(4)]
        with self.assertRaises(Unavailable) as caught:
            self.charge(*errors)
        self.assertIs(caught.exception.__cause__, errors[-1])

    def test_no_cause_when_the_last_was_answered(self):
        with self.assertRaises(Unavailable) as caught:
            self.charge(ConnectionError(), BUSY)
        self.assertIsNone(caught.exception.__cause__)


class Keys(GatewayTestCase):
    def key_of(self, number):
        return self.tries[number].headers["Idempotency-Key"]

    def test_all_tries_share_one(self):
        self.charge(BUSY, ConnectionError(), MADE)
        self.assertEqual([self.key_of(1), self.key_of(2)], [self.key_of(0)] * 2)

    def test_each_charge_has_its_own(self):
        self.charge(MADE)
        self.charge(MADE)
        self.assertNotEqual(self.key_of(0), self.key_of(1))


class Time(GatewayTestCase):
    def test_waits_double(self):
        self.charge(BUSY, ConnectionError(), BUSY, MADE)
        self.assertEqual(self.waits, [0.5, 1, 2])

    def test_the_provider_may_ask_for_more(self):
        self.charge(Answer(429, {}, retry_after=3), Answer(503, {}, retry_after=0.25), MADE)
        self.assertEqual(self.waits, [3, 1])

    def test_no_wait_after_the_last(self):
        with self.assertRaises(Unavailable):
            self.charge(BUSY)
        self.assertIsInstance(self.events[-1], Try)

    def test_a_timeout_is_what_is_left(self):
        self.charge(BUSY, MADE, within=12, takes=9)
        self.assertEqual([t.timeout for t in self.tries], [10, 2.5])

    def test_no_wait_when_no_try_would_follow(self):
        for within in (1.25, 1.5):
            self.events.clear()
            with self.subTest(within), self.assertRaises(Unavailable):
                self.charge(BUSY, within=within)
            self.assertEqual(self.waits, [0.5])


class Logs(GatewayTestCase):
    def test_levels(self):
        with self.assertLogs("gateway", level="INFO") as logs:
            self.charge(BUSY, ConnectionError(), MADE)
        self.assertEqual([record.levelname for record in logs.records], ["WARNING", "WARNING", "INFO"])

    def test_no_secret_at_any_level(self):
        with self.assertLogs("gateway", level="DEBUG") as logs:
            self.charge(BUSY, ConnectionError(), MADE)
        for secret in (API_KEY, CARD):
            self.assertNotIn(secret, "\n".join(logs.output))
