from sessionize import sessions


def test_users_are_separate():
    clicks = [("ann", 0), ("bob", 2), ("ann", 4), ("ann", 14), ("bob", 30)]
    assert list(sessions(clicks, gap=10, max_len=60)) == [("bob", 2, 2, 1), ("ann", 0, 4, 2), ("ann", 14, 14, 1), ("bob", 30, 30, 1)]


def test_the_longest_session():
    assert list(sessions([("ann", t) for t in [0, 8, 16, 24]], gap=10, max_len=16)) == [("ann", 0, 8, 2), ("ann", 16, 24, 2)]


def test_late_events():
    late = []
    clicks = [("ann", 0), ("ann", 12), ("ann", 7), ("ann", 5), ("ann", 13)]
    assert list(sessions(clicks, gap=10, max_len=60, lateness=5, on_late=late.append)) == [("ann", 0, 13, 4)]
    assert late == [("ann", 5)]
