import pytest

HANG = {"hang": True}
CUT = {"cut": True}
OK = [1]
DATE = "Wed, 21 Oct 2026 07:28:00 GMT"


def request(call, body="", key=None):
    return {"call": call, "body": body, "key": key}


# One attempt.

@pytest.mark.parametrize(("step", "value"), [
    pytest.param({"json": {"a": [1, None]}}, {"a": [1, None]}, id="json"),
    pytest.param({"text": "[1]", "headers": {"Content-Type": "text/html"}}, [1], id="another-type"),
    pytest.param({"json": [2], "chunked": True}, [2], id="chunked"),
    pytest.param({"json": [3], "zip": True}, [3], id="zipped"),
    pytest.param({"text": ""}, None, id="empty"),
    pytest.param(204, None, id="no-content"),
    pytest.param({"json": 0, "status": 201}, 0, id="created"),
])
def test_answers(probes, step, value):
    """The value of an answer is its JSON, whatever its content type says, and None if it is empty."""
    assert probes.called([step])["results"] == [value]


@pytest.mark.parametrize(("method", "body", "sent"), [
    pytest.param("GET", None, "", id="none"), pytest.param("POST", {"a": [None]}, '{"a": [null]}', id="object"),
    pytest.param("PUT", 0, "0", id="zero"), pytest.param("PATCH", [], "[]", id="empty"),
])
def test_requests(probes, method, body, sent):
    """A request has its method, its path with the query, and its body as JSON if there is one."""
    assert probes.called([], method=method, path="/x?a=1&b=2", body=body)["seen"] == [request(f"{method} /x?a=1&b=2", sent)]


@pytest.mark.parametrize(("base", "path", "expected"), [
    ("/v1", "/x", "GET /v1/x"), ("/v1/", "x", "GET /v1/x"), ("/v1", "x/y", "GET /v1/x/y"), ("", "/x", "GET /x"),
    ("/v1/", "/x", "GET /v1/x"),
])
def test_base(probes, base, path, expected):
    """A path lies below the base, with one slash between them."""
    assert probes.based(base, path) == expected


@pytest.mark.parametrize("status", [400, 401, 404, 409, 501])
def test_errors_for_good(probes, status):
    """Another error status is no temporary failure: the call fails at the first attempt, and says which it was."""
    seen = probes.called([status])
    assert seen["results"] == [{"error": "ApiError", "status": status, "attempts": 1, "cause": None}]
    assert seen["times"] == [0.0]


@pytest.mark.parametrize("step", [{"text": "[1"}, {"hex": "5b22ff225d"}], ids=["cut-off", "not-utf8"])
def test_no_json(probes, step):
    """An answer that is no JSON fails for good, because of the error of parsing it."""
    seen = probes.called([step])
    assert seen["results"] == [{"error": "ApiError", "status": 200, "attempts": 1, "cause": "value"}]
    assert seen["times"] == [0.0]


# Further attempts.

@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_temporary_statuses(probes, status):
    """After a status that says "not now" there are further attempts, after 0.5, 1 and 2 seconds."""
    seen = probes.called([status, status, status])
    assert seen["results"] == [OK]
    assert seen["times"] == [0.0, 0.5, 1.5, 3.5]


@pytest.mark.parametrize(("options", "times"), [
    pytest.param({}, [0.0, 0.5, 1.5, 3.5], id="default"), pytest.param({"attempts": 1}, [0.0], id="one"),
    pytest.param({"attempts": 6}, [0.0, 0.5, 1.5, 3.5, 7.5, 15.5], id="six"),
])
def test_last_attempt(probes, options, times):
    """After the last attempt the call fails, at once, with the status and the number of attempts."""
    seen = probes.called([503] * 9, options=options)
    assert seen["results"] == [{"error": "ApiError", "status": 503, "attempts": len(times), "cause": None}]
    assert seen["times"] == times
    assert seen["ended"] == times[-1]


def test_error_after_attempts(probes):
    """A failure for good ends the attempts, and tells their number."""
    assert probes.called([503, 404])["results"] == [{"error": "ApiError", "status": 404, "attempts": 2, "cause": None}]


