"""Many open sessions, and long streams of which little is open."""


def setup_open_sessions(rng, n):
    """n users come one after the other, nearly in order, and stay for longer than this lasts."""
    users = [f"user-{k}" for k in range(n)]
    rng.shuffle(users)
    return [(user, at - rng.randrange(3)) for at, user in enumerate(users)]


def open_sessions(module, events):
    return list(module.sessions(events, 10 * len(events), 20 * len(events), 3))


def setup_stream(rng, n):
    return rng.randrange(1_000_000), n


def stream(module, data):
    """Half of the events are visits of new users, half those of 10 regular ones who stay in touch; made as they are pulled."""
    start, n = data
    seen = 0
    for _, first, last, count in module.sessions(((f"visitor-{k}", start + k) for k in range(n // 2)), 20, 50, 20):
        seen += first + last + count
    for _, first, last, count in module.sessions(((f"regular-{k % 10}", start + k) for k in range(n // 2)), n, 2 * n, 20):
        seen += first + last + count
    return seen
