"""The parts of the report that look further than its own month, on figures made by hand."""

from datetime import date
from statistics import median as plain_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.comparing.comparison import Coverage
from refcli.core.comparing.exact import so_few
from refcli.core.comparing.many import TwoCounts
from refcli.core.comparing.places import JudgedPlace
from refcli.core.counting.metrics import Credit
from refcli.core.owed.items import Party
from refcli.core.plan.figures import Kept
from refcli.core.quiet.chance import up_to
from refcli.core.report.compared import Compared
from refcli.core.report.delays import Delay
from refcli.core.report.document import year_line
from refcli.core.report.facts import Cohort, ReportFacts, tier_windows
from refcli.core.report.front import ReportNames, Spans, by_period, two_years
from refcli.core.report.happened import count_drawn, mix_table, months_table, twelve_months
from refcli.core.report.quality import (
    Concern,
    Entered,
    Quality,
    entered_table,
    far_beyond,
    quality_table,
)
from refcli.core.report.slipping import (
    median_days,
    ninetieth_day,
    speed_table,
    steps_table,
)
from refcli.core.report.who import concentration_table, tier_of, tiers_table
from refcli.core.report.work import never_met, promises_table
from refcli.core.values.periods import Period
from refcli.core.vocabulary import BuiltIn, Kind

AS_OF = date(2026, 11, 23)
SPANS = Spans.around(Period(date(2026, 10, 1), date(2026, 10, 31)))
CREDITS = {
    1: Credit(1, "unknown", Kind.OTHER, BuiltIn.UNKNOWN),
    3: Credit(3, "Dr. Wei Chen", Kind.PROVIDER, office_id=4),
    4: Credit(4, "Elm Dental", Kind.OFFICE),
    5: Credit(5, "Ann Ray", Kind.PATIENT),
    8: Credit(8, "Dr. Ito", Kind.PROVIDER),
}


def facts(**given_: object) -> ReportFacts:
    empty: dict[str, object] = {
        "tallies": {},
        "counts": {},
        "all_time": {},
        "places": {},
        "places_ever": {},
        "last": {},
        "spans": [],
        "cohorts": [],
        "waiting": [],
        "compared": Compared(coverage=Coverage(date(2020, 1, 1))),
    }
    return ReportFacts(**({"credits": CREDITS} | empty | given_))  # type: ignore[arg-type]


def test_twelve_months_stand_beside_those_of_the_year_before() -> None:
    known = facts(
        monthly={
            "2024-11": {"office": 9},
            "2025-10": {"patient": 1, "unknown": 2},
            "2025-11": {"provider": 4},
            "2026-10": {"provider": 5, "digital": 1},
        }
    )

    rows = months_table(twelve_months(known, SPANS), SPANS.now.until).rows

    assert len(rows) == 12
    assert rows[0] == ("2025-11", 4, 9)
    assert rows[1] == ("2025-12", 0, 0)
    assert rows[-1] == ("2026-10", 6, 3)


def test_the_kinds_of_two_years_come_by_the_quarter() -> None:
    known = facts(
        monthly={
            "2026-08": {"provider": 3, "patient": 1},
            "2026-09": {"print": 2, "digital": 2, "unknown": 1},
            "2026-10": {"insurer": 1, "none": 1, "other": 1},
        }
    )

    first, *_, last = mix_table(known, SPANS).rows

    assert first == ("Nov 2024 to Jan 2025", 0, 0, 0, 0, 0, 0, 0, 0, None)
    assert last == ("Aug 2026 to Oct 2026", 1, 3, 0, 1, 4, 1, 1, 1, 5 / 12)


def test_the_windows_of_a_tier_are_ninety_days_each() -> None:
    assert tier_windows(SPANS.now) == (
        Period(date(2026, 8, 3), date(2026, 10, 31)),
        Period(date(2026, 5, 5), date(2026, 8, 2)),
        Period(date(2025, 8, 3), date(2025, 10, 31)),
    )
    assert two_years(SPANS.now) == (
        Period(date(2025, 11, 1), date(2026, 10, 31)),
        Period(date(2024, 11, 1), date(2025, 10, 31)),
    )


@pytest.mark.parametrize(
    ("referrals", "name"),
    [(0, "none"), (1, "occasional"), (2, "steady"), (3, "steady"), (4, "core"), (40, "core")],
)
def test_a_tier_begins_where_it_says(referrals: int, name: str) -> None:
    assert tier_of(referrals) == name


def test_places_that_refer_have_a_tier() -> None:
    known = facts(
        places=by_period(
            tier_windows(SPANS.now),
            {4: (4, 1, 1), 8: (0, 2, 0)},
        )
    )

    falling = JudgedPlace(None, TwoCounts(0, 9), lately_chance=0.001)
    judged = {4: JudgedPlace(TwoCounts(5, 5), None), 8: falling}

    assert tiers_table(known, SPANS, judged).rows == [
        (4, "Elm Dental", 4, "core", "level", 1, "occasional", 1, "occasional"),
        (8, "Dr. Ito", 0, "none", "down", 2, "steady", 0, "none"),
    ]


