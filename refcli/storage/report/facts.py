"""What the report of a period is made from, gathered in a dozen statements."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date

from dateutil.relativedelta import relativedelta

from refcli.core.due.visits import is_unmet
from refcli.core.owed.items import Ground
from refcli.core.referrals.our_providers import OurProvider
from refcli.core.report.facts import Cohort, ReportFacts, tier_windows
from refcli.core.report.first_visits import WINDOW, FirstVisits
from refcli.core.report.front import Spans, by_period, two_years
from refcli.core.report.further.facts import ripe_year
from refcli.core.values.periods import EVER, Period, months_in, months_to
from refcli.storage import channels
from refcli.storage.book.door import Book
from refcli.storage.counting import figures, visits
from refcli.storage.owed.referrals import find_unscheduled
from refcli.storage.report import delays, quality
from refcli.storage.report.front import (
    count_places,
    facts_of_one,
    front_facts,
    read_groundwork,
)
from refcli.storage.report.further.facts import Gathered, further_facts

COHORT_MONTHS = 6  # the period's own months and the ones before, so that a trend shows


def report_facts(book: Book, spans: Spans, ours: OurProvider | None = None) -> ReportFacts:
    """Everything that a report of these periods shows, with all its tables.

    ``ours``: of whom this provider sees alone, as is all that is read after.
    """
    known = read_groundwork(book, spans)
    front = facts_of_one(book, spans, ours) if ours else front_facts(book, spans, known)
    ground = known.ground
    year, before = two_years(spans.now)
    ever = Period(EVER, spans.now.until)
    windows = (*spans.every, *tier_windows(spans.now), year, before)
    took, took_ripe = delays.read_delays(book, year, ripe_year(year, book.today).until)
    begin = front.compared.coverage.begin or spans.now.until
    gathered = Gathered(front.further, ground, known.dues, took_ripe)
    shared = {one.name: getattr(front, one.name) for one in fields(front)}
    return ReportFacts(
        **shared
        | {
            "places": {**front.places, **count_places(book, windows)},
            "further": further_facts(book, spans, gathered),
        },
        monthly=figures.count_monthly(book, Period(before.since, spans.now.until)),
        undated_visits=visits.count_undated_visits(book, spans.now),
        first_seen=dict(zip(spans.every, visits.first_seen(book, spans.every), strict=True)),
        counts=by_period(windows, figures.count_by_period(book, windows)),
        all_time=first_of(figures.count_by_period(book, [ever])),
        places_ever=first_of(figures.count_by_period(book, [ever], places=True)),
        last=figures.last_referrals(book, spans.now.until),
        spans=figures.referring_spans(book, spans.now),
        cohorts=read_cohorts(book, spans.now),
        waiting=find_unscheduled(book),
        silent=[p for p in ground.parties.values() if p.hopeless_on and not p.archived],
        delays=took,
        first_visits=first_visits(book, spans.now.until, ground, begin),
        channels=channels.channel_facts(book, year),
        year=figures.count_tallies(book, year),
        places_year=figures.count_tallies(book, year, places=True),
        place_months=figures.count_by_period(book, months_to(year.until, 12), places=True),
        unmet=[ground.parties[id_] for id_ in front.further.unmet],
        part_before=count_part_before(book, spans.now.until),
        quality=quality.read_quality(book, spans.now, begin),
    )


def count_part_before(book: Book, until: date) -> int:
    """Countable referrals of the first days of a month a year before, as many as until a day."""
    part = Period(until.replace(day=1), until)
    if part.whole_months:
        return 0
    found = figures.count_monthly(book, part.year_before()).values()
    return sum(many for kinds in found for many in kinds.values())


def first_of(counts: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Per number: the count of the first period."""
    return {id_: mine[0] for id_, mine in counts.items()}


def first_visits(book: Book, until: date, known: Ground, begin: date) -> FirstVisits:
    """The places first met in the two years up to a day, beside those not met by then.

    ``begin``: the first day of the records.
    """
    span = Period(two_years(Period(until, until))[1].since, until)
    places = [
        p for p in known.parties.values() if p.kind.refers and (p.office_id is None or p.visits)
    ]
    firsts = {p.id: p.first_visit for p in places if p.first_visit and span.holds(p.first_visit)}
    unmet = [p.id for p in places if is_unmet(p, until)]
    days = figures.days_by_place(book, Period(span.since - WINDOW, until)) if firsts else {}
    referred_on = {p.id: p.first_referral for p in places if p.first_referral}
    return FirstVisits.around(
        firsts, unmet, days, until, begin=begin or until, referred_on=referred_on
    )


def read_cohorts(book: Book, period: Period) -> list[Cohort]:
    """The cohorts of the period's months, of six months at least, empty ones included."""
    first = min(
        period.since.replace(day=1),
        period.until.replace(day=1) - relativedelta(months=COHORT_MONTHS - 1),
    )
    whole = Period(first, period.until)
    found = figures.count_cohorts(book, whole)
    return [
        Cohort(month, *found.get(f"{month:%Y-%m}", (0, 0, 0, 0, 0))) for month in months_in(whole)
    ]
