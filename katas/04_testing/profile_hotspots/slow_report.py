"""A report on a day of requests, with a row for each team.  This module is given: it is right, and far too slow.

A request is a line of six parts with blanks between: `2026-03-01T10:00:05 GET /users/17 200 35 10.0.0.7`, which are
its time (of 19 characters, as here), method, path, status, milliseconds (a whole number) and client.  Owners are
pairs of a prefix and a team: a path belongs to the team of the first pair whose prefix it begins with, and otherwise
to `nobody`.
"""

import math
import random
from collections.abc import Sequence
from time import strftime, strptime, struct_time
from typing import NamedTuple

HEAD = f"{'team':<12}{'requests':>9}{'errors':>8}{'clients':>9}{'p95':>8}{'busiest':>9}\n"


class Request(NamedTuple):
    time: struct_time
    method: str
    path: str
    status: int
    ms: int
    client: str


def report(lines: Sequence[str], owners: Sequence[tuple[str, str]]) -> str:
    """Return the report: a row for each team with requests, and one for all of them, which is called `total`.

    Teams with more requests come first, of equal ones that whose first request came first.  A row has how many
    requests there were, how many of them had a status of 500 or more, from how many clients they came, how many
    milliseconds were enough for 95 % of them, and in which minute of the day most of them came: of equal ones, that
    whose first request stands first.
    """
    teams: list[str] = []
    for line in lines:
        if team_of(line, owners) not in teams:
            teams.append(team_of(line, owners))
    teams.sort(key=lambda team: len(requests_of(team, lines, owners)), reverse=True)
    text = HEAD
    for team in teams:
        text = text + row(team, requests_of(team, lines, owners))
    return text + row("total", lines)


def requests_of(team: str, lines: Sequence[str], owners: Sequence[tuple[str, str]]) -> list[str]:
    return [line for line in lines if team_of(line, owners) == team]


def team_of(line: str, owners: Sequence[tuple[str, str]]) -> str:
    path = parse(line).path
    for prefix, team in owners:
        if path.startswith(prefix):
            return team
    return "nobody"


def parse(line: str) -> Request:
    time, method, path, status, ms, client = line.split()
    return Request(strptime(time, "%Y-%m-%dT%H:%M:%S"), method, path, int(status), int(ms), client)


def row(name: str, lines: Sequence[str]) -> str:
    errors = len([line for line in lines if parse(line).status >= 500])
    return f"{name:<12}{len(lines):>9}{errors:>8}{clients(lines):>9}{p95(lines):>8}{busiest(lines):>9}\n"


def clients(lines: Sequence[str]) -> int:
    seen: list[str] = []
    for line in lines:
        if parse(line).client not in seen:
            seen.append(parse(line).client)
    return len(seen)


def p95(lines: Sequence[str]) -> str:
    if not lines:
        return "-"
    enough = math.ceil(len(lines) * 95 / 100)
    return str(sorted(parse(line).ms for line in lines)[enough - 1])


def busiest(lines: Sequence[str]) -> str:
    minutes = [strftime("%H:%M", parse(line).time) for line in lines]
    return max(minutes, key=minutes.count, default="-")


def day(n: int) -> tuple[list[str], list[tuple[str, str]]]:
    """Return n lines and their owners, to try it on; they are the same each time."""
    chance = random.Random(n)
    owners = [(f"/{area}/{chr(97 + i % 26)}", f"team-{i % 7}") for i, area in enumerate(("shop", "api", "admin") * 9)]
    paths = [f"{prefix}{chance.randrange(4)}" for prefix, _ in owners] + ["/health", "/favicon.ico"]
    lines = [
        f"2026-03-01T{chance.randrange(24):02}:{chance.randrange(60):02}:{chance.randrange(60):02} GET "
        f"{chance.choice(paths)} {chance.choice((200, 200, 200, 404, 500))} {chance.randrange(900)} "
        f"10.0.{chance.randrange(9)}.{chance.randrange(250)}"
        for _ in range(n)
    ]
    return lines, owners
