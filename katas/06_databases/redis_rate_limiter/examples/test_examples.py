import pytest
import redis
from redis_rate_limiter import Decision, RateLimiter


@pytest.fixture
def client(service):
    """A client of a server that is started for one test."""
    with redis.Redis.from_url(service("redis").url) as client:
        yield client


def test_up_to_the_limit(client):
    limiter = RateLimiter(client, 2, clock_ms=lambda: 5000)

    assert limiter.allow("alice") == Decision(True, 1, 0)
    assert limiter.allow("alice") == Decision(True, 0, 0)
    assert limiter.allow("alice") == Decision(False, 0, 61_000)
    assert limiter.allow("bob") == Decision(True, 1, 0)


def test_server_that_forgets(client):
    limiter = RateLimiter(client, 2)
    limiter.allow("alice")
    client.script_flush()

    assert limiter.allow("alice").remaining == 0
    assert not limiter.allow("alice").allowed


def test_cost(client):
    with pytest.raises(ValueError):
        RateLimiter(client, 2).allow("alice", cost=3)
