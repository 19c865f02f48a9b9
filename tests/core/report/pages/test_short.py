"""What stands on the second page of the tables further on, made from the facts themselves."""

from dataclasses import replace
from datetime import date

from refcli.core.channels import Channel
from refcli.core.comparing.comparison import Coverage
from refcli.core.output.document import Chart, ChartKind, Form, Page, Section
from refcli.core.output.table import Figure, Table
from refcli.core.report.delays import Delay
from refcli.core.report.further.facts import Journey, Loss, Ours
from refcli.core.report.further.marketing import ChannelLine
from refcli.core.report.further.ours import ours_table, sort_ours
from refcli.core.report.further.team import OwnerKept, Promised
from refcli.core.report.further.two_years import TWO_YEARS_COLUMNS, MonthTold
from refcli.core.report.pages.layout import Stand
from refcli.core.report.pages.short import (
    short_marketing,
    short_months,
    short_ours,
    short_path,
    short_quality,
    short_team,
)
from refcli.core.report.quality import Concern, Quality
from refcli.core.values.periods import Period
from refcli.core.vocabulary import Kind

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def test_months_without_any_record_are_no_table_and_no_picture() -> None:
    months = [MonthTold(f"2026-{month:02}", None, None, 50) for month in range(1, 13)]
    chart = Chart(ChartKind.LINES, "Two years", "month", ("referrals",))
    table = Table("Two years", TWO_YEARS_COLUMNS, [one.row for one in months])
    section = Section("two_years", table, [chart], front=short_months(table, months))

    bare = Stand(Page.FIRST, Form.CHART).set_up(section).on_page

    assert (list(bare.table.rows), bare.drawn) == ([], [])
    assert bare.table.empty == "No referral is on record in these months."
    told = [*months[1:], MonthTold("2027-01", 1, None, None)]
    assert short_months(table, told).rows == table.rows


def test_rare_reasons_are_one_row() -> None:
    losses = [Loss(f"reason {n}", 5 - n, 4) for n in range(5)] + [Loss("later", seen=3)]
    report = Delay("report", {6: 20}, {"not sent": 20})
    path = Journey(
        OCTOBER, 90, 80, 45, 40, 10, [Delay("a", {}, {}), Delay("b", {}, {}), report], losses
    )

    rows = short_path(path).rows

    assert [row[:2] for row in rows] == [
        *(("received", 90), ("appointment made", 80), ("seen", 45)),
        *(("report back sent, of those owed", 20), ("completed", 40)),
        *((f"lost: reason {n}", 9 - n) for n in range(3)),
        ("lost: 2 other reasons", 11),
        ("still open", 10),
    ]
    assert [rows[3][2], rows[8][2]] == [0.5, 11 / 90]
    assert short_path(Journey(OCTOBER)).rows == []


def test_owners_after_the_fifth_are_one_row_and_each_cell_is_a_number() -> None:
    kept = [Promised(4, 2, 1), Promised(6, 5, 1), Promised(3, 1, 2)]

    rows = short_team([OwnerKept(f"Owner {n}", kept, 2) for n in range(7)]).rows

    assert len(rows) == 6
    assert rows[0] == (
        *("Owner 0", Figure(2, after=" of 4"), Figure(5, after=" of 6"), Figure(1, after=" of 3")),
        *(4, 2),
    )
    assert rows[5] == (
        *("2 others", Figure(4, after=" of 8"), Figure(10, after=" of 12")),
        *(Figure(2, after=" of 6"), 8, 4),
    )


def test_cheaper_channels_are_one_row_and_the_blended_cost_repeats_no_sum() -> None:
    lines = [
        ChannelLine(Channel(n, f"Channel {n}", Kind.DIGITAL), 90_000 - n, 0, 3) for n in range(6)
    ]

    rows = short_marketing(lines, 60).rows

    assert [row[0] for row in rows] == [
        *(f"Channel {n}" for n in range(4)),
        *("2 other channels", "all channels", "all new patients"),
    ]
    assert rows[4] == ("2 other channels", 179_991, 6, 29_999)
    assert rows[6] == ("all new patients", None, None, 9_000)
    assert short_marketing([], 60).rows == []


def test_a_channel_that_is_called_like_the_sum_of_all_is_one_of_them() -> None:
    one = ChannelLine(Channel(5, "all new patients", Kind.DIGITAL), 100, 0, 1)

    assert [row[0] for row in short_marketing([one], 2).rows] == [
        *("all new patients", "all channels", "all new patients"),
    ]


def test_providers_after_the_third_are_one_row_and_those_without_one_stay() -> None:
    found = [Ours(f"Dr. {n}", 1, 10 - n, 5, 0, 100) for n in range(5)] + [Ours("", 1, 2, 1, 0, 7)]
    ours = sort_ours(found)

    table = short_ours(ours, ours_table(ours, "By", "provider", OCTOBER, OCTOBER))

    assert [row[:2] for row in table.rows] == [
        *(("Dr. 0", 10), ("Dr. 1", 9), ("Dr. 2", 8)),
        *(("2 others", 13), ("not recorded", 2)),
    ]
    assert table.rows[3][2:] == (10 / 13, 200)
    assert table.columns[0].heading == "Our provider"


def test_whose_name_is_like_the_word_for_none_stands_in_its_own_place() -> None:
    ours = sort_ours([Ours("not recorded", 1, 60, 30, 0, 9), Ours("", 1, 5, 1, 0, 7)])
    many = [*ours[:1], *(replace(ours[0], name=f"Dr. {n}", referrals=50 - n) for n in range(4))]

    shown = [
        [row[:2] for row in short_ours(one, ours_table(one, "", "provider", OCTOBER, OCTOBER)).rows]
        for one in (ours, sort_ours(many))
    ]

    assert shown == [
        [("not recorded", 60), ("not recorded", 5)],
        [("not recorded", 60), ("Dr. 0", 50), ("Dr. 1", 49), ("2 others", 95)],
    ]


def test_only_what_is_in_doubt_is_named_with_some_of_its_numbers() -> None:
    quality = Quality(9, 8, records={Concern.UNKNOWN: list(range(20, 12, -1))})
    coverage = Coverage(date(2023, 11, 2))

    table = short_quality(quality, coverage)

    assert table.note == "Records begin on 2 November 2023."
    numbers = ("20", "19", "18", "17", "16", "15", "...")
    assert table.rows == [("source unknown", 8, 8 / 9, numbers)]
    assert short_quality(Quality(9), coverage).empty == (
        "Nothing in these days is missing or in doubt. Records begin on 2 November 2023."
    )
