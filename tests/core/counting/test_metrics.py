"""Counts, shares, stages and the movement of referrers."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from refcli.core.counting.metrics import (
    Credit,
    Movement,
    ReferralSpan,
    Stage,
    Tally,
    by_label,
    count_movement,
    find_stage,
    internal_referrals,
    sum_all,
)
from refcli.core.values.periods import Period
from refcli.core.values.rates import rate_of
from refcli.core.vocabulary import BuiltIn, Kind

CREDITS = {
    1: Credit(1, "unknown", Kind.OTHER, BuiltIn.UNKNOWN),
    2: Credit(2, "none", Kind.OTHER, BuiltIn.NONE),
    3: Credit(3, "Ann Ray", Kind.PATIENT),
    4: Credit(4, "Dr. Wei Chen", Kind.PROVIDER, office_id=5),
    5: Credit(5, "Elm Dental", Kind.OFFICE),
    6: Credit(6, "Delta", Kind.INSURER),
    7: Credit(7, "Google", Kind.DIGITAL),
    8: Credit(8, "The barber", Kind.OTHER),
}
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
days = st.dates(date(2018, 1, 1), date(2028, 12, 31))


def test_a_rate_of_nothing_is_no_number() -> None:
    assert rate_of(1, 4) == 0.25
    assert rate_of(0, 4) == 0.0
    assert rate_of(0, 0) is None


def test_the_open_ones_are_neither_seen_nor_lost() -> None:
    tally = Tally(4, referrals=8, seen=5, lost=1, production_cents=99)

    assert tally.open == 2
    assert tally.conversion == 0.625
    assert Tally(4).conversion is None


def test_tallies_add_up_column_by_column() -> None:
    tallies = [Tally(3, 8, 5, 1, 1_250), Tally(4, 2, 1, 1, 50), Tally(5)]

    assert sum_all(tallies) == Tally(0, referrals=10, seen=6, lost=2, production_cents=1_300)
    assert sum_all(iter(tallies[:1])) == Tally(0, 8, 5, 1, 1_250)
    assert sum_all([]) == Tally(0, 0, 0, 0, 0)


def test_every_kind_is_counted_also_those_without_a_referral() -> None:
    tallies = [Tally(1, 2), Tally(2, 3), Tally(4, 4), Tally(7, 1), Tally(8, 5), Tally(4, 1)]

    assert by_label(tallies, CREDITS) == {
        "patient": 0,
        "provider": 5,
        "office": 0,
        "insurer": 0,
        "community": 0,
        "signage": 0,
        "print": 0,
        "digital": 1,
        "other": 5,
        "none": 3,
        "unknown": 2,
    }
    assert list(by_label([], CREDITS))[-3:] == ["other", "none", "unknown"]
    assert set(by_label([], CREDITS).values()) == {0}


def test_patients_providers_offices_and_insurers_are_internal() -> None:
    inside = [id_ for id_, credit in CREDITS.items() if credit.internal]

    assert inside == [3, 4, 5, 6]
    assert internal_referrals([Tally(id_, 10**id_) for id_ in CREDITS], CREDITS) == 1_111_000


def test_a_built_in_source_is_never_internal_whatever_its_kind() -> None:
    credit = Credit(1, "unknown", Kind.PATIENT, BuiltIn.UNKNOWN)

    assert not credit.internal
    assert credit.label == "unknown"
    assert CREDITS[5].label == "office"


@pytest.mark.parametrize(
    ("visited", "last", "found"),
    [
        (False, None, Stage.TARGET),
        (True, None, Stage.COURTING),
        (True, date(2026, 10, 12), Stage.ACTIVE),
        (False, date(2025, 10, 13), Stage.ACTIVE),
        (False, date(2025, 10, 12), Stage.LAPSED),
        (True, date(2019, 1, 1), Stage.LAPSED),
    ],
)
def test_the_stage_follows_from_visits_and_the_last_referral(
    visited: bool,  # noqa: FBT001
    last: date | None,
    found: Stage,
) -> None:
    assert find_stage(visited=visited, last_referral=last, today=date(2026, 10, 12)) is found


def span(source_id: int, *referred: str, period: Period = OCTOBER) -> ReferralSpan:
    """What the book says of a source that referred on these days."""
    on = sorted(day for day in map(date.fromisoformat, referred) if day <= period.until)
    before = [day for day in on if day < period.since]
    entered = [day for day in on if day >= period.since]
    return ReferralSpan(
        source_id,
        on[0],
        before[-1] if before else None,
        entered[0] if entered else None,
        on[-1],
    )


def test_referrers_come_stay_go_and_come_back() -> None:
    stays = span(1, "2026-01-05", "2026-10-09")
    rests = span(2, "2025-11-01")
    lapses = span(3, "2025-10-01", "2025-10-31")
    new = span(4, "2026-10-01")
    back = span(5, "2024-03-01", "2025-09-30", "2026-10-31")
    old = span(6, "2020-01-01")

    moved = count_movement(iter([stays, rests, lapses, new, back, old]), OCTOBER)

    assert moved == Movement(opening=3, new=[new], reactivated=[back], lapsed=[lapses], closing=4)


def test_the_first_day_of_twelve_months_still_counts_when_the_period_opens() -> None:
    in_time, too_late = span(1, "2025-10-01"), span(2, "2025-09-30")

    moved = count_movement([in_time, too_late], OCTOBER)

    assert moved == Movement(opening=1, new=[], reactivated=[], lapsed=[in_time], closing=0)


def test_within_a_long_period_somebody_may_come_and_lapse() -> None:
    three_years = Period(date(2024, 1, 1), date(2026, 12, 31))
    came_and_went = span(1, "2024-05-01", "2025-12-31", period=three_years)
    back_and_gone = span(2, "2020-01-01", "2024-06-01", period=three_years)
    stayed = span(3, "2023-01-01", "2024-07-01", "2026-01-01", period=three_years)

    moved = count_movement([came_and_went, back_and_gone, stayed], three_years)

    assert moved == Movement(
        opening=1,
        new=[came_and_went],
        reactivated=[back_and_gone],
        lapsed=[came_and_went, back_and_gone],
        closing=1,
    )


@st.composite
def periods(draw: st.DrawFn) -> Period:
    since = draw(days)
    return Period(since, since + timedelta(draw(st.integers(0, 1_500))))


@example([[date(2024, 2, 29)]], Period(date(2025, 2, 28), date(2025, 2, 28)))
@example([[date(2024, 2, 28)]], Period(date(2025, 2, 28), date(2025, 3, 1)))
@given(st.lists(st.lists(days, min_size=1, max_size=6), max_size=12), periods())
def test_opening_and_new_and_reactivated_less_lapsed_is_closing(
    histories: list[list[date]], period: Period
) -> None:
    spans = [
        span(id_, *map(str, history), period=period)
        for id_, history in enumerate(histories)
        if min(history) <= period.until
    ]
    moved = count_movement(spans, period)

    assert (
        moved.opening + len(moved.new) + len(moved.reactivated) - len(moved.lapsed) == moved.closing
    )
    assert moved.closing == sum(
        find_stage(visited=False, last_referral=s.last_on, today=period.until) is Stage.ACTIVE
        for s in spans
    )
    assert moved.opening == sum(
        find_stage(visited=False, last_referral=s.before_on, today=period.since - timedelta(1))
        is Stage.ACTIVE
        for s in spans
    )


@given(st.lists(st.lists(days, min_size=1, max_size=6), max_size=12), days)
def test_what_one_day_closes_with_the_next_one_opens_with(
    histories: list[list[date]], today: date
) -> None:
    tomorrow = today + timedelta(1)
    one, next_one = Period(today, today), Period(tomorrow, tomorrow)
    closing, opening = (
        count_movement(
            [
                span(id_, *map(str, history), period=period)
                for id_, history in enumerate(histories)
                if min(history) <= period.until
            ],
            period,
        )
        for period in (one, next_one)
    )

    assert closing.closing == opening.opening
