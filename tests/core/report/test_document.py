"""The month as a value: every section of a small practice's report, compared whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from refcli.core.comparing.comparison import Coverage
from refcli.core.counting.metrics import Credit, ReferralSpan, Tally
from refcli.core.due.waiting import OpenReferral
from refcli.core.output.document import Chart, Page, Report, Section
from refcli.core.output.table import Column, Table, Type
from refcli.core.owed.items import Party
from refcli.core.report.compared import Compared
from refcli.core.report.data import Referred, referral_data
from refcli.core.report.document import month_report
from refcli.core.report.facts import Cohort, ReportFacts
from refcli.core.report.front import ReportNames, Spans, by_period
from refcli.core.report.judged import HowToTell
from refcli.core.report.slipping import funnel_table
from refcli.core.values.periods import Period
from refcli.core.vocabulary import BuiltIn, Kind

AS_OF = date(2026, 11, 23)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
LAST_YEAR = Period(date(2025, 10, 1), date(2025, 10, 31))
SPANS = Spans.around(OCTOBER)

CREDITS = {
    1: Credit(1, "unknown", Kind.OTHER, BuiltIn.UNKNOWN),
    2: Credit(2, "none", Kind.OTHER, BuiltIn.NONE),
    3: Credit(3, "Dr. Wei Chen", Kind.PROVIDER, office_id=4),
    4: Credit(4, "Elm Dental", Kind.OFFICE),
    5: Credit(5, "Ann Ray", Kind.PATIENT),
    6: Credit(6, "Bo Kim", Kind.PATIENT),
    7: Credit(7, "Google", Kind.DIGITAL),
    8: Credit(8, "Dr. Ito", Kind.PROVIDER),
    9: Credit(9, "Oak Endo", Kind.OFFICE),
    10: Credit(10, "Radio", Kind.OTHER),
    11: Credit(11, "Fir Dental", Kind.OFFICE),
}
FIR_IS_NEW = ReferralSpan(11, date(2026, 10, 5), None, date(2026, 10, 5), date(2026, 10, 20))
ELM_STAYS = ReferralSpan(
    4, date(2024, 3, 1), date(2026, 9, 9), date(2026, 10, 8), date(2026, 10, 8)
)
ITO_IS_BACK = ReferralSpan(
    8, date(2022, 1, 1), date(2025, 6, 1), date(2026, 10, 7), date(2026, 10, 7)
)
OAK_LAPSED = ReferralSpan(9, date(2021, 1, 1), date(2025, 10, 15), None, date(2025, 10, 15))

FACTS = ReportFacts(
    credits=CREDITS,
    tallies={
        OCTOBER: [
            Tally(1, 1, 0, 0, 0),
            Tally(2, 1, 1, 0, 20_000),
            Tally(3, 3, 2, 1, 145_000, in_time=2),
            Tally(4, 1, 0, 0, 0),
            Tally(5, 1, 1, 0, 12_345, in_time=1),
            Tally(8, 1, 0, 0, 0),
        ],
        SEPTEMBER: [Tally(4, 2, 2, 0, 100_000), Tally(7, 2, 0, 1, 0)],
        LAST_YEAR: [],
        SPANS.year: [Tally(3, 3, 2, 1, 145_000), Tally(4, 4, 2, 0, 100_000)],
        SPANS.last_year_to_date: [Tally(4, 1, 1, 0, 0)],
    },
    first_seen={OCTOBER: 5, SPANS.year: 9},
    counts=by_period(
        SPANS.every,
        {
            1: (1, 0, 0, 1, 0),
            2: (1, 0, 0, 1, 0),
            3: (3, 0, 0, 3, 0),
            4: (1, 2, 0, 4, 1),
            5: (1, 0, 0, 1, 1),
            6: (0, 0, 0, 1, 0),
            7: (0, 2, 0, 2, 0),
            8: (1, 0, 0, 1, 1),
            9: (0, 0, 0, 0, 0),
        },
    ),
    all_time={1: 1, 2: 1, 3: 3, 4: 9, 5: 3, 6: 1, 7: 2, 8: 5, 9: 4, 10: 1},
    places=by_period(SPANS.every, {4: (4, 2, 0, 7, 1), 8: (1, 0, 0, 1, 1)}),
    places_ever={4: 12, 5: 3, 6: 1, 7: 2, 8: 5, 9: 4, 10: 1},
    last={
        1: date(2026, 10, 3),
        2: date(2026, 10, 4),
        3: date(2026, 10, 20),
        4: date(2026, 10, 8),
        5: date(2026, 10, 30),
        6: date(2026, 2, 2),
        7: date(2026, 9, 30),
        8: date(2026, 10, 7),
    },
    spans=[FIR_IS_NEW, ELM_STAYS, ITO_IS_BACK, OAK_LAPSED],
    cohorts=[
        Cohort(date(2026, 8, 1), 0, 0, 0, 0, 0),
        Cohort(date(2026, 9, 1), 4, 3, 2, 1, 1),
        Cohort(date(2026, 10, 1), 8, 6, 4, 0, 1),
    ],
    waiting=[
        OpenReferral(31, 5, "Cy Ito", date(2026, 10, 30)),
        OpenReferral(22, 3, "Maria Lopez", date(2026, 10, 20)),
        OpenReferral(21, 1, "Sam O'Neil", date(2026, 10, 20)),
    ],
    compared=Compared(coverage=Coverage(date(2021, 1, 1)), age=23),
)


def section(name: str, facts: ReportFacts = FACTS, *, patients: bool = False) -> Table:
    report = month_report(facts, SPANS, HowToTell(practice="Elm", as_of=AS_OF, patients=patients))
    [table] = [one.table for one in report.sections if one.name == name]
    return table


def charts(report: Report, name: str) -> Sequence[Chart]:
    [found] = [one.charts for one in report.sections if one.name == name]
    return found


def test_every_chart_draws_columns_of_its_own_table() -> None:
    report = month_report(FACTS, SPANS, HowToTell(practice="Elm", as_of=AS_OF))
    drawn = [(one, chart) for one in report.sections for chart in one.charts]

    assert [one.name for one, _ in drawn] == ["two_years", "changes", "months", "mix", "steps"]
    for one, chart in drawn:
        names = [column.name for column in one.table.columns]
        assert {chart.label, *chart.series} <= set(names)
    assert drawn[2][1].title == "0 referrals in twelve months, 0 in the same a year before"


def test_a_report_tells_what_happened_who_and_what_is_slipping() -> None:
    report = month_report(FACTS, SPANS, HowToTell(practice="Lakeside Endodontics", as_of=AS_OF))

    assert [one.name for one in report.sections if one.page is Page.FIRST] == [
        *("cards", "two_years", "changes", "next"),
    ]
    assert [one.name for one in report.sections if one.page is Page.SECOND] == [
        *("places", "path", "team", "marketing", "quality"),
    ]
    assert replace(report, sections=tuple(one.alone for one in report.sections)) == Report(
        title="Referrals in October 2026",
        practice="Lakeside Endodontics",
        since=date(2026, 10, 1),
        until=date(2026, 10, 31),
        as_of=AS_OF,
        sections=tuple(
            Section(name, section(name), charts(report, name))
            for name in (
                *("cards", "two_years", "changes", "quiet", "next"),
                *("places", "path", "team", "marketing", "providers", "services", "quality"),
                *("headline", "months", "kinds", "mix"),
                *("sources", "movement", "movers", "tiers", "concentration"),
                *("steps", "funnel", "waiting", "speed"),
                *(
                    "promises",
                    "never_met",
                    "after_visits",
                    "first_visits",
                    "not_referring",
                    *("channels", "channels_year", "campaigns"),
                    *("entered", "lost", "booked", "goal", "forecast"),
                ),
            )
        ),
        sentences=report.sentences,
        rest=("All tables: ref report --month 2026-10 --all (or --section NAME, or -o month.xlsx)"),
        line_to_all="ref report --month 2026-10 --all",
    )


def test_a_report_is_compared_with_the_period_before_and_a_year_ago() -> None:
    assert SPANS.every == (
        OCTOBER,
        SEPTEMBER,
        LAST_YEAR,
        Period(date(2026, 1, 1), date(2026, 10, 31)),
        Period(date(2025, 1, 1), date(2025, 10, 31)),
    )
    assert Spans.around(Period(date(2024, 2, 20), date(2024, 2, 29))).every == (
        Period(date(2024, 2, 20), date(2024, 2, 29)),
        Period(date(2024, 2, 10), date(2024, 2, 19)),
        Period(date(2023, 2, 20), date(2023, 2, 28)),
        Period(date(2024, 1, 1), date(2024, 2, 29)),
        Period(date(2023, 1, 1), date(2023, 2, 28)),
    )


def test_the_headline_sets_the_period_beside_the_ones_before() -> None:
    assert section("headline") == Table(
        title="Headline",
        columns=(
            Column("period", "Period"),
            Column("since", "From", Type.DATE, machine_only=True),
            Column("until", "To", Type.DATE, machine_only=True),
            Column("referrals", "Referrals", Type.COUNT),
            Column("internal_share", "Internal", Type.RATE),
            Column("unknown_share", "Unknown", Type.RATE),
            Column("first_visits", "First visits", Type.COUNT),
            Column("seen", "Seen", Type.COUNT),
            Column("open", "Open", Type.COUNT),
            Column("conversion", "Conversion", Type.RATE),
            Column("in_time", "In 30 days", Type.RATE),
            Column("maturity", "Cohort"),
            Column("production", "Production", Type.MONEY),
        ),
        rows=[
            (
                *("October 2026", date(2026, 10, 1), date(2026, 10, 31)),
                *(8, 0.75, 0.125, 5, 4, 3, 0.5, 0.375, "too young: 23 days", 177_345),
            ),
            (
                *("before: September 2026", date(2026, 9, 1), date(2026, 9, 30)),
                *(4, 0.5, 0.0, 0, 2, 1, 0.5, 0.0, "too young: 23 days", 100_000),
            ),
            (
                *("last year: October 2025", date(2025, 10, 1), date(2025, 10, 31)),
                *(0, None, None, 0, 0, 0, None, None, "too young: 23 days", 0),
            ),
            (
                *("2026 to October 31", date(2026, 1, 1), date(2026, 10, 31)),
                *(7, 1.0, 0.0, 9, 4, 2, 4 / 7, 0.0, "too young: 23 days", 245_000),
            ),
            (
                *("2025 to October 31", date(2025, 1, 1), date(2025, 10, 31)),
                *(1, 1.0, 0.0, 0, 1, 0, 1.0, 0.0, "too young: 23 days", 0),
            ),
        ],
        note=(
            "Countable referrals (not duplicate or invalid) by the day received. Internal: from"
            " patients, providers, offices and insurers; the field reports 35 % to 65 %."
            " First visits: made in the period, whenever referred. Conversion: the share"
            " of those received in the period that was seen; the open ones may still be seen."
            " In 30 days: the share that was seen within 30 days of being received. What became"
            " of each period is as it stood 23 days after its end."
        ),
    )


def test_every_kind_has_its_row_and_the_shares_add_up() -> None:
    table = section("kinds")

    assert table == Table(
        title="Share by kind",
        columns=(
            Column("kind", "Kind"),
            Column("referrals", "Referrals", Type.COUNT),
            Column("share", "Share", Type.RATE),
            Column("previous", "Before", Type.COUNT),
            Column("last_year", "Last year", Type.COUNT),
        ),
        rows=[
            ("patient", 1, 0.125, 0, 0),
            ("provider", 4, 0.5, 0, 0),
            ("office", 1, 0.125, 2, 0),
            ("insurer", 0, 0.0, 0, 0),
            ("community", 0, 0.0, 0, 0),
            ("signage", 0, 0.0, 0, 0),
            ("print", 0, 0.0, 0, 0),
            ("digital", 0, 0.0, 2, 0),
            ("other", 0, 0.0, 0, 0),
            ("none", 1, 0.125, 0, 0),
            ("unknown", 1, 0.125, 0, 0),
        ],
        note=(
            "Countable referrals by the kind of their primary source on the day received; none:"
            " asked, nobody sent them; unknown: nobody asked."
        ),
    )


def test_a_month_without_referrals_has_no_shares() -> None:
    facts = replace(FACTS, tallies={**FACTS.tallies, OCTOBER: []})

    assert [row[2] for row in section("kinds", facts).rows] == [None] * 11


def test_the_sources_are_ranked_and_those_left_out_are_counted() -> None:
    assert section("sources") == Table(
        title="Sources",
        columns=(
            Column("rank", "#", Type.ID),
            Column("source_id", "Id", Type.ID, machine_only=True),
            Column("source", "Source"),
            Column("kind", "Kind"),
            Column("referrals", "Refs", Type.COUNT),
            Column("previous", "Before", Type.COUNT),
            Column("last_year", "Last year", Type.COUNT),
            Column("last_year_to_date", "Year before", Type.COUNT),
            Column("year_to_date", "Year", Type.COUNT),
            Column("all_time", "All time", Type.COUNT),
            Column("last_referral", "Last", Type.DATE),
        ),
        rows=[
            (1, 3, "Dr. Wei Chen", "provider", 3, 0, 0, 0, 3, 3, date(2026, 10, 20)),
            (2, 4, "Elm Dental", "office", 1, 2, 0, 1, 4, 9, date(2026, 10, 8)),
            (3, 8, "Dr. Ito", "provider", 1, 0, 0, 1, 1, 5, date(2026, 10, 7)),
            (4, 5, "patient #5", "patient", 1, 0, 0, 1, 1, 3, date(2026, 10, 30)),
            (5, 2, "none", "none", 1, 0, 0, 0, 1, 1, date(2026, 10, 4)),
            (6, 1, "unknown", "unknown", 1, 0, 0, 0, 1, 1, date(2026, 10, 3)),
            (7, 7, "Google", "digital", 0, 2, 0, 0, 2, 2, date(2026, 9, 30)),
            (8, 6, "patient #6", "patient", 0, 0, 0, 0, 1, 1, date(2026, 2, 2)),
        ],
        note=(
            "Countable referrals by the day received, to their primary source. Year: up to"
            " 2026-10-31; year before: up to 2025-10-31. Left out: 2 sources with referrals in"
            " none of these periods."
        ),
        empty="No source referred in any of these periods.",
    )


def test_the_movement_of_referrers_adds_up() -> None:
    assert section("movement") == Table(
        title="Active referrers",
        columns=(
            Column("opening", "Active before 2026-10-01", Type.COUNT),
            Column("new", "New", Type.COUNT),
            Column("reactivated", "Reactivated", Type.COUNT),
            Column("lapsed", "Lapsed", Type.COUNT),
            Column("closing", "Active on 2026-10-31", Type.COUNT),
        ),
        rows=[(2, 1, 1, 1, 3)],
        note=(
            "Places (an office with all who work in it, or a provider without one) with a countable"
            " referral in the last 12 months are active;"
            " opening + new + reactivated - lapsed = closing."
        ),
    )


def test_those_who_came_and_went_are_named() -> None:
    second = ReferralSpan(4, date(2026, 10, 2), None, date(2026, 10, 2), date(2026, 10, 31))
    spans = [FIR_IS_NEW, second, ITO_IS_BACK, OAK_LAPSED]  # of Elm those of Dr. Wei Chen too
    facts = replace(FACTS, spans=spans, places_ever={**FACTS.places_ever, 11: 3})

    assert section("movers", facts) == Table(
        title="New, reactivated and lapsed",
        columns=(
            Column("move", "Move"),
            Column("source_id", "Id", Type.ID, machine_only=True),
            Column("source", "Source"),
            Column("first_referral", "First", Type.DATE),
            Column("last_referral", "Last", Type.DATE),
            Column("all_time", "All time", Type.COUNT),
        ),
        rows=[
            (
                "new",
                4,
                "Elm Dental",
                date(2026, 10, 2),
                date(2026, 10, 31),
                12,
            ),
            ("new", 11, "Fir Dental", date(2026, 10, 5), date(2026, 10, 20), 3),
            ("reactivated", 8, "Dr. Ito", date(2022, 1, 1), date(2026, 10, 7), 5),
            ("lapsed", 9, "Oak Endo", date(2021, 1, 1), date(2025, 10, 15), 4),
        ],
        note=(
            "New: first countable referral ever in the period. Reactivated: first one after more"
            " than 12 months of silence. Lapsed: active before, silent for 12 months at its end."
        ),
        empty="Nobody came or went.",
    )


def test_the_funnel_shows_empty_cohorts_and_marks_the_immature() -> None:
    assert section("funnel") == Table(
        title="Funnel by cohort",
        columns=(
            Column("month", "Received in"),
            Column("referrals", "Referrals", Type.COUNT),
            Column("scheduled", "Scheduled", Type.COUNT),
            Column("seen", "Seen", Type.COUNT),
            Column("completed", "Completed", Type.COUNT),
            Column("lost", "Lost", Type.COUNT),
            Column("open", "Open", Type.COUNT),
            Column("conversion", "Conversion", Type.RATE),
            Column("maturity", "Cohort"),
        ),
        rows=[
            ("2026-08", 0, 0, 0, 0, 0, 0, None, "mature"),
            ("2026-09", 4, 3, 2, 1, 1, 1, 0.5, "mature"),
            ("2026-10", 8, 6, 4, 0, 1, 3, 0.5, "immature"),
        ],
        note=(
            "Countable referrals by the month received, their steps as known on 2026-11-23;"
            " referrals = seen + lost before being seen + open. Conversion: the share that"
            " was seen. Immature: younger than 30 days, so its conversion will still rise."
        ),
    )


@pytest.mark.parametrize(
    ("as_of", "maturity"),
    [
        (date(2026, 10, 12), "immature"),
        (date(2026, 11, 29), "immature"),
        (date(2026, 11, 30), "mature"),
    ],
)
def test_a_cohort_is_mature_thirty_days_after_its_last_day(as_of: date, maturity: str) -> None:
    [row] = funnel_table([Cohort(date(2026, 10, 1), 1, 1, 1, 1, 0)], as_of).rows

    assert row[-1] == maturity


WAITING_NOTE = (
    "Countable referrals that were neither scheduled, seen nor lost by 2026-11-23, whenever"
    " received; referrals from old records are left out."
)


def test_who_waits_the_longest_comes_first_without_a_name() -> None:
    assert section("waiting") == Table(
        title="Waiting to be scheduled",
        columns=(
            Column("referral_id", "Referral", Type.ID),
            Column("source", "Source"),
            Column("received_on", "Received", Type.DATE),
            Column("days", "Days waiting", Type.COUNT),
        ),
        rows=[
            (21, "unknown", date(2026, 10, 20), 34),
            (22, "Dr. Wei Chen", date(2026, 10, 20), 34),
            (31, "patient #5", date(2026, 10, 30), 24),
        ],
        note=WAITING_NOTE,
        empty="Nobody is waiting.",
    )


def test_patients_are_named_where_it_is_asked_for() -> None:
    assert section("waiting", patients=True) == Table(
        title="Waiting to be scheduled",
        columns=(
            Column("referral_id", "Referral", Type.ID),
            Column("patient", "Patient"),
            Column("source", "Source"),
            Column("received_on", "Received", Type.DATE),
            Column("days", "Days waiting", Type.COUNT),
        ),
        rows=[
            (21, "Sam O'Neil", "unknown", date(2026, 10, 20), 34),
            (22, "Maria Lopez", "Dr. Wei Chen", date(2026, 10, 20), 34),
            (31, "Cy Ito", "Ann Ray", date(2026, 10, 30), 24),
        ],
        note=WAITING_NOTE,
        empty="Nobody is waiting.",
    )
    assert [row[2] for row in section("sources", patients=True).rows] == [
        *("Dr. Wei Chen", "Elm Dental", "Ann Ray", "Dr. Ito", "none", "unknown", "Google"),
        "Bo Kim",
    ]


def test_without_being_asked_no_patient_is_named_anywhere() -> None:
    report = month_report(FACTS, SPANS, HowToTell(practice="Elm", as_of=AS_OF))
    named = repr(month_report(FACTS, SPANS, HowToTell(practice="Elm", as_of=AS_OF, patients=True)))

    for name in ("Ann Ray", "Bo Kim", "Cy Ito", "Maria Lopez", "Sam O'Neil"):
        assert name not in repr(report)
        assert name in named


def test_only_patients_are_hidden_behind_a_number() -> None:
    hidden, shown = ReportNames(CREDITS, patients=False), ReportNames(CREDITS, patients=True)

    assert [hidden.of(id_) for id_ in (2, 3, 5)] == ["none", "Dr. Wei Chen", "patient #5"]
    assert [shown.of(id_) for id_ in (2, 3, 5)] == ["none", "Dr. Wei Chen", "Ann Ray"]


def test_a_practice_that_has_just_begun_gets_a_report_too() -> None:
    nothing = ReportFacts(
        credits={},
        tallies={period: [] for period in SPANS.every},
        counts={},
        all_time={},
        places={},
        places_ever={},
        last={},
        spans=[],
        cohorts=[],
        waiting=[],
    )
    begun = replace(nothing, compared=Compared(coverage=Coverage(OCTOBER.since)))
    report = month_report(begun, SPANS, HowToTell(practice="", as_of=AS_OF))

    rows = {one.name: one.table.rows for one in report.sections}
    zero = (0, None, None, 0, 0, 0, None, None, "too young: 0 days", 0)
    no_records = (None,) * 10
    assert rows["headline"] == [
        ("October 2026", OCTOBER.since, OCTOBER.until, *zero),
        ("before: September 2026, no records", SEPTEMBER.since, SEPTEMBER.until, *no_records),
        ("last year: October 2025, no records", LAST_YEAR.since, LAST_YEAR.until, *no_records),
        ("2026 to October 31", SPANS.year.since, SPANS.year.until, *zero),
        ("2025 to October 31, no records", date(2025, 1, 1), date(2025, 10, 31), *no_records),
    ]
    empty = month_report(nothing, SPANS, HowToTell(practice="", as_of=AS_OF))
    assert (empty.sections, empty.rest, len(empty.sentences)) == ([], "", 1)
    assert rows["movement"] == [(0, 0, 0, 0, 0)]
    assert [rows[name] for name in ("sources", "movers", "funnel", "waiting")] == [[], [], [], []]


def test_a_year_is_not_set_beside_itself() -> None:
    spans = Spans.around(Period(date(2026, 1, 1), date(2026, 9, 30)))
    facts = replace(FACTS, tallies=dict.fromkeys(spans.every, ()), counts={}, spans=[])

    report = month_report(facts, spans, HowToTell(practice="", as_of=AS_OF))

    [headline] = [one.table for one in report.sections if one.name == "headline"]
    assert [row[1] for row in headline.rows] == [
        date(2026, 1, 1),
        date(2025, 4, 1),
        date(2025, 1, 1),
    ]


def test_a_report_of_other_days_is_called_by_them() -> None:
    week = Period(date(2026, 10, 5), date(2026, 10, 11))
    spans = Spans.around(week)
    facts = replace(FACTS, tallies=dict.fromkeys(spans.every, ()), counts={}, spans=[])

    assert month_report(facts, spans, HowToTell(practice="", as_of=AS_OF)).title == (
        "Referrals from 2026-10-05 to 2026-10-11"
    )


def test_whom_we_court_in_vain_stays_in_the_report() -> None:
    elm = Party(
        id=7,
        name="Elm Dental",
        kind=Kind.OFFICE,
        owner="Marc",
        first_visit=date(2026, 1, 5),
        last_visit=date(2026, 8, 3),
        visits=7,
        hopeless_on=date(2026, 7, 6),
    )
    oak = replace(elm, id=8, name="Oak", first_visit=date(2025, 1, 5), owner="")

    table = section("not_referring", replace(FACTS, silent=[elm, oak]))

    assert table.rows == [
        (8, "Oak", "office", 7, date(2025, 1, 5), date(2026, 8, 3), ""),
        (7, "Elm Dental", "office", 7, date(2026, 1, 5), date(2026, 8, 3), "Marc"),
    ]
    assert "community, signage, print and digital marketing" in table.note
    assert section("not_referring").rows == []


def test_the_rows_behind_the_figures_name_patients_only_when_asked() -> None:
    day = date(2026, 10, 5)
    rows = [
        Referred(31, "Maria Lopez", 3, day, "Dr. Ray", date(2026, 10, 9), "seen", 145_000),
        Referred(32, "Sam O'Neil", 5, day, "", None, "lost", None),
        Referred(33, "Cy Ito", 1, day, "", None, "open", None),
    ]

    hidden, shown = (
        referral_data(rows, ReportNames(CREDITS, names), OCTOBER) for names in (False, True)
    )

    ray = ("Dr. Ray", "seen", date(2026, 10, 9), 145_000)
    assert hidden.rows == [
        (31, day, "Dr. Wei Chen", "provider", "Elm Dental", *ray),
        (32, day, "patient #5", "patient", None, None, "lost", None, None),
        (33, day, "unknown", "unknown", None, None, "open", None, None),
    ]
    assert [row[1] for row in shown.rows] == ["Maria Lopez", "Sam O'Neil", "Cy Ito"]
    assert shown.rows[1][3] == "Ann Ray"
