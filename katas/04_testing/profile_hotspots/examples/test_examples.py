"""The examples of the README."""

import slow_report
from profile_hotspots import hotspots, report


class Clock:
    now = 0.0


def test_a_clock_that_the_program_moves():
    def load():
        Clock.now += 3.0

    def main():
        Clock.now += 2.0
        load()
        load()

    spots = hotspots(main, 5, timer=lambda: Clock.now).spots
    assert [(spot.name, spot.calls, spot.own, spot.total) for spot in spots] == [("load", 2, 0.75, 0.75), ("main", 1, 0.25, 1.0)]


def test_the_same_report():
    assert report(*slow_report.day(30)) == slow_report.report(*slow_report.day(30))