def test_each_call_begins_anew(probes):
    """What one call has waited and tried counts for no other."""
    seen = probes.called([503, 503, {"json": 1}, 503, {"json": 2}], calls=2)
    assert seen["results"] == [1, 2]
    assert seen["times"] == [0.0, 0.5, 1.5, 1.5, 2.0]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_repeated_methods(probes, method):
    """GET, PUT and DELETE are repeated as they are, with their body."""
    seen = probes.called([503], method=method, path="/x?a=1", body={"a": 1})
    assert seen["results"] == [OK]
    assert seen["seen"] == [request(f"{method} /x?a=1", '{"a": 1}')] * 2


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize(("step", "status", "cause"), [
    pytest.param(503, 503, None, id="503"), pytest.param(HANG, None, "timeout", id="timeout"), pytest.param(CUT, None, "connection", id="cut"),
])
def test_not_repeated(probes, method, step, status, cause):
    """Any other method is not repeated, since nobody knows whether it was done: one attempt, whatever happens to it."""
    seen = probes.called([step], method=method, body=1)
    assert seen["results"] == [{"error": "ApiError", "status": status, "attempts": 1, "cause": cause}]
    assert len(seen["seen"]) == 1


def test_key(probes):
    """With a key any method is repeated, and each request has it as its Idempotency-Key."""
    seen = probes.called([503, CUT], method="POST", body=[1], key="k-1")
    assert seen["results"] == [OK]
    assert seen["seen"] == [request("POST /x", "[1]", "k-1")] * 3


def test_cut_connections(probes):
    """A connection that ends without an answer is a temporary failure; without a status, and with the error as its cause."""
    seen = probes.called([CUT] * 3, method="POST", key="k", options={"attempts": 3})
    assert seen["results"] == [{"error": "ApiError", "status": None, "attempts": 3, "cause": "connection"}]
    assert seen["times"] == [0.0, 0.5, 1.5]


@pytest.mark.parametrize(("script", "status", "cause"), [([503, CUT], None, "connection"), ([CUT, 503], 503, None)], ids=["cut", "503"])
def test_status_of_the_last(probes, script, status, cause):
    """An error tells of the last attempt, not of those before it."""
    seen = probes.called(script, method="POST", key="k", options={"attempts": 2})
    assert seen["results"] == [{"error": "ApiError", "status": status, "attempts": 2, "cause": cause}]


def test_answer_that_breaks_off(probes):
    """So is a body that ends too early."""
    seen = probes.called([{"text": "[1", "short": True, "headers": {"Content-Length": "9"}}] * 2, options={"attempts": 2})
    assert seen["results"] == [{"error": "ApiError", "status": None, "attempts": 2, "cause": "payload"}]
    assert seen["times"] == [0.0, 0.5]


@pytest.mark.parametrize("step", [
    pytest.param(HANG, id="no-answer"), pytest.param({"text": "[1", "stall": True}, id="half-an-answer"),
    pytest.param({"text": " " * 50_000 + "2", "drip": 0.75}, id="drip-by-drip"),
])
def test_slow_answers(probes, step):
    """An attempt that takes longer than `timeout_s`, to the end of its body, is a temporary failure."""
    seen = probes.called([step], options={"timeout_s": 2.0})
    assert seen["results"] == [OK]
    assert seen["times"] == [0.0, 2.5]


def test_always_slow(probes):
    """When all attempts take too long, a timeout is the cause of the failure; each has the whole time."""
    seen = probes.called([HANG] * 9)
    assert seen["results"] == [{"error": "ApiError", "status": None, "attempts": 4, "cause": "timeout"}]
    assert seen["times"] == [0.0, 4.5, 9.5, 15.5]


# What servers ask for.

@pytest.mark.parametrize(("headers", "wait"), [
    pytest.param({"Retry-After": "3"}, 3.0, id="seconds"),
    pytest.param({"Retry-After": "0"}, 0.0, id="zero"),
    pytest.param({"Retry-After": "30"}, 30.0, id="30-seconds"),
    pytest.param({"Retry-After": "Wed, 21 Oct 2026 07:28:09 GMT", "Date": DATE}, 9.0, id="date"),
    pytest.param({"Retry-After": "Wed, 21 Oct 2026 07:27:50 GMT", "Date": DATE}, 0.0, id="past"),
    pytest.param({"Retry-After": "soon"}, 0.5, id="words"),
    pytest.param({"Retry-After": "-3"}, 0.5, id="negative"),
    pytest.param({"Retry-After": ""}, 0.5, id="nothing"),
])
def test_retry_after(probes, headers, wait):
    """The next attempt comes as late as the answer asks, in seconds or by a date, which counts from the answer's own."""
    seen = probes.called([{"status": 503, "headers": headers}])
    assert seen["results"] == [OK]
    assert seen["times"] == [0.0, wait]


