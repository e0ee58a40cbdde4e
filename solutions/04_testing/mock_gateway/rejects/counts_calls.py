"""Calls are counted."""

import unittest
from unittest import mock

import gateway

MADE, BUSY = gateway.Answer(201, {"id": "ch-1"}), gateway.Answer(503, {})


class ChargeTests(unittest.TestCase):
    def setUp(self):
        self.sleep = mock.patch("gateway.sleep").start()
        self.addCleanup(mock.patch.stopall)
        self.transport = mock.create_autospec(gateway.Transport, instance=True)

    def charge(self, *answers):
        self.transport.post.side_effect = answers
        return gateway.Gateway(self.transport, "sk-1").charge(customer="c-7", order="o-1", card="tok-9", amount=1250)

    def test_made(self):
        self.charge(MADE)
        self.transport.post.assert_called_once()
        self.sleep.assert_not_called()

    def test_declined(self):
        with self.assertRaises(gateway.Declined):
            self.charge(gateway.Answer(402, {"reason": "no funds"}))
        self.transport.post.assert_called_once()

    def test_given_up(self):
        with self.assertRaises(gateway.Unavailable):
            self.charge(BUSY, BUSY, BUSY, BUSY)
        self.assertEqual((self.transport.post.call_count, self.sleep.call_count), (4, 3))

    def test_busy(self):
        self.assertEqual(self.charge(BUSY, MADE), "ch-1")
        self.assertEqual(self.transport.post.call_count, 2)

    def test_busy_twice(self):
        self.assertEqual(self.charge(BUSY, BUSY, MADE), "ch-1")
        self.assertEqual(self.transport.post.call_count, 3)

    def test_busy_thrice(self):
        self.assertEqual(self.charge(BUSY, BUSY, BUSY, MADE), "ch-1")
        self.assertEqual(self.transport.post.call_count, 4)

    def test_timeout(self):
        self.assertEqual(self.charge(TimeoutError(), MADE), "ch-1")
        self.assertEqual(self.transport.post.call_count, 2)

    def test_lost(self):
        self.assertEqual(self.charge(ConnectionError(), MADE), "ch-1")
        self.assertEqual(self.transport.post.call_count, 2)

    def test_lost_twice(self):
        self.assertEqual(self.charge(ConnectionError(), ConnectionResetError(), MADE), "ch-1")
        self.assertEqual(self.transport.post.call_count, 3)

    def test_too_many(self):
        self.assertEqual(self.charge(gateway.Answer(429, {}), MADE), "ch-1")
        self.assertEqual(self.transport.post.call_count, 2)

    def test_broken(self):
        self.assertEqual(self.charge(gateway.Answer(500, {}), MADE), "ch-1")
        self.assertEqual(self.transport.post.call_count, 2)

    def test_slow(self):
        self.assertEqual(self.charge(TimeoutError(), TimeoutError(), MADE), "ch-1")
        self.assertEqual(self.transport.post.call_count, 3)
