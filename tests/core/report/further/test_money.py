"""Channels with their total and blended cost, and production by the month booked."""

from datetime import date

from refcli.core.channels import Campaign, Channel, ChannelFacts, Spend
from refcli.core.counting.metrics import Tally
from refcli.core.report.further.booked import booked_table
from refcli.core.report.further.facts import Booked, CohortValue, FurtherFacts
from refcli.core.report.further.marketing import list_lines, marketing_table
from refcli.core.values.periods import Period
from refcli.core.vocabulary import Kind

YEAR = Period(date(2025, 11, 1), date(2026, 10, 31))
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
CHANNELS = ChannelFacts(
    channels=[
        Channel(5, "Website", Kind.DIGITAL),
        Channel(6, "Sign", Kind.SIGNAGE),
        Channel(7, "Radio", Kind.PRINT, archived=True),
    ],
    spends=[Spend(5, date(2026, 10, 1), 90_000), Spend(5, date(2025, 10, 1), 5_000)],
    campaigns=[Campaign(1, 6, "event", "Fair", OCTOBER), Campaign(2, 6, "campaign", "Flyer", YEAR)],
)
TALLIES = {5: Tally(5, 7), 6: Tally(6, 2)}


def test_channels_all_of_them_and_all_new_patients() -> None:
    assert marketing_table(list_lines(CHANNELS, TALLIES, YEAR), 40, YEAR).rows == [
        ("channel", 5, "Website", 90_000, 0, 7, 12_857),
        ("channel", 6, "Sign", None, 2, 2, None),
        ("all_channels", None, "all channels", 90_000, 2, 9, 10_000),
        ("everybody", None, "all new patients", 90_000, None, 40, 2_250),
    ]


def test_where_nothing_is_on_record_nothing_was_spent_as_far_as_is_known() -> None:
    unknown = ChannelFacts(channels=CHANNELS.channels)

    rows = marketing_table(list_lines(unknown, TALLIES, YEAR), 40, YEAR).rows

    assert [row[3] for row in rows] == [None] * 4
    assert [row[6] for row in rows] == [None] * 4


def test_without_a_channel_there_is_no_table() -> None:
    assert marketing_table(list_lines(ChannelFacts(), {}, YEAR), 40, YEAR).rows == []


FACTS = FurtherFacts(
    booked={
        "2025-09": Booked(100_000, 2),
        "2026-09": Booked(250_000, 3),
        "2026-10": Booked(-5_000, 1),
    },
    cohorts={"2026-10": CohortValue(80_000, 9)},
    first_on=date(2025, 1, 20),
)


def test_twelve_months_of_what_was_booked_beside_what_the_received_are_worth() -> None:
    rows = booked_table(FACTS, OCTOBER, date(2026, 11, 1)).rows

    assert len(rows) == 12
    assert rows[0] == ("2025-11", 0, 0, None, 0, 0)
    assert rows[2] == ("2026-01", 0, 0, None, 0, 0)  # January 2025 was on record from the 20th
    assert rows[3] == ("2026-02", 0, 0, 0, 0, 0)
    assert rows[-2:] == [
        ("2026-09", 250_000, 3, 100_000, 0, 0),
        ("2026-10", -5_000, 1, 0, 9, 80_000),
    ]


def test_a_month_that_still_runs_has_no_whole_one_beside_it() -> None:
    running = Period(date(2026, 9, 1), date(2026, 9, 20))

    assert booked_table(FACTS, running, date(2026, 9, 20)).rows[-1] == (
        *("2026-09", 250_000, 3, None, 0, 0),
    )


def test_a_year_before_the_records_is_unknown() -> None:
    rows = booked_table(FurtherFacts(), OCTOBER, date(2026, 11, 1)).rows

    assert {row[3] for row in rows} == {None}
