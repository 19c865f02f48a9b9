"""What a channel costs, to the cent, and what that brought."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from refcli.core.channels import (
    Campaign,
    Channel,
    ChannelFacts,
    Spend,
    campaign_table,
    cents_each,
    cents_spent,
    channel_table,
    event_days,
)
from refcli.core.counting.metrics import Tally
from refcli.core.values.periods import Period, month_of
from refcli.core.vocabulary import Kind

OCTOBER = month_of(date(2026, 10, 1))
FACTS = ChannelFacts(
    channels=[
        Channel(7, "Google Ads", Kind.DIGITAL),
        Channel(8, "Sign", Kind.SIGNAGE),
        Channel(9, "Old flyer", Kind.PRINT, archived=True),
        Channel(10, "School", Kind.COMMUNITY),
    ],
    spends=[
        Spend(7, date(2026, 10, 1), 120_000),
        Spend(7, date(2026, 9, 1), 99_999),
        Spend(10, date(2026, 10, 1), 0),
    ],
    campaigns=[
        Campaign(1, 7, "campaign", "Whitening", Period(date(2026, 9, 20), date(2026, 10, 3)), 4, 1),
        Campaign(2, 10, "event", "Lincoln visit", event_days(date(2026, 10, 9)), 2, 0),
    ],
)
TALLIES = {
    7: Tally(7, 7, 5, 1, 300_000),
    8: Tally(8, 2, 0, 0, 0),
    10: Tally(10, 1, 1, 0, 50_000),
}


def test_each_channel_shows_what_a_patient_cost_and_what_came_back() -> None:
    table = channel_table(FACTS, TALLIES, OCTOBER, "Channels")

    assert table.rows == [
        (7, "Google Ads", "digital", 120_000, 7, 17_143, 5, 24_000, 300_000, 1.5),
        (10, "School", "community", 0, 1, 0, 1, 0, 50_000, None),
        (8, "Sign", "signage", None, 2, None, 0, None, None, None),
    ]
    assert table.totals == ("spend", "referrals", "seen", "production")


def test_an_archived_channel_shows_only_with_figures() -> None:
    tallies = TALLIES | {9: Tally(9, 1, 0, 0, 0)}

    names = [row[1] for row in channel_table(FACTS, tallies, OCTOBER, "Channels").rows]

    assert names == ["Google Ads", "Old flyer", "School", "Sign"]


def test_no_return_without_production_or_without_spending() -> None:
    tallies = {7: Tally(7, 7, 5, 1, 0)}

    [google, *_] = channel_table(FACTS, tallies, OCTOBER, "Channels").rows

    assert google[-2:] == (None, None)


def test_a_month_that_lies_partly_in_the_days_counts_by_its_days() -> None:
    days = Period(date(2026, 9, 30), date(2026, 10, 2))

    assert cents_spent(FACTS.spends, days) == {7: 3_333 + 7_742, 10: 0}


def test_campaigns_come_the_latest_first() -> None:
    rows = campaign_table(FACTS, OCTOBER, date(2026, 11, 23)).rows

    assert rows == [
        (2, "event", "Lincoln visit", 10, "School", date(2026, 10, 9), date(2026, 11, 7), 2, 0),
        (1, "campaign", "Whitening", 7, "Google Ads", *days_of(FACTS.campaigns[0]), 4, 1),
    ]
    assert FACTS.campaigns[0].days_before == Period(date(2026, 9, 6), date(2026, 9, 19))


def days_of(one: Campaign) -> tuple[date, date]:
    return one.days.since, one.days.until


@given(st.integers(0, 10**9), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_the_parts_of_a_month_add_up_to_within_a_cent_and_the_whole_is_exact(
    cents: int, cut: date
) -> None:
    month = month_of(cut)
    spends = [Spend(1, month.since, cents)]
    first = cents_spent(spends, Period(month.since, cut))[1]
    rest = cents_spent(spends, Period(cut, month.until))[1]
    that_day = cents_spent(spends, Period(cut, cut))[1]

    assert cents_spent(spends, month) == {1: cents}
    assert abs(first + rest - that_day - cents) <= 2


@given(st.integers(0, 10**9), st.integers(1, 10**4))
def test_the_cost_of_each_is_right_to_the_cent(cents: int, people: int) -> None:
    cost = cents_each(cents, people)

    assert cost is not None
    assert abs(2 * (cost * people - cents)) <= people
