"""What the report of a period is made from, gathered in a dozen statements."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from refcli.core.due.visits import is_visited
from refcli.core.owed.items import Ground, Party
from refcli.core.plan.figures import Due, Kept, count_kept
from refcli.core.report.facts import Cohort, ReportFacts, Spans, by_period, tier_windows, two_years
from refcli.core.report.first_visits import WINDOW, FirstVisits
from refcli.core.report.further.facts import ripe_year
from refcli.core.values.periods import EVER, Period, months_in, months_to
from refcli.core.vocabulary import REFERRERS
from refcli.storage import channels, plan
from refcli.storage.book.door import Book
from refcli.storage.counting import figures, visits
from refcli.storage.counting.ages import first_received
from refcli.storage.due import find_unscheduled, read_ground
from refcli.storage.quiet import quiet_facts
from refcli.storage.report import comparing, delays, quality
from refcli.storage.report.further.facts import Gathered, further_facts

COHORT_MONTHS = 6  # the period's own months and the ones before, so that a trend shows


def report_facts(book: Book, spans: Spans) -> ReportFacts:
    """Everything that a report of these periods shows."""
    year, _ = two_years(spans.now)
    ever, known = Period(EVER, spans.now.until), read_ground(book, spans.now.until)
    windows = (*spans.every, *tier_windows(spans.now), *two_years(spans.now))
    places = figures.count_by_period(book, windows, places=True, kinds=REFERRERS)
    dues, silence = read_dues(book, spans.now, known), quiet_facts(book, known.marks)
    silent = comparing.find_lasting(silence, known, min(spans.now.until, book.today))
    tallies = comparing.read_tallies(book, spans)
    took, took_ripe = delays.read_delays(book, year, ripe_year(year, book.today).until)
    return ReportFacts(
        credits=figures.credits_(book, spans.now.until),
        tallies=tallies,
        undated_visits=visits.count_undated_visits(book, spans.now),
        first_seen=dict(zip(spans.every, visits.first_seen(book, spans.every), strict=True)),
        counts=by_period(windows, figures.count_by_period(book, windows)),
        all_time=first_of(figures.count_by_period(book, [ever])),
        places=by_period(windows, places),
        places_ever=first_of(figures.count_by_period(book, [ever], places=True)),
        last=figures.last_referrals(book, spans.now.until),
        spans=figures.referring_spans(book, spans.now),
        cohorts=read_cohorts(book, spans.now),
        waiting=find_unscheduled(book),
        silent=[p for p in known.parties.values() if p.hopeless_on and not p.archived],
        monthly=figures.count_monthly(book, Period(two_years(spans.now)[1].since, spans.now.until)),
        delays=took,
        first_visits=first_visits(book, spans.now.until, known),
        channels=channels.channel_facts(book, year),
        year=figures.count_tallies(book, year),
        places_year=figures.count_tallies(book, year, places=True),
        place_months=figures.count_by_period(book, months_to(year.until, 12), places=True),
        kept=count_promises(dues, book.today),
        unmet=[p for p in known.parties.values() if is_unmet(p)],
        quality=quality.read_quality(book, spans.now),
        further=further_facts(book, spans, known, Gathered(dues, silence.totals, took_ripe)),
        quiet=silent,
        compared=replace(
            comparing.read_compared(book, spans, silence, silent),
            kept_before=count_promises(read_dues(book, spans.previous, known), book.today),
        ),
        owed=comparing.read_owed(book, known, silence),
    )


def first_of(counts: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Per number: the count of the first period."""
    return {id_: mine[0] for id_, mine in counts.items()}


def count_promises(dues: Mapping[str, Sequence[Due]], today: date) -> dict[str, Kept]:
    """How many of the promises of a period were kept, by their kind."""
    return {name: count_kept(mine, today) for name, mine in dues.items()}


def read_dues(book: Book, period: Period, known: Ground) -> dict[str, list[Due]]:
    """Per promise: what fell due in the period, and what came of it."""
    return {
        "visit": plan.due_visit_days(book, period),
        "thank-you": [*plan.due_thanks(book, period, known.rules.thank_after)],
        "report back": [*plan.due_report_days(book, period, known.rules.report_after)],
    }


def is_unmet(party: Party) -> bool:
    """A place to visit that refers to us or is a target, and that nobody of us ever met."""
    known = party.first_referral or party.target_since
    return is_visited(party) and bool(known) and party.first_visit is None


def first_visits(book: Book, until: date, known: Ground) -> FirstVisits:
    """The places first met in the two years up to a day, beside those that nobody ever met."""
    span = Period(two_years(Period(until, until))[1].since, until)
    places = [
        p for p in known.parties.values() if p.kind.refers and (p.office_id is None or p.visits)
    ]
    firsts = {p.id: p.first_visit for p in places if p.first_visit and span.holds(p.first_visit)}
    unmet = [p.id for p in places if is_unmet(p)]
    days = figures.days_by_place(book, Period(span.since - WINDOW, until)) if firsts else {}
    begin = first_received(book) or until
    referred_on = {p.id: p.first_referral for p in places if p.first_referral}
    return FirstVisits.around(firsts, unmet, days, until, begin=begin, referred_on=referred_on)


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
