"""What the module under test promises, by the example of the README; your tests go into mock_gateway.py."""

from unittest import mock

import pytest

import gateway


@pytest.fixture
def transport():
    return mock.create_autospec(gateway.Transport, instance=True)


def charge(transport):
    return gateway.Gateway(transport, "sk-1").charge(customer="c-7", order="o-1", card="tok-9", amount=1250)


def test_a_charge_is_made(transport):
    transport.post.return_value = gateway.Answer(201, {"id": "ch-1"})
    assert charge(transport) == "ch-1"


def test_a_declined_charge(transport):
    transport.post.return_value = gateway.Answer(402, {"reason": "no funds"})
    with pytest.raises(gateway.Declined, match="no funds"):
        charge(transport)