def test_retry_after_in_between(probes):
    """The other pauses grow with the attempts, whatever an answer asked for."""
    seen = probes.called([503, {"status": 429, "headers": {"Retry-After": "7"}}, 503])
    assert seen["times"] == [0.0, 0.5, 7.5, 9.5]


@pytest.mark.parametrize(("asked", "options"), [("31", {}), ("4", {"max_wait_s": 3.0})], ids=["default", "3-seconds"])
def test_asked_for_too_much(probes, asked, options):
    """A server that asks for more than `max_wait_s` is not waited for: the call fails at once."""
    seen = probes.called([{"status": 429, "headers": {"Retry-After": asked}}], options=options)
    assert seen["results"] == [{"error": "ApiError", "status": 429, "attempts": 1, "cause": None}]
    assert seen["ended"] == 0.0


def test_own_pauses_have_no_bound(probes):
    """`max_wait_s` is about what servers ask for."""
    assert probes.called([503, 503], options={"max_wait_s": 0.1})["times"] == [0.0, 0.5, 1.5]


# Those who wait.

@pytest.mark.parametrize("how", ["cancelled", "timeout"])
@pytest.mark.parametrize(("script", "at"), [
    pytest.param([HANG] * 3, 1.0, id="attempt"), pytest.param([{"status": 503, "headers": {"Retry-After": "9"}}], 1.0, id="pause"),
    pytest.param([{"text": "[", "stall": True}] * 3, 1.0, id="body"),
])
def test_caller_has_no_time(probes, script, at, how):
    """A caller that is cancelled, or has a timeout of its own, is free at once, and nothing is repeated."""
    error = {"cancelled": "CancelledError", "timeout": "TimeoutError"}[how]
    assert probes.cancelled(script, at, how) == {"result": {"error": error}, "at": at, "requests": 1}


# Large answers.

@pytest.mark.parametrize("kind", ["plain", "chunked", "zip"])
@pytest.mark.parametrize(("size", "options"), [(1_000_000, {}), (1000, {"max_bytes": 1000})], ids=["default", "1000"])
def test_largest_answer(probes, kind, size, options):
    """A body may have `max_bytes`, counted after unpacking, and no byte more."""
    seen = probes.called([{"text": " " * (size + more - 1) + "1", kind: True} for more in (0, 1)], calls=3, options=options)
    assert seen["results"] == [1, {"error": "TooLarge", "status": 200, "attempts": 1, "cause": None}, OK]
    assert seen["times"] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("step", [
    pytest.param({"stall": True, "headers": {"Content-Length": "1001"}}, id="announced"),
    pytest.param({"stall": True, "text": " " * 1001}, id="come"),
])
def test_large_answer_at_once(probes, step):
    """A body that is too large is refused as soon as that is known, and the rest of it is not waited for."""
    seen = probes.called([503, step, 200], calls=2, options={"max_bytes": 1000})
    assert seen["results"] == [{"error": "TooLarge", "status": 200, "attempts": 2, "cause": None}, None]
    assert seen["times"] == [0.0, 0.5, 0.5]


# Sessions.

@pytest.mark.parametrize("fails", [False, True], ids=["succeeds", "fails"])
def test_own_session(probes, fails):
    """A client's own session is closed when its block ends, however it ends; after that there are no calls."""
    assert probes.own_session(fails) == {"connections": 0, "then": {"error": "RuntimeError"}}


def test_outside(probes):
    """Before its block a client without a session makes no calls either."""
    assert probes.outside() == {"error": "RuntimeError"}


def test_given_session(probes):
    """A session that was given is used, with its headers and connections, and stays open."""
    assert probes.given_session() == {"closed": False, "connections": 1, "keys": ["of the session"] * 2}


def test_count_connections(probes, budget):
    """Many calls share few connections, those too that meet a busy server."""
    seen = probes.connections(300, 20, 10)
    assert seen["answers"] == 300
    budget(seen["connections"])


@pytest.mark.parametrize(("options", "most"), [({}, 5), ({"connections": 2}, 2)], ids=["default", "2"])
def test_connections(probes, options, most):
    """Of many calls at the same time no more are under way than a client has `connections`."""
    seen = probes.together(8, options)
    assert seen["answers"] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert seen["most"] <= most