def test_before_the_records_no_place_goes_anywhere() -> None:
    known = facts(
        places=by_period(tier_windows(SPANS.now), {4: (4, 1, 0)}),
        compared=Compared(coverage=Coverage(date(2026, 6, 1))),
    )

    assert tiers_table(known, SPANS, {}).rows == [
        (4, "Elm Dental", 4, "core", "no records", None, None, None, None)
    ]


def test_months_before_the_records_are_no_zeros() -> None:
    known = facts(
        monthly={"2026-09": {"office": 4}, "2026-10": {"office": 5}},
        compared=Compared(coverage=Coverage(date(2026, 8, 20))),
    )

    assert months_table(twelve_months(known, SPANS), SPANS.now.until).rows[8:] == [
        ("2026-07", None, None),
        ("2026-08", None, None),  # twelve days of it are on record
        ("2026-09", 4, None),
        ("2026-10", 5, None),
    ]
    assert [row[0] for row in mix_table(known, SPANS).rows] == ["20 Aug 2026 to Oct 2026"]
    coverage = known.compared.coverage
    assert year_line(twelve_months(known, SPANS), SPANS.now.until, coverage).title == (
        "9 referrals in 2 of twelve months; no records of those before"
    )


def test_three_months_that_are_partly_on_record_are_no_whole_ones() -> None:
    known = facts(compared=Compared(coverage=Coverage(date(2026, 4, 27))))

    assert [row[0] for row in mix_table(known, SPANS).rows] == [
        *("May 2026 to Jul 2026", "Aug 2026 to Oct 2026"),
    ]


NINTH = Spans.around(Period(date(2026, 11, 1), date(2026, 11, 9)))


def test_a_month_that_still_runs_stands_beside_the_same_days_and_is_not_drawn() -> None:
    known = facts(
        monthly={"2025-10": {"office": 30}, "2025-11": {"office": 40}, "2026-10": {"office": 31}}
        | {"2026-11": {"office": 12}},
        part_before=14,
        compared=Compared(coverage=Coverage(date(2023, 1, 1))),
    )
    twelve = twelve_months(known, NINTH)
    table = months_table(twelve, NINTH.now.until)
    chart = year_line(twelve, NINTH.now.until, known.compared.coverage)

    assert table.rows[-2:] == [("2026-10", 31, 30), ("2026-11", 12, 14)]
    assert (
        chart.title == "43 referrals in twelve months to 9 November, 44 in the same a year before"
    )
    assert chart.most == 11
    assert mix_table(known, NINTH).rows[-1][0] == "Sep 2026 to 9 Nov 2026"
    assert count_drawn([None, None, 4], NINTH.now.until) is None
    assert count_drawn([None, 1, 4], NINTH.now.until) == 2
    assert count_drawn([None, 1, 4], SPANS.now.until) is None


def test_of_two_years_only_the_months_on_record_in_both_are_set_beside_each_other() -> None:
    every = {
        f"{year}-{month:02}": {"office": 10} for year in (2025, 2026) for month in range(1, 13)
    }
    known = facts(monthly=every, compared=Compared(coverage=Coverage(date(2025, 6, 1))))

    coverage = known.compared.coverage
    assert year_line(twelve_months(known, SPANS), SPANS.now.until, coverage).title == (
        "50 referrals in 5 of twelve months, 50 in the same a year before"
    )


@pytest.mark.parametrize("few", range(6))
@pytest.mark.parametrize("many", [1, 4, 9, 20])
def test_the_chance_is_that_of_the_test_of_two_rates(few: int, many: int) -> None:
    assert so_few(few, many) == pytest.approx(up_to(few, many, many))


def test_concentration_names_the_largest_and_how_many_make_half() -> None:
    known = facts(
        counts=by_period(
            two_years(SPANS.now), {1: (50, 0), 3: (6, 0), 4: (2, 0), 5: (4, 0), 8: (0, 0)}
        )
    )

    now, before = concentration_table(known, SPANS, ReportNames(CREDITS, patients=False)).rows

    assert now == ("to 2026-10-31", 12, 3, "Dr. Wei Chen", 0.5, 1.0, 1)
    assert before == ("to 2025-10-31", 0, 0, "", None, None, None)


def test_no_part_of_a_year_stands_beside_a_whole_one() -> None:
    counts = by_period(two_years(SPANS.now), {3: (6, 5)})
    names = ReportNames(CREDITS, patients=False)

    def told(begin: date) -> list[object]:
        known = facts(counts=counts, compared=Compared(coverage=Coverage(begin)))
        return [row[0] for row in concentration_table(known, SPANS, names).rows]

    assert told(date(2024, 11, 1)) == ["to 2026-10-31", "to 2025-10-31"]
    assert told(date(2025, 3, 11)) == ["to 2026-10-31"]
    assert told(date(2026, 6, 1)) == ["2026-06-01 to 2026-10-31"]


def test_the_largest_source_is_not_named_where_it_is_a_patient() -> None:
    known = facts(counts=by_period(two_years(SPANS.now), {5: (4, 0)}))

    hidden, shown = (
        concentration_table(known, SPANS, ReportNames(CREDITS, patients=asked)).rows[0][3]
        for asked in (False, True)
    )

    assert (hidden, shown) == ("patient #5", "Ann Ray")


