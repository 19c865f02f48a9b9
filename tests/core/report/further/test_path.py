from datetime import date

from refcli.core.report.delays import Delay
from refcli.core.report.further.facts import Journey, Loss, ripe_year
from refcli.core.report.further.path import losses_table, path_table
from refcli.core.values.periods import Period

YEAR = Period(date(2025, 11, 1), date(2026, 10, 31))
PATH = Journey(
    period=Period(date(2025, 11, 1), date(2026, 10, 2)),
    received=20,
    scheduled=18,
    seen=14,
    completed=9,
    open=2,
    delays=[
        Delay("referral to appointment made", {0: 4, 3: 12}, {"no day kept": 2}),
        Delay("referral to first visit", {9: 13, 40: 1}, {"lost": 4}),
        Delay("first visit to report back", {5: 3, 8: 2}, {"not reported yet": 3}),
    ],
    losses=[Loss("cost", 1, 1, 1), Loss("far", 0, 2, 0), Loss("moved away", 0, 0, 2)],
)


def test_the_steps_with_their_days_then_the_reasons_then_the_open_ones() -> None:
    assert path_table(PATH).rows == [
        ("step", "received", 20, 20, 1.0, None, None),
        ("step", "appointment made", 18, 20, 0.9, 3.0, 3),
        ("step", "seen", 14, 20, 0.7, 9.0, 9),
        ("step", "report back sent", 5, 8, 0.625, 5.0, 8),
        ("step", "completed", 9, 20, 0.45, None, None),
        ("lost", "lost: cost", 2, 20, 0.1, None, None),
        ("lost", "lost: far", 2, 20, 0.1, None, None),
        ("open", "still open", 2, 20, 0.1, None, None),
    ]


def test_received_are_those_seen_lost_and_open() -> None:
    rows = path_table(PATH).rows
    whole = {row[1]: row[2] for row in rows}
    lost = sum(row[2] for row in rows if row[0] == "lost" and isinstance(row[2], int))

    assert whole["received"] == PATH.seen + lost + PATH.open


def test_without_a_ripe_referral_there_is_no_path() -> None:
    young = path_table(Journey(PATH.period))

    assert (young.rows, young.empty) == ((), "No referral is 30 days old yet.")


def test_reasons_stand_by_how_far_people_had_come_the_most_frequent_first() -> None:
    table = losses_table(PATH)

    assert table.rows == [
        ("cost", 3, 3 / 7, 1, 1, 1),
        ("far", 2, 2 / 7, 0, 2, 0),
        ("moved away", 2, 2 / 7, 0, 0, 2),
    ]
    assert list(table.totals) == [column.name for column in table.columns if column.name in TOTALS]
    assert losses_table(Journey(PATH.period)).rows == []


TOTALS = {"referrals", "without_appointment", "with_appointment", "after_visit"}


def test_the_last_thirty_days_are_not_ripe() -> None:
    assert ripe_year(YEAR, date(2026, 11, 1)) == Period(YEAR.since, date(2026, 10, 2))
    assert ripe_year(YEAR, date(2026, 11, 29)) == Period(YEAR.since, date(2026, 10, 30))
    assert ripe_year(YEAR, date(2026, 12, 24)) == YEAR
    assert ripe_year(YEAR, date(2025, 11, 9)) == Period(YEAR.since, YEAR.since)
