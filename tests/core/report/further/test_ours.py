from datetime import date

from refcli.core.report.further.facts import Ours
from refcli.core.report.further.ours import gather_spellings, ours_table, sort_ours
from refcli.core.values.periods import Period

YEAR = Period(date(2025, 11, 1), date(2026, 10, 31))
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
FOUND = [
    Ours("", 3, 30, 20, 4, 500_000),
    Ours("Dr. Ray", 1, 8, 6, 1, 100_001),
    Ours("dr.  ray", 0, 2, 1, 0, 0),
    Ours("Dr. Kim", 2, 12, 0, 3, 0),
]


def test_the_largest_first_and_those_without_one_last() -> None:
    table = ours_table(sort_ours(FOUND), "By our provider", "provider", OCTOBER, YEAR)

    assert [(column.name, column.heading) for column in table.columns] == [
        *(("provider", "Our provider"), ("referrals", "Now"), ("twelve_months", "12 months")),
        *(("seen", "Seen"), ("open", "Open"), ("conversion", "Conversion")),
        *(("production", "Production"), ("each", "Per seen")),
    ]
    assert table.totals == ("referrals", "twelve_months", "seen", "open", "production")
    assert table.rows == [
        ("Dr. Kim", 2, 12, 0, 9, 0.0, 0, None),
        ("Dr. Ray", 1, 10, 7, 2, 0.7, 100_001, 14_286),
        ("not recorded", 3, 30, 20, 6, 2 / 3, 500_000, 25_000),
    ]


def test_other_letters_are_the_same_name_as_it_is_written_most() -> None:
    assert gather_spellings(FOUND[1:3]) == [Ours("Dr. Ray", 1, 10, 7, 1, 100_001)]


def test_where_nobody_recorded_one_there_is_no_table() -> None:
    table = ours_table(sort_ours(FOUND[:1]), "By service", "service", OCTOBER, YEAR)

    assert (table.columns[0].heading, table.rows, table.totals) == ("Service", [], ())
    assert table.empty == (
        "None is recorded. It is recorded with --service: ref referral edit --help"
    )