def test_the_steps_leave_out_the_immature_months() -> None:
    cohorts = [
        Cohort(date(2026, 8, 1), 6, 5, 3, 2, 1),
        Cohort(date(2026, 9, 1), 4, 3, 2, 1, 1),
        Cohort(date(2026, 10, 1), 8, 6, 4, 0, 1),
    ]

    assert steps_table(cohorts, AS_OF).rows == [
        ("received", 10, 1.0),
        ("scheduled", 8, 0.8),
        ("seen", 5, 0.5),
        ("completed", 3, 0.3),
    ]
    assert "2026-08 to 2026-09" in steps_table(cohorts, AS_OF).note
    assert steps_table([], AS_OF).rows[0] == ("received", 0, None)


def test_speed_counts_what_it_leaves_out() -> None:
    delays = [
        Delay("to first visit", {2: 3, 9: 1}, {"still open": 2, "lost": 1}),
        Delay("to report", {}, {}),
    ]

    assert speed_table(delays, date(2025, 11, 1), date(2026, 10, 31)).rows == [
        ("to first visit", 4, 2.0, 9, 3, "2 still open, 1 lost"),
        ("to report", 0, None, None, 0, ""),
    ]


@given(st.lists(st.integers(0, 400), min_size=1))
def test_the_middle_and_the_ninetieth_are_those_of_the_plain_list(days: list[int]) -> None:
    counted = {day: days.count(day) for day in days}

    assert median_days(counted) == plain_median(days)
    within = ninetieth_day(counted)
    assert within is not None
    assert 10 * sum(day <= within for day in days) >= 9 * len(days)
    assert 10 * sum(day < within for day in days) < 9 * len(days)


def test_a_promise_without_anything_due_has_no_share() -> None:
    kept = {"visit": Kept(10, 7, 1), "report back": Kept()}

    assert promises_table(kept, SPANS.now.since, SPANS.now.until).rows == [
        ("visit", 10, 7, 0.7, 1),
        ("report back", 0, 0, None, 0),
    ]


def test_the_places_never_met_begin_with_those_that_refer() -> None:
    places = [
        Party(id=8, name="Oak", kind=Kind.OFFICE, target_since=date(2026, 3, 1)),
        Party(id=4, name="Elm", kind=Kind.OFFICE, first_referral=date(2025, 2, 1), owner="Jo"),
        Party(id=9, name="ash", kind=Kind.PROVIDER),
    ]

    assert never_met(places, {4: 3}, AS_OF).rows == [
        (4, "Elm", "office", 3, date(2025, 2, 1), "Jo"),
        (9, "ash", "provider", 0, None, ""),
        (8, "Oak", "office", 0, date(2026, 3, 1), ""),
    ]


STRAY_REMEDY = "correct the day if it is wrong"
TWELVE = tuple(str(number) for number in range(60, 48, -1))
FOUND = Quality(
    referrals=20,
    unknown=5,
    duplicates=1,
    no_outcome=2,
    seen=8,
    no_production=2,
    entered=[Entered("ann", 12, 1), Entered("bo", 8, 4)],
    beyond=1,
    valued=10,
    stray=2,
    recorded=94,
    records={
        Concern.UNKNOWN: [29, 25, 21],
        Concern.DUPLICATE: [28],
        Concern.NO_OUTCOME: [9, 8],
        Concern.NO_VALUE: range(60, 20, -1),
        Concern.BEYOND: [12],
        Concern.STRAY: [3, 1],
    },
)


def test_quality_names_what_is_doubtful_and_what_to_do() -> None:
    assert quality_table(FOUND, SPANS.now.since, SPANS.now.until).rows == [
        ("source unknown", 5, 20, 0.25, ("29", "25", "21"), "ask every new patient"),
        ("possible duplicate", 1, 20, 0.05, ("28",), "drop one of the two"),
        ("no outcome recorded", 2, 20, 0.1, ("9", "8"), "call, then record it"),
        ("seen, no production", 2, 8, 0.25, TWELVE, "enter the value"),
        ("value far beyond the usual", 1, 10, 0.1, ("12",), "check the value"),
        ("before the records begin", 2, 94, 2 / 94, ("3", "1"), STRAY_REMEDY),
    ]


def test_a_value_is_far_beyond_from_more_than_twenty_times_the_median_on() -> None:
    usual = {number: 50_000 + 1_000 * number for number in range(1, 10)}

    assert far_beyond({**usual, 10: 20 * 55_500}) == []
    assert far_beyond({**usual, 10: 20 * 55_500 + 1, 11: 99_999_999}) == [11]
    assert far_beyond({**usual, 10: 99_999_999}) == [10]
    assert far_beyond({**dict.fromkeys(range(8), 100), 9: 99_999_999}) == []
    assert far_beyond({}) == []


def test_who_asks_the_least_comes_first() -> None:
    assert entered_table(FOUND, SPANS.now.since, SPANS.now.until).rows == [
        ("bo", 8, 4, 0.5),
        ("ann", 12, 1, 1 / 12),
    ]
