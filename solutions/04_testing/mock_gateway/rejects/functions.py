"""Functions, as pytest collects them."""

from unittest import mock

import gateway


def test_a_charge_is_made():
    transport = mock.create_autospec(gateway.Transport, instance=True)
    transport.post.return_value = gateway.Answer(201, {"id": "ch-1"})
    made = gateway.Gateway(transport, "sk-1").charge(customer="c-7", order="o-1", card="tok-9", amount=1250)
    assert made == "ch-1"
