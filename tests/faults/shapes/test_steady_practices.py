"""A small part of the benchmark: what a report says of steady practices, and of a changed one."""

from tests.benchmarks.comparing.__main__ import report, watch_steady
from tests.benchmarks.comparing.world import REPORTED, Change, Manner, make_practice


def test_of_steady_practices_one_report_in_twenty_at_most_calls_a_change() -> None:
    steady = watch_steady(40)

    assert 0 < steady.named <= steady.wrong <= steady.anything <= 0.05


def test_clumps_that_are_known_of_are_no_change_either() -> None:
    steady = watch_steady(20, Manner(clumping=0.3))

    assert steady.wrong <= steady.anything <= 0.05


def test_most_large_sources_that_double_are_named_by_the_third_month() -> None:
    third = REPORTED[2]
    made = [make_practice(f"doubled {n}", Change(0, 2.0, REPORTED[0])) for n in range(30)]

    found = [report(practice, third) for practice in made]

    assert sum(one.names(0, rising=True) for one in found) >= 24
    assert sum(one.lists(0, rising=True) for one in found) >= 27
