"""Closes a session when its user comes back."""

def sessions(events, gap, max_len, lateness=0, on_late=None):
    if gap < 1 or max_len < 1 or lateness < 0:
        raise ValueError("limits")
    return _sessions(events, gap, max_len, lateness, on_late)


def _sessions(events, gap, max_len, lateness, on_late):
    kept, now = [], None
    for user, at in events:
        now = at if now is None else max(now, at)
        if at >= now - lateness:
            kept.append((at, user))
        elif on_late:
            on_late((user, at))
    done, opened = [], {}
    for at, user in sorted(kept):
        if user in opened and at < min(opened[user][1] + gap, opened[user][0] + max_len):
            opened[user][1:] = at, opened[user][2] + 1
        else:
            if user in opened:
                done.append((user, *opened[user]))
            opened[user] = [at, at, 1]
    done += [(user, *session) for user, session in opened.items()]
    yield from sorted(done, key=lambda s: (min(s[2] + gap, s[1] + max_len), s[1], s[0]))
