import pytest

OWNERS = [("/shop", "web"), ("/api/pay", "money"), ("/api", "core"), ("/api/users", "never"), ("/pay", "money")]
HEAD = "team         requests  errors  clients     p95  busiest\n"


def request(path="/shop", *, time="10:00:00", status=200, ms=5, client="10.0.0.1", date="2026-03-01"):
    return f"{date}T{time} GET {path} {status} {ms} {client}"


def row(name, requests, *, errors=0, clients=1, p95=5, busiest="10:00"):
    return f"{name:<12}{requests:>9}{errors:>8}{clients:>9}{p95:>8}{busiest:>9}\n"


def test_a_day(submission):
    """The report has a row for each team, and one for all."""
    lines = [
        request("/api/users", time="10:00:05", ms=35), request("/shop/7", time="10:00:59", ms=9, client="10.0.0.2"),
        request("/api/users", time="10:01:00", status=503, ms=120),
    ]
    assert submission.report(lines, OWNERS) == HEAD + (
        "core                2       1        1     120    10:00\n"
        "web                 1       0        1       9    10:00\n"
        "total               3       1        2     120    10:00\n"
    )


def test_no_requests(submission):
    """Without requests there is the total, without a p95 and a minute."""
    assert submission.report([], OWNERS) == HEAD + "total               0       0        0       -        -\n"


def test_first_owner(submission):
    """A path belongs to the first owner whose prefix it begins with, not to the longest prefix."""
    lines = [request("/api/users/1"), request("/api/payments"), request("/apis")]
    assert submission.report(lines, OWNERS) == HEAD + row("core", 2) + row("money", 1) + row("total", 3)


def test_nobody(submission):
    """A path without an owner belongs to nobody."""
    assert submission.report([request("/a/shop"), request("/")], OWNERS) == HEAD + row("nobody", 2) + row("total", 2)


def test_a_team_with_two_prefixes(submission):
    """The requests of a team are in one row, whichever prefix they came by."""
    lines = [request("/pay", client="a"), request("/api/pay", client="b")]
    assert submission.report(lines, OWNERS) == HEAD + row("money", 2, clients=2) + row("total", 2, clients=2)


def test_other_owners(submission):
    """Nothing is kept between calls: the same path may have another owner then."""
    submission.report([request("/shop")], [("/shop", "first")])
    assert submission.report([request("/shop")], [("/sho", "second")]) == HEAD + row("second", 1) + row("total", 1)


def test_most_requests_first(submission):
    """Teams with more requests come first, of equal ones that whose first request came first."""
    lines = [request("/shop"), request("/x"), request("/pay"), request("/api"), request("/api"), request("/pay")]
    rows = row("money", 2) + row("core", 2) + row("web", 1) + row("nobody", 1) + row("total", 6)
    assert submission.report(lines, OWNERS) == HEAD + rows


def test_clients(submission):
    """A client of two teams is one client of all."""
    lines = [request("/shop", client="a"), request("/api", client="a"), request("/shop", client="b")]
    rows = row("web", 2, clients=2) + row("core", 1, clients=1) + row("total", 3, clients=2)
    assert submission.report(lines, OWNERS) == HEAD + rows


def test_errors(submission):
    """Errors are statuses from 500 on."""
    lines = [request(status=status) for status in (499, 500, 404, 599, 501, 200)]
    assert submission.report(lines, OWNERS) == HEAD + row("web", 6, errors=3) + row("total", 6, errors=3)


@pytest.mark.parametrize(("n", "p95"), [(20, 190), (21, 200)])
def test_p95(submission, n, p95):
    """The p95 is the smallest time that is enough for 95 % of the requests, sorted as numbers."""
    lines = [request(ms=10 * (n - i)) for i in range(n)]
    assert submission.report(lines, OWNERS) == HEAD + row("web", n, p95=p95) + row("total", n, p95=p95)


def test_busiest_minute(submission):
    """The busiest minute is that of most requests, on whichever day."""
    lines = [
        request(time="10:01:00"), request(time="10:00:01"), request(time="23:59:58"),
        request(time="10:00:59", date="2026-03-02"),
    ]
    assert submission.report(lines, OWNERS) == HEAD + row("web", 4) + row("total", 4)


def test_equal_minutes(submission):
    """Of minutes with as many requests it is that whose first request stands first, in a team and in all."""
    lines = [
        request("/api", time="08:00:00"), request("/shop", time="11:00:00"), request("/api", time="12:00:00"),
        request("/shop", time="09:00:00"), request("/api", time="12:00:20"), request("/shop", time="09:00:30"),
        request("/shop", time="11:00:10"),
    ]
    rows = row("web", 4, busiest="11:00") + row("core", 3, busiest="12:00") + row("total", 7, busiest="11:00")
    assert submission.report(lines, OWNERS) == HEAD + rows


def test_long_names(submission):
    """What is longer than its column is written in full."""
    assert submission.report([request("/x", ms=1234567890)], [("", "a-very-long-name")]) == HEAD + (
        "a-very-long-name        1       0        11234567890    10:00\n"
        "total               1       0        11234567890    10:00\n"
    )
