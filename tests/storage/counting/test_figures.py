"""Every figure of the database is the one that plain Python works out, on any past day."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from itertools import groupby

import pytest

from refcli.core.counting.metrics import Credit, ReferralSpan, Tally
from refcli.core.referrals.records import NewReferral
from refcli.core.report.data import Referred
from refcli.core.report.facts import Cohort, tier_windows
from refcli.core.report.front import Spans, two_years
from refcli.core.values.periods import Period, last_twelve_months, month_of, months_in, months_to
from refcli.core.vocabulary import BuiltIn, Kind
from refcli.storage import due
from refcli.storage.book.door import Book, Door, reading, writing
from refcli.storage.counting import ages, figures, visits
from refcli.storage.report import delays, quality
from refcli.storage.report import facts as month
from refcli.storage.report.front import is_unmet_on
from tests.storage.books import fresh
from tests.storage.random_books import (
    AS_OF,
    LAST,
    Records,
    countable,
    lost,
    made,
    reached,
    seen,
    write,
)

PERIODS = [
    month_of(date(2026, 2, 10)),
    Period(date(2025, 6, 30), date(2026, 3, 1)),  # both among the days of AS_OF
    Period(date(2026, 11, 1), date(2027, 1, 31)),
    last_twelve_months(LAST),
]
SEEDS = [1, 2, 3]


@pytest.fixture(scope="module", params=SEEDS, ids=lambda seed: f"book {seed}")
def records(request: pytest.FixtureRequest) -> Records:
    return made(request.param)


@pytest.fixture(scope="module")
def file(records: Records) -> Iterator[Door]:
    with fresh() as door:
        with writing(door) as book:
            write(book, records)
        yield door


@pytest.fixture(params=[*AS_OF, date(2024, 1, 1)], ids=str)
def book(file: Door, request: pytest.FixtureRequest) -> Iterator[Book]:
    """The book as of a day."""
    with reading(Door(file.path, request.param, "tina", "test", print)) as book:
        yield book


def received(records: Records, period: Period, day: date) -> list[NewReferral]:
    """The countable referrals of a period, as known on a day."""
    span = (period.since, period.until)
    return [one for one in records.referrals if inside(one, *span) and countable(one, day)]


def inside(one: NewReferral, since: date, until: date) -> bool:
    return since <= one.received_on <= until


def by_source(referrals: list[NewReferral]) -> dict[int, list[NewReferral]]:
    def source_id(one: NewReferral) -> int:
        return one.source_id

    return {id_: list(group) for id_, group in groupby(sorted(referrals, key=source_id), source_id)}


def test_sources_are_credited_by_what_they_are(book: Book, records: Records) -> None:
    assert figures.credits_(book) == {
        i: Credit(i, one.name, one.kind, BuiltIn(one.name) if i < 3 else None, one.office_id)
        for i, one in enumerate(records.sources, start=1)
    }


@pytest.mark.parametrize("period", PERIODS, ids=Period.label)
def test_tallies(book: Book, records: Records, period: Period) -> None:
    day = book.today

    def cents(one: NewReferral) -> int:
        return one.production_cents or 0 if reached(one.production_on, day) else 0

    assert sorted(figures.count_tallies(book, period), key=lambda tally: tally.source_id) == [
        Tally(
            source_id,
            len(group),
            sum(seen(one, day) for one in group),
            sum(lost(one, day) for one in group),
            sum(map(cents, group)),
        )
        for source_id, group in by_source(received(records, period, day)).items()
    ]


def test_counts(book: Book, records: Records) -> None:
    found = figures.count_by_period(book, PERIODS)

    each = [Counter(r.source_id for r in received(records, p, book.today)) for p in PERIODS]
    for id_ in range(1, len(records.sources) + 1):
        assert found.get(id_, (0,) * len(PERIODS)) == tuple(count[id_] for count in each)


@pytest.mark.parametrize("period", PERIODS, ids=Period.label)
def test_assists(book: Book, records: Records, period: Period) -> None:
    counted = received(records, period, book.today)

    assert figures.count_assists(book, period) == Counter(
        id_ for one in counted for id_ in one.assists
    )


@pytest.mark.parametrize("until", [LAST, date(2026, 1, 31), date(2027, 1, 1)], ids=str)
def test_last_referrals(book: Book, records: Records, until: date) -> None:
    ever = received(records, Period(date.min, until), book.today)

    assert figures.last_referrals(book, until) == {
        id_: max(one.received_on for one in group) for id_, group in by_source(ever).items()
    }


@pytest.mark.parametrize("period", PERIODS, ids=Period.label)
def test_spans(book: Book, records: Records, period: Period) -> None:
    days: dict[int, list[date]] = {}
    for one in received(records, Period(date.min, period.until), book.today):
        if records.source(one.source_id).kind in {Kind.PROVIDER, Kind.OFFICE}:
            days.setdefault(records.place(one.source_id), []).append(one.received_on)

    assert sorted(figures.referring_spans(book, period), key=lambda span: span.source_id) == [
        ReferralSpan(
            id_,
            min(on),
            max((day for day in on if day < period.since), default=None),
            min((day for day in on if day >= period.since), default=None),
            max(on),
        )
        for id_, on in sorted(days.items())
    ]


def cohort(records: Records, first: date, period: Period, day: date) -> tuple[int, ...]:
    whole = month_of(first)
    part = Period(max(whole.since, period.since), min(whole.until, period.until))
    group = received(records, part, day)
    scheduled = [one for one in group if reached(one.scheduled_on, day) or seen(one, day)]
    steps: list[Callable[[NewReferral], bool]] = [
        lambda one: seen(one, day),
        lambda one: reached(one.completed_on, day),
        lambda one: lost(one, day),
    ]
    return (len(group), len(scheduled), *(sum(map(step, group)) for step in steps))


@pytest.mark.parametrize("period", PERIODS, ids=Period.label)
def test_cohorts(book: Book, records: Records, period: Period) -> None:
    months = {
        f"{first:%Y-%m}": cohort(records, first, period, book.today) for first in months_in(period)
    }

    assert figures.count_cohorts(book, period) == {
        name: one for name, one in months.items() if one[0]
    }


@pytest.mark.parametrize("period", PERIODS, ids=Period.label)
def test_the_ranking_is_made_of_these_figures(book: Book, records: Records, period: Period) -> None:
    facts = figures.top_facts(book, period)

    before = received(records, period.year_before(), book.today)
    assert facts.previous == Counter(one.source_id for one in before)
    assert facts.tallies == {
        tally.source_id: tally for tally in figures.count_tallies(book, period)
    }
    assert facts.assists == figures.count_assists(book, period)
    assert facts.last == figures.last_referrals(book, period.until)
    assert facts.credits == figures.credits_(book)
    twelve = months_to(period.until, 12)
    for id_, trend in facts.months.items():
        each = [received(records, one, book.today) for one in twelve]
        assert trend == tuple(sum(r.source_id == id_ for r in group) for group in each)


def without_age(one: Tally) -> Tally:
    """A tally with the figures that every tally has."""
    return Tally(one.source_id, one.referrals, one.seen, one.lost, one.production_cents)


@pytest.mark.parametrize("period", PERIODS, ids=Period.label)
def test_the_report_is_made_of_these_figures(book: Book, records: Records, period: Period) -> None:
    spans = Spans.around(period)
    facts = month.report_facts(book, spans)

    ever = received(records, Period(date(1900, 1, 1), period.until), book.today)
    assert facts.all_time == Counter(one.source_id for one in ever)
    windows = (*spans.every, *tier_windows(period), *two_years(period))
    theirs = figures.count_by_period(book, windows)
    assert facts.counted(windows) == {id_: one for id_, one in theirs.items() if any(one)}
    assert facts.last == figures.last_referrals(book, period.until)
    age = max(timedelta(), book.today - period.until)
    aged = {one: ages.tallies_at(book, one, one.until + age) for one in spans.every}
    assert facts.tallies == aged
    plain = sorted(map(without_age, aged[period]), key=lambda tally: tally.source_id)
    assert plain == sorted(figures.count_tallies(book, period), key=lambda t: t.source_id)
    assert facts.spans == figures.referring_spans(book, period)
    assert facts.waiting == due.find_unscheduled(book)
    assert facts.credits == figures.credits_(book)


@pytest.mark.parametrize("period", PERIODS, ids=Period.label)
def test_first_visits_count_by_their_first_visit(
    book: Book, records: Records, period: Period
) -> None:
    ever = received(records, Period(date.min, date.max), book.today)
    came = [one.seen_on for one in ever if seen(one, book.today) and one.seen_on]

    assert visits.first_seen(book, [period, period]) == [sum(period.holds(day) for day in came)] * 2


@pytest.mark.parametrize("period", PERIODS, ids=Period.label)
def test_the_days_of_a_place_are_those_of_all_who_work_in_it(
    book: Book, records: Records, period: Period
) -> None:
    days: dict[int, list[date]] = {}
    for one in received(records, period, book.today):
        if records.source(one.source_id).kind in {Kind.PROVIDER, Kind.OFFICE}:
            days.setdefault(records.place(one.source_id), []).append(one.received_on)

    assert figures.days_by_place(book, period) == {id_: sorted(on) for id_, on in days.items()}


@pytest.mark.parametrize("period", PERIODS, ids=Period.label)
def test_every_referral_has_its_row(book: Book, records: Records, period: Period) -> None:
    day, numbers = book.today, {id(one): n for n, one in records.numbered()}
    group = sorted(
        received(records, period, day), key=lambda one: (one.received_on, numbers[id(one)])
    )

    assert figures.read_referred(book, period) == [
        Referred(
            numbers[id(one)],
            one.patient,
            one.source_id,
            one.received_on,
            one.provider,
            one.seen_on if seen(one, day) else None,
            "seen" if seen(one, day) else "lost" if lost(one, day) else "open",
            one.production_cents if reached(one.production_on, day) else None,
        )
        for one in group
    ]


def test_a_place_is_beside_the_visited_only_while_nobody_met_it(
    book: Book, records: Records
) -> None:
    known = due.read_ground(book)
    found = month.first_visits(book, LAST, known, ages.first_received(book) or LAST)

    met = {p.id for p in known.parties.values() if p.first_visit}
    assert {one.source_id for one in found.made} <= met
    assert all(records.source(one.source_id).office_id is None for one in found.made)
    assert found.unmet == sum(
        is_unmet_on(p, LAST) and p.kind in {Kind.PROVIDER, Kind.OFFICE}
        for p in known.parties.values()
    )


def test_a_report_shows_six_cohorts_at_least_and_the_empty_ones_too(
    book: Book, records: Records
) -> None:
    period = month_of(date(2026, 2, 10))
    firsts = [date(2025, month, 1) for month in (9, 10, 11, 12)]
    firsts += [date(2026, 1, 1), date(2026, 2, 1)]

    assert month.read_cohorts(book, period) == [
        Cohort(first, *cohort(records, first, month_of(first), book.today)) for first in firsts
    ]


def test_a_long_period_has_all_its_cohorts(book: Book) -> None:
    long = Period(date(2025, 1, 15), date(2026, 2, 10))

    assert [one.month for one in month.read_cohorts(book, long)] == list(months_in(long))


def test_a_past_day_gives_the_figures_of_a_book_that_ends_on_it(records: Records) -> None:
    day, period = date(2026, 3, 1), last_twelve_months(date(2026, 6, 1))
    earlier = Records(records.sources, [r for r in records.referrals if r.received_on <= day])
    tables = []

    with ExitStack() as both:
        for some in (records, earlier):
            door = both.enter_context(fresh())
            with writing(door) as book:
                write(book, Records(some.sources, some.referrals))
            at = Door(door.path, day, "tina", "test", print)
            tables.append(both.enter_context(reading(at)))
        facts = [figures.top_facts(book, period) for book in tables]
        reports = [month.report_facts(book, Spans.around(period)) for book in tables]

    assert facts[0] == facts[1]
    assert reports[0].tallies == reports[1].tallies
    assert (reports[0].counts, reports[0].spans) == (reports[1].counts, reports[1].spans)
    assert sum(facts[0].tallies[id_].referrals for id_ in facts[0].tallies) == sum(
        countable(one, day) and one.received_on >= date(2025, 6, 2) for one in earlier.referrals
    )


@pytest.mark.parametrize("period", PERIODS, ids=Period.label)
def test_months_are_counted_by_kind(book: Book, records: Records, period: Period) -> None:
    expected: dict[str, Counter[str]] = {}
    for one in received(records, period, book.today):
        month_ = expected.setdefault(f"{one.received_on:%Y-%m}", Counter())
        month_[figures.credits_(book)[one.source_id].label] += 1

    assert figures.count_monthly(book, period) == expected


@pytest.mark.parametrize("period", PERIODS, ids=Period.label)
def test_delays_are_counted_by_days(book: Book, records: Records, period: Period) -> None:
    group = received(records, period, book.today)
    came = [one for one in group if seen(one, book.today)]

    _, first_visit, report = delays.read_delays(book, period, period.until)[0]

    days = Counter((one.seen_on - one.received_on).days for one in came if one.seen_on)
    assert first_visit.days == days
    assert sum(first_visit.left_out.values()) == len(group) - len(came)
    assert first_visit.left_out.get("lost", 0) == sum(lost(one, book.today) for one in group)
    assert sum(report.days.values()) + sum(report.left_out.values()) <= len(came)


@pytest.mark.parametrize("period", PERIODS, ids=Period.label)
def test_the_delays_of_the_ripe_are_those_of_a_shorter_period(book: Book, period: Period) -> None:
    middle = period.since + (period.until - period.since) / 2

    _, ripe = delays.read_delays(book, period, middle)

    shorter = Period(period.since, middle)
    assert ripe == delays.read_delays(book, shorter, middle)[0]


@pytest.mark.parametrize("period", PERIODS, ids=Period.label)
def test_what_is_doubtful_is_counted(book: Book, records: Records, period: Period) -> None:
    group = received(records, period, book.today)
    credits_ = figures.credits_(book)
    unknown = [one for one in group if credits_[one.source_id].label == "unknown"]

    found = quality.read_quality(book, period)

    assert (found.referrals, found.unknown) == (len(group), len(unknown))
    assert found.seen == sum(seen(one, book.today) for one in group)
    by_tina = [(one.referrals, one.unknown) for one in found.entered]
    assert by_tina == ([(len(group), len(unknown))] if group else [])
    assert 0 <= found.duplicates <= len(group)
