"""Who has gone quiet or slows: exact where the formula is, and true on every day."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.quiet.chance import Past, at_most, silence_chance
from refcli.core.quiet.clumping import Pairs, sum_pairs
from refcli.core.quiet.knowledge import (
    Arrivals,
    Knowledge,
    KnownOfPractice,
    join_weeks,
    know_practice,
)
from refcli.core.quiet.season import (
    FLAT,
    find_begin,
    make_clock,
    month_of,
    number_months,
    season_clock,
)
from refcli.core.quiet.sentences import QuietFacts, describe_sign, gap_text, one_in
from refcli.core.quiet.silence import (
    QuietState,
    Sign,
    find_signs_of_silence,
    trace_source,
    years_before,
)
from refcli.core.quiet.working import explain_silence

START = date(2025, 1, 1)
TODAY = date(2026, 11, 23)


def every(days: int, until: date, many: int) -> tuple[date, ...]:
    return tuple(sorted(until - timedelta(days=days * n) for n in range(many)))


STEADY = every(8, date(2026, 10, 13), 60)  # 41 days silent today


def found(days: tuple[date, ...], today: date = TODAY, *contacts: date) -> Sign | None:
    one = Arrivals(7, days, contacts)
    known = find_signs_of_silence(QuietFacts([one]).trace([one], 0.01), today=today)
    return known[0] if known else None


def first_day(days: tuple[date, ...], *contacts: date) -> date:
    return next(d for n in range(900) if found(days, d := days[-1] + timedelta(n), *contacts))


# The formula


@pytest.mark.parametrize(
    ("n", "whole", "gap"), [(3, 90.0, 30.0), (12, 365.0, 60.0), (50, 730.0, 9.0)]
)
def test_without_clumps_the_chance_is_exactly_that_of_the_contract(
    n: int, whole: float, gap: float
) -> None:
    assert silence_chance(Past(n, whole, 365), [gap], 0.0) == pytest.approx(
        (whole / (whole + gap)) ** n
    )


@given(
    st.integers(3, 200), st.floats(10, 730), st.lists(st.floats(0, 31), min_size=1), st.floats(0, 2)
)
def test_clumps_make_a_silence_more_probable_and_time_makes_it_less(
    n: int, whole: float, parts: list[float], phi: float
) -> None:
    known = Past(n, whole, 365)

    chance = silence_chance(known, parts, phi)

    assert 0 <= chance <= 1
    assert chance >= silence_chance(known, parts, 0.0) - 1e-9
    assert silence_chance(known, [*parts, 5.0], phi) <= chance + 1e-9


def test_few_in_a_window_is_the_exact_conditional_test() -> None:
    # 10 in 300 days, then 1 in 100: binomial(11, 1/4) at most 1
    exact = 0.75**11 + 11 * 0.25 * 0.75**10

    # the pace is told by n referrals, the first of which opens the time: size n, not n + 1
    assert at_most(1, Past(10, 300, 300), [100.0], 0.0) == pytest.approx(exact, rel=0.35)
    assert at_most(9, Past(10, 300, 300), [100.0], 0.0) > 0.99


# Seasons and clumps


def test_under_two_full_years_there_is_no_season() -> None:
    totals = {f"2025-{month:02}": month for month in range(1, 13)}

    assert season_clock(number_months(totals), month_of(date(2026, 6, 1))) is FLAT


def test_the_records_begin_after_the_latest_year_without_any() -> None:
    totals = number_months(
        {"2004-03": 1, "2024-01": 0, "2024-02": 2, "2025-02": 3, "2026-02": 4, "2026-03": 5}
    )
    found = {
        day: find_begin(totals, month_of(day))
        for day in (date(2004, 2, 1), date(2023, 12, 1), date(2026, 3, 1), date(2027, 9, 1))
    }

    assert found == {
        date(2004, 2, 1): None,
        date(2023, 12, 1): month_of(date(2004, 3, 1)),
        date(2026, 3, 1): month_of(date(2024, 2, 1)),  # eleven empty months are no end of it
        date(2027, 9, 1): month_of(date(2024, 2, 1)),  # nor are those that nothing came after
    }
    assert find_begin({}, 24_000) is None
    twelve = {24_000: 1, 24_013: 2}
    assert [find_begin(twelve, last) for last in (24_012, 24_013)] == [24_000, 24_013]


def test_one_old_day_changes_no_season() -> None:
    totals = {
        f"{year}-{month:02}": 10 if month == 8 else 50
        for year in (2024, 2025)
        for month in range(1, 13)
    }
    june = month_of(date(2026, 6, 1))
    known = season_clock(number_months(totals), june)

    assert known is not FLAT
    assert season_clock(number_months({"2004-03": 1, **totals}), june) == known


def test_a_quiet_august_counts_for_less_time() -> None:
    totals = {
        f"{year}-{month:02}": 10 if month == 8 else 50
        for year in (2023, 2024, 2025)
        for month in range(1, 13)
    }
    known = season_clock(number_months(totals), month_of(date(2026, 1, 1)))

    august = known.span(date(2025, 7, 31), date(2025, 8, 31))
    july = known.span(date(2025, 6, 30), date(2025, 7, 31))

    assert august == pytest.approx(july / 5, rel=0.05)
    assert known.span(date(2024, 12, 31), date(2025, 12, 31)) == pytest.approx(365)


def test_a_month_in_which_nothing_ever_came_still_passes() -> None:
    totals = {
        f"{year}-{month:02}": 0 if month == 2 else 30
        for year in (2023, 2024, 2025)
        for month in range(1, 13)
    }

    assert min(season_clock(number_months(totals), month_of(date(2026, 1, 1))).speeds) > 0.05


@given(st.dates(date(2019, 1, 1), date(2027, 1, 1)), st.integers(0, 800))
def test_the_parts_of_a_span_make_up_the_whole(after: date, days: int) -> None:
    uneven = make_clock([0.5, 1.5, 1.5, *[1.0] * 7, 1.4, 1 - 26 / 31])  # 365 season-days
    until = after + timedelta(days=days)

    assert sum(uneven.parts(after, until)) == pytest.approx(uneven.span(after, until))
    assert FLAT.span(after, until) == pytest.approx(days)


@pytest.mark.parametrize(("phi", "low", "high"), [(0.0, 0.0, 0.1), (0.5, 0.35, 0.65)])
def test_the_clumping_is_found_again(phi: float, low: float, high: float) -> None:
    rng = Random(4)  # noqa: S311  (a test has to repeat)

    def made() -> list[date]:
        days = []
        for month in range(30):
            first = date(2024 + month // 12, month % 12 + 1, 1)
            pace = 4 * (rng.gammavariate(1 / phi, phi) if phi else 1.0)
            gap = rng.expovariate(pace)
            while gap < 1:
                days.append(first + timedelta(days=int(gap * 28)))
                gap += rng.expovariate(pace)
        return sorted(days)

    assert low <= sum_pairs(made() for _ in range(300)).phi(month_of(date(2026, 7, 1))) <= high


# What is found, and since when


def test_a_busy_source_is_missed_in_weeks_and_a_rare_one_left_in_peace() -> None:
    sign = found(STEADY)

    assert sign
    assert (sign.state, sign.since, sign.last) == (
        QuietState.QUIET,
        first_day(STEADY),
        date(2026, 10, 13),
    )
    assert (sign.gap_days, sign.silent_days, sign.got) == (8.0, 41, 0)
    assert sign.expected == pytest.approx(41 / 8)
    assert sign.chance == pytest.approx((472 / 513) ** 59)
    assert found(every(180, date(2026, 5, 1), 5)) is None  # two a year, seven months silent


@pytest.mark.parametrize(
    "days",
    [
        (START, START + timedelta(30), START + timedelta(60)),  # two gaps tell nothing
        (START,) * 6,  # all on one day
        (date(2024, 2, 29),) * 3,
        every(1, date(2025, 1, 5), 5),  # five in the first week, and never again
        (date(2026, 9, 1), *(date(2026, 9, 2),) * 3),  # a family
        every(8, date(2025, 2, 25), 8),  # 56 days are no pace
    ],
)
def test_of_too_little_nothing_is_said(days: tuple[date, ...]) -> None:
    assert found(days) is None


def test_a_family_is_one_arrival_and_never_makes_a_source_quiet() -> None:
    family = (date(2026, 9, 1), *(date(2026, 9, 2),) * 3)

    days = [date(2026, 9, 2) + timedelta(days=silent) for silent in range(400)]

    assert [day for day in days if found(family, day)] == []


def test_a_pace_takes_60_days() -> None:
    gaps = every(10, date(2026, 9, 7), 7)  # six in 60 days: by chance 1 in 128 after 75 days
    shorter = (gaps[0] + timedelta(days=1), *gaps[1:])

    assert found(gaps, date(2026, 11, 21))
    assert found(shorter, date(2026, 11, 21)) is None


def test_a_silence_takes_14_days() -> None:
    daily = tuple(sorted((*every(1, TODAY, 600), *every(1, TODAY, 600))))
    known = Knowledge({}, Pairs())
    known.months.update({n: KnownOfPractice(FLAT, 0.0) for n in range(24_000, 25_000)})
    case = trace_source(Arrivals(7, daily), known)

    assert case.silent(TODAY + timedelta(days=13)).chance < 1e-9
    assert case.quiet_since(TODAY + timedelta(days=13)) is None
    assert case.quiet_since(TODAY + timedelta(days=14)) == TODAY + timedelta(days=14)


def test_what_came_in_one_week_is_one_arrival() -> None:
    days = [date(2026, 3, n) for n in (1, 1, 7, 8, 9, 14, 15, 30)]

    assert join_weeks(days) == tuple(date(2026, 3, n) for n in (1, 8, 15, 30))


@given(st.lists(st.dates(START, TODAY)), st.dates(START, TODAY))
def test_the_clumps_of_a_day_never_change_later(some: list[date], day: date) -> None:
    days = sorted(some)

    joined = join_weeks(days)

    assert join_weeks([one for one in days if one <= day]) == tuple(
        one for one in joined if one <= day
    )
    assert all((b - a).days >= 7 for a, b in pairwise(joined))


def test_who_was_skipped_for_good_is_judged_by_what_came_later() -> None:
    skipped = STEADY[-1] + timedelta(days=30)
    new = every(8, date(2027, 6, 1), 12)

    def sign(days: tuple[date, ...], today: date) -> Sign | None:
        one = Arrivals(7, days, anew=skipped)
        return next(
            iter(find_signs_of_silence(QuietFacts([one]).trace([one], 0.01), today=today)), None
        )

    assert sign(STEADY, TODAY) is None
    assert sign(STEADY, date(2035, 1, 1)) is None
    assert sign((*STEADY, *new), date(2027, 6, 20)) is None
    again = sign((*STEADY, *new), date(2027, 9, 20))
    assert again
    assert again.last == date(2027, 6, 1)


def test_two_years_before_a_leap_day_is_the_28th() -> None:
    assert years_before(date(2024, 2, 29)) == date(2022, 2, 28)
    assert years_before(date(2024, 3, 31)) == date(2022, 3, 31)


def test_a_source_that_still_refers_but_less_is_slowing() -> None:
    busy = every(4, date(2026, 8, 1), 150)
    slower = (*busy, date(2026, 9, 20), date(2026, 11, 15))

    sign = found(slower)

    assert sign
    assert (sign.state, sign.got) == (QuietState.SLOWING, 2)
    assert sign.since.weekday() == 0
    assert sign.expected == pytest.approx(90 / 4, rel=0.1)


def test_a_contact_closes_it_until_it_was_silent_for_as_long_again() -> None:
    contact = date(2026, 11, 23)  # 41 days after the last referral

    assert found(STEADY, contact, contact) is None
    assert found(STEADY, date(2027, 1, 2), contact) is None
    again = found(STEADY, date(2027, 2, 1), contact)
    assert again
    assert again.since == date(2027, 1, 3)  # 41 days after the contact


def test_a_contact_before_anything_was_wrong_delays_nothing() -> None:
    early = STEADY[-1] + timedelta(days=3)

    assert first_day(STEADY, early) == first_day(STEADY)


def test_a_referral_ends_it() -> None:
    assert found((*STEADY, TODAY)) is None


# Properties

gaps = st.lists(st.integers(0, 40), min_size=3, max_size=40)


@given(gaps, st.integers(0, 300), st.lists(st.integers(0, 300), max_size=3), st.randoms())
def test_it_never_moves_forward_by_itself_and_needs_no_order(
    steps: list[int], more: int, contacts: list[int], chance: Random
) -> None:
    days = [START]
    for step in steps:
        days.append(days[-1] + timedelta(days=step))
    told = tuple(sorted(days[-1] + timedelta(days=n) for n in contacts))
    today, before = days[-1] + timedelta(days=more), None
    others = [Arrivals(1, tuple(days), told), Arrivals(2, every(9, START, 5))]

    for n in range(max(0, more - 40), more + 1):
        day = days[-1] + timedelta(days=n)
        sign = found(tuple(days), day, *(c for c in told if c <= day))
        if sign and before and not any(before.since <= c <= day for c in told):
            assert sign.since == before.since
        before = sign

    shuffled = chance.sample(others, 2)
    assert sorted(
        find_signs_of_silence(QuietFacts(shuffled).trace(shuffled, 0.01), today=today),
        key=lambda s: s.source_id,
    ) == sorted(
        find_signs_of_silence(QuietFacts(others).trace(others, 0.01), today=today),
        key=lambda s: s.source_id,
    )


@given(gaps, st.integers(0, 200), st.integers(1, 200))
def test_a_day_is_judged_by_what_was_known_on_it(steps: list[int], more: int, later: int) -> None:
    days = [START]
    for step in steps:
        days.append(days[-1] + timedelta(days=step))
    day = days[-1] + timedelta(days=more)
    future = tuple(days) + tuple(day + timedelta(days=n) for n in range(1, later, 7))

    def case(known: tuple[date, ...]) -> date | None:
        one = Arrivals(1, known)
        return trace_source(one, know_practice([one], {})).quiet_since(day)

    assert case(future) == case(tuple(days))


# In words


def test_it_is_told_in_a_coordinators_words() -> None:
    sign = found(STEADY)

    assert sign
    assert describe_sign(sign) == (
        "usually every 8 days (what came in one week counts once); 41 days silent;"
        " by chance 1 in 140"
    )
    known = replace(sign, weekly=False)
    assert describe_sign(known) == "usually every 8 days; 41 days silent; by chance 1 in 140"
    slow = replace(known, state=QuietState.SLOWING, got=3, expected=10.2, chance=1 / 152)
    assert describe_sign(slow) == (
        "usually every 8 days; 3 in the last 90 days where 10 were to be expected;"
        " by chance 1 in 150"
    )
    assert (gap_text(1.2), gap_text(61)) == ("day", "2 months")
    assert (one_in(0.9), one_in(1e-9)) == ("nothing unusual", "less than 1 in 10,000")


def test_the_working_shows_every_figure() -> None:
    lines = list(explain_silence(QuietFacts([Arrivals(7, STEADY)]), 7, TODAY, 100))

    assert lines[0].startswith("Season: none")
    assert lines[2].startswith("Pace: n = 59 referrals in T = 472 days up to 2026-10-13")
    assert lines[3] == "Silence: g = 41 days (41 season-days)."
    assert lines[4].startswith("Chance of so long a silence, (T / (T + g)) ** n: 0.007")
    assert list(explain_silence(QuietFacts(), 7, TODAY, 100)) == [
        "Fewer than 3 countable referrals: nothing can be said of a silence."
    ]
