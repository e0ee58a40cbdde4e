"""Tests for gateway.py; this is the file to edit."""

import unittest
from unittest import mock

import gateway


class ChargeTests(unittest.TestCase):
    def test_a_charge_is_made(self):
        transport = mock.Mock()
        transport.post.return_value = gateway.Answer(201, {"id": "ch-1"})
        gateway.Gateway(transport, "sk-1").charge(customer="c-7", order="o-1", card="tok-9", amount=1250)
        transport.post.assert_called_once()

    def test_the_rest(self):
        raise NotImplementedError