# Pages.

PAGES = {
    "/v1/p": [[1, 2], '</v1/p?page=2>; rel="next", </v1/p?page=9>; rel="last"'],
    "/v1/p?page=2": [[], '<ORIGIN/v1/p?page=3>; rel="next"'],
    "/v1/p?page=3": [[None], '<q?page=4>; rel="next"'],
    "/v1/q?page=4": [[4], '</v1/p>; rel="first"'],
}


def test_pages(probes):
    """The items of all pages come in order; each page is asked for when those before it have been taken."""
    assert probes.paged(PAGES) == {
        "taken": [[1, 1], [2, 1], [None, 3], [4, 4]], "end": "end", "ended": 0.0, "requests": [f"GET {path}" for path in PAGES],
    }


def test_first_items(probes):
    """Who takes the first items only has no further page loaded."""
    assert probes.paged(PAGES, take=2)["requests"] == ["GET /v1/p"]


def test_busy_pages(probes):
    """A page is asked for as any call."""
    link = {"Link": '</p?page=2>; rel="next"'}
    assert probes.failing_pages([503, {"json": [1], "headers": link}, 503, 503, {"json": [2]}]) == {
        "result": [1, 2], "times": [0.0, 0.5, 0.5, 1.0, 2.0],
    }


@pytest.mark.parametrize("origin", ["http://127.0.0.1:9", "SCHEME", "HOST"], ids=["port", "scheme", "host"])
def test_pages_elsewhere(probes, origin):
    """A next page with another scheme, host or port is not asked for: the API has no say there."""
    seen = probes.paged({"/v1/p": [[1], f'<{origin}/v1/p>; rel="next"']})
    assert seen["end"]["error"] == "ApiError"
    assert [seen["ended"], seen["requests"]] == [0.0, ["GET /v1/p"]]


def test_pages_in_a_circle(probes):
    """A next page that was there already is not asked for again."""
    seen = probes.paged({"/v1/p": [[1], '<q>; rel="next"'], "/v1/q": [[2], '</v1/r>; rel="next"'], "/v1/r": [[3], '<q>; rel="next"']}, take=9)
    assert seen["end"]["error"] == "ApiError"
    assert seen["requests"] == ["GET /v1/p", "GET /v1/q", "GET /v1/r"]


def test_page_without_items(probes):
    """A page that is no list has no items."""
    seen = probes.paged({"/v1/p": [{"items": [1]}, ""]})
    assert [seen["taken"], seen["end"]["error"]] == [[], "ApiError"]


# Faults.

def test_faults(probes):
    """Each request takes the next fault, then the rest is let through; what came of each is logged."""
    script = [None, {"status": 503, "headers": {"X-Limit": "1"}}, {"cut": True}, {"wait_s": 2.0}, {"wait_s": 1.0, "cut": True}, {"status": 404, "wait_s": 0.5}]
    paths = ["/a", "/b", "/c?x=1", "/d", "/e", "/f", "/g", "/h"]
    assert probes.misbehaved(script, [("POST", path) for path in paths]) == {
        "seen": [
            [201, "fine", None, 0.0], [503, "", "1", 0.0], ["cut", 0.0], [201, "fine", None, 2.0], ["cut", 3.0], [404, "", None, 3.5],
            [201, "fine", None, 3.5], [201, "fine", None, 3.5],
        ],
        "log": [("POST", path, status) for path, status in zip(paths, [201, 503, None, 201, None, 404, 201, 201])],
        "handled": ["/a", "/d", "/g", "/h"], "left": [],
    }


@pytest.mark.parametrize(("error", "status", "left"), [("http", 403, "HTTPForbidden"), ("other", 500, "LookupError")])
def test_handler_fails(probes, error, status, left):
    """What a handler raises is logged by the status that it makes, and leaves the middleware as it is."""
    seen = probes.misbehaved([], [("PUT", "/a?x=1")], error)
    assert seen["log"] == [("PUT", "/a?x=1", status)]
    assert seen["left"] == [left]


def test_faults_by_arrival(probes):
    """Faults are taken as the requests come, logged as they are answered, and none holds up another."""
    assert probes.at_once() == {
        "statuses": [200, 503, 200], "log": [("GET", "/c", 200), ("GET", "/b", 503), ("GET", "/a", 200)], "handled": ["/c", "/a"],
        "ended": 3.0,
    }
