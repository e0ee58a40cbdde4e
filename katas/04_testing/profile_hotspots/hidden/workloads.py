"""A day of requests to seven teams: as many prefixes as a gateway has, few paths, many clients."""


def setup_day(rng, n):
    """n requests and 27 owners."""
    owners = [(f"/{area}/{chr(97 + i % 26)}", f"team-{i % 7}") for i, area in enumerate(("shop", "api", "admin") * 9)]
    paths = [f"{prefix}{rng.randrange(4)}" for prefix, _ in owners] + ["/health", "/favicon.ico"]
    times = [f"2026-03-01T{rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}" for _ in range(n)]
    clients = [f"10.0.{rng.randrange(256)}.{rng.randrange(256)}" for _ in range(n)]
    rest = zip(rng.choices(paths, k=n), rng.choices((200, 200, 404, 500), k=n), rng.choices(range(900), k=n), clients)
    return [f"{time} GET {path} {status} {ms} {client}" for time, (path, status, ms, client) in zip(times, rest)], owners


def day(module, data):
    return module.report(*data)
