"""What `kata next` promises, for any learner: what is due comes, nothing starves, what failed comes back soon."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.model import Kata, Status
from graders.practice.choice import REVIEWS_A_NEW_ONE, choices
from graders.practice.history import Entry, Event
from graders.practice.schedule import standings
from tests.practice.conftest import kata

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = [f"kata_{number}" for number in range(8)]

katas_of_any_kind = st.lists(
    st.tuples(st.integers(1, 18), st.integers(2, 4), st.sampled_from([30, 60, 240])), min_size=1, max_size=8
).map(lambda rows: [kata(name, *row) for name, row in zip(NAMES, rows, strict=False)])
events = st.tuples(
    st.integers(0, 400 * 24),
    st.sampled_from(NAMES),
    st.sampled_from([*Event, Event.GRADED, Event.GRADED]),
    st.sampled_from([Status.PASSED, Status.FAILED, Status.UNDECIDED, Status.OVER_BUDGET]),
)
histories = st.lists(events, max_size=40).map(
    lambda rows: [
        Entry(at=NOW - timedelta(hours=hours), kata=name, event=event, status=status if event is Event.GRADED else None)
        for hours, name, event, status in sorted(rows, reverse=True, key=lambda row: row[0])
    ]
)


def first(katas: list[Kata], entries: list[Entry], now: datetime) -> str:
    """Return the kata that is offered."""
    return choices(katas, standings(entries), now)[0].kata.id


def graded(name: str, status: Status, at: datetime) -> Entry:
    return Entry(at=at, kata=name, event=Event.GRADED, status=status)


@given(katas_of_any_kind, histories)
def test_every_kata_is_listed_once(katas: list[Kata], entries: list[Entry]) -> None:
    found = choices(katas, standings(entries), NOW)

    assert sorted(choice.kata.id for choice in found) == sorted(kata.id for kata in katas)


@given(katas_of_any_kind, histories)
def test_what_is_due_stands_before_what_is_not(katas: list[Kata], entries: list[Entry]) -> None:
    known = standings(entries)

    found = choices(katas, known, NOW)

    due = [choice.now for choice in found]
    assert due == sorted(due, reverse=True)
    for choice in found:
        assert choice.now is (choice.kata.id not in known or known[choice.kata.id].due <= NOW)


@given(katas_of_any_kind, histories)
def test_a_due_kata_is_offered_before_many_others_were_done(katas: list[Kata], entries: list[Entry]) -> None:
    known = standings(entries)
    waiting = {kata.id for kata in katas if kata.id in known and known[kata.id].due <= NOW}
    entries = list(entries)

    done: list[str] = []
    while waiting - set(done):
        done.append(first(katas, entries, NOW))
        entries.append(graded(done[-1], Status.PASSED, NOW))

    assert len(done) <= len(waiting) + (len(waiting) + REVIEWS_A_NEW_ONE) // REVIEWS_A_NEW_ONE


@settings(max_examples=60)
@given(katas_of_any_kind, histories, st.data())
def test_no_kata_starves_whoever_follows(katas: list[Kata], entries: list[Entry], data: st.DataObject) -> None:
    entries, now, offered = list(entries), NOW, set()
    for _ in range(120):
        name = first(katas, entries, now)
        offered.add(name)
        status = data.draw(st.sampled_from([Status.PASSED, Status.FAILED]))
        entries.append(graded(name, status, now))
        now += data.draw(st.sampled_from([timedelta(0), DAY, 7 * DAY]))
        if len(offered) == len(katas):
            return

    raise AssertionError(f"never offered: {sorted({kata.id for kata in katas} - offered)}")


@given(st.lists(st.sampled_from([Status.PASSED, Status.FAILED]), max_size=12), st.integers(1, 200))
def test_a_failed_kata_is_due_within_a_day_however_well_it_was_known(past: list[Status], gap: int) -> None:
    entries = [graded("kata_0", status, NOW - gap * (len(past) - n) * DAY) for n, status in enumerate(past)]

    standing = standings([*entries, graded("kata_0", Status.FAILED, NOW)])["kata_0"]

    assert NOW < standing.due <= NOW + DAY
    assert standing.failing


@given(st.integers(1, 8))
def test_a_failed_kata_comes_back_after_a_day_before_anything_new(others: int) -> None:
    katas = [kata(name) for name in NAMES[: others + 1]]
    entries = [graded("kata_0", Status.FAILED, NOW)]

    assert first(katas, entries, NOW) == "kata_1"
    assert first(katas, entries, NOW + DAY) == "kata_0"


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8))
def test_what_is_known_better_and_better_comes_later_and_later(waits: list[int]) -> None:
    """A pass at the time it is due, each after a reset, lengthens the interval."""
    entries, now, intervals = [], NOW, []
    for late in waits:
        entries += [Entry(at=now, kata="k", event=Event.RESET), graded("k", Status.PASSED, now)]
        due = standings(entries)["k"].due
        intervals.append(due - now)
        now = due + timedelta(hours=late)

    assert intervals == sorted(intervals)
    assert intervals[0] >= DAY


def test_hints_and_the_reference_bring_a_kata_back_sooner() -> None:
    def due(*before: Event) -> datetime:
        entries = [Entry(at=NOW, kata="k", event=event) for event in before]
        return standings([*entries, graded("k", Status.PASSED, NOW)])["k"].due

    assert NOW < due(Event.SPOILED) < due(Event.HINT) < due()


def test_polishing_what_has_passed_is_no_repetition() -> None:
    once = [graded("k", Status.PASSED, NOW)]
    polished = [*once, graded("k", Status.PASSED, NOW + timedelta(hours=1))]

    assert standings(polished)["k"].due == standings(once)["k"].due


def test_changing_an_old_solution_repeats_it_though_not_as_well_as_from_the_stub() -> None:
    once = [graded("k", Status.PASSED, NOW - 60 * DAY)]
    changed = standings([*once, graded("k", Status.PASSED, NOW)])["k"].due
    anew = standings(
        [*once, Entry(at=NOW, kata="k", event=Event.RESET), graded("k", Status.PASSED, NOW)],
    )["k"].due

    assert NOW + DAY <= changed < anew


def test_giving_up_is_remembered() -> None:
    given_up = [graded("k", Status.FAILED, NOW), Entry(at=NOW, kata="k", event=Event.RESET)]
    passed = [graded("k", Status.PASSED, NOW + DAY)]

    assert standings(given_up + passed)["k"].due < standings(passed)["k"].due


def test_a_new_clone_begins_easy_and_short_and_goes_through_the_sections() -> None:
    katas = [
        kata("deep", section=1, level=4),
        kata("long", section=1, level=2, minutes=90),
        kata("short", section=1, level=2, minutes=45),
        kata("other", section=2, level=2),
        kata("third", section=3, level=3),
    ]
    entries: list[Entry] = []
    path = []
    for _ in katas:
        path.append(first(katas, entries, NOW))
        entries.append(graded(path[-1], Status.PASSED, NOW))

    assert path == ["short", "other", "third", "long", "deep"]


def test_a_new_one_comes_after_three_repeated_ones() -> None:
    katas = [kata(name) for name in NAMES]
    entries = [graded(name, Status.FAILED, NOW - 2 * DAY) for name in NAMES[:6]]
    order = []
    for _ in range(7):
        order.append(first(katas, entries, NOW))
        entries.append(graded(order[-1], Status.PASSED, NOW))

    assert [name in NAMES[6:] for name in order] == [False, False, False, True, False, False, False]


def test_waiting_wins_over_section_and_level() -> None:
    """A neglected section weighs two days, no more."""
    katas = [kata("old", section=1, level=4), kata("new", section=2), kata("done", section=1)]
    entries = [
        graded("old", Status.FAILED, NOW - 5 * DAY),
        graded("new", Status.FAILED, NOW - 2 * DAY),
    ]

    assert first(katas, entries, NOW - 1 * DAY + DAY) == "old"


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([graded("kata_0", Status.FAILED, NOW - 3 * DAY)], "not passed yet: last graded 3 days ago"),
        ([Entry(at=NOW, kata="kata_0", event=Event.HINT)], "begun and not finished"),
        ([graded("kata_0", Status.PASSED, NOW - 60 * DAY)], "to be repeated: passed 60 days ago, due 32 days ago"),
        ([graded("kata_0", Status.PASSED, NOW - DAY)], "due in 27 days"),
        ([], "a short one to begin with"),
    ],
)
def test_the_reason_is_told(entries: list[Entry], why: str) -> None:
    assert choices([kata("kata_0")], standings(entries), NOW)[0].why == why
