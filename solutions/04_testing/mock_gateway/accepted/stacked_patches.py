"""The same promises by another hand: patches stacked on methods, and the assertions that mocks bring along."""

import logging
import unittest
from unittest.mock import ANY, Mock, call, create_autospec, patch

import gateway as gw

CHARGE = {"customer": "anna", "order": "77", "card": "tok-secret", "amount": 99}
OK = gw.Answer(status=200, body={"id": "ch-5"})
DOWN = gw.Answer(status=599, body={})


def transport(*answers):
    made = create_autospec(gw.Transport, instance=True)
    made.post.side_effect = answers
    return made


def charge(way, **more):
    return gw.Gateway(way, "key-secret").charge(**CHARGE, **more)


@patch("gateway.monotonic", return_value=0.0)
@patch("gateway.sleep")
class Charges(unittest.TestCase):
    def test_made(self, sleep, _):
        way = transport(OK)
        self.assertEqual(charge(way), "ch-5")
        way.post.assert_called_once_with(path="/charges", body=CHARGE, headers=ANY, timeout=10)
        sleep.assert_not_called()

    def test_last_wait_is_before_the_last_try(self, sleep, _):
        way, order = transport(DOWN, DOWN, DOWN, DOWN), Mock()
        order.attach_mock(way.post, "post")
        order.attach_mock(sleep, "sleep")
        with self.assertRaises(gw.Unavailable):
            charge(way)
        names = [name for name, _, _ in order.mock_calls]
        self.assertEqual(names, ["post", "sleep", "post", "sleep", "post", "sleep", "post"])

    def test_waits(self, sleep, _):
        charge(transport(DOWN, DOWN, DOWN, OK))
        sleep.assert_has_calls([call(0.5), call(1), call(2)])

    def test_longer_wait(self, sleep, _):
        charge(transport(DOWN._replace(retry_after=9.0), OK))
        sleep.assert_called_once_with(9)

    def test_lost(self, *_):
        self.assertEqual(charge(transport(TimeoutError(), ConnectionAbortedError(), OK)), "ch-5")

    def test_cause(self, *_):
        errors = [ConnectionError(), TimeoutError(), ConnectionError(), TimeoutError()]
        try:
            charge(transport(*errors))
        except gw.Unavailable as error:
            self.assertIs(error.__cause__, errors[3])
        else:
            self.fail("no error")

    def test_declined(self, *_):
        self.assertRaisesRegex(gw.Declined, "too much", charge, transport(gw.Answer(402, {"reason": "too much"})))

    def test_refused(self, *_):
        with self.assertRaises(gw.PaymentError):
            charge(transport(gw.Answer(403, {})))

    def test_too_many(self, *_):
        self.assertEqual(charge(transport(gw.Answer(429, {}), OK)), "ch-5")

    def test_no_time_for_a_wait(self, sleep, _):
        with self.assertRaises(gw.Unavailable):
            charge(transport(DOWN, OK), within=0.5)
        sleep.assert_not_called()

    def test_short_timeout(self, *_):
        way = transport(OK)
        charge(way, within=4)
        way.post.assert_called_once_with("/charges", CHARGE, ANY, 4)

    def test_keys(self, *_):
        class ByHand:
            keys = []

            def post(self, path, body, headers, timeout):
                self.keys.append(headers["Idempotency-Key"])
                return DOWN if len(self.keys) % 3 else OK

        charge(ByHand())
        charge(ByHand())
        first, again, last, *second = ByHand.keys
        self.assertTrue(first == again == last)
        self.assertEqual(len({first, *second}), 2)

    def test_secrets(self, *_):
        logger, said = logging.getLogger("gateway"), []
        handler = Mock(level=0, handle=lambda record: said.append(record.getMessage()))
        logger.addHandler(handler)
        self.addCleanup(logger.removeHandler, handler)
        logger.setLevel(1)
        self.addCleanup(logger.setLevel, logging.NOTSET)
        charge(transport(DOWN, OK))
        self.assertFalse([text for text in said if "secret" in text])
