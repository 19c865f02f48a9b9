"""What the further tables are made from, gathered in a few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from refcli.core.due.visits import is_visited
from refcli.core.owed.items import Ground, Party
from refcli.core.plan.answers import goal_of
from refcli.core.plan.figures import Due
from refcli.core.report.delays import Delay
from refcli.core.report.facts import Spans, two_years
from refcli.core.report.further.facts import FurtherFacts, ripe_year
from refcli.core.values.periods import Period
from refcli.storage import plan
from refcli.storage.book.door import Book
from refcli.storage.counting.conditions import is_countable
from refcli.storage.report.further.booked import read_booked, read_cohort_values
from refcli.storage.report.further.ours import read_providers, read_services
from refcli.storage.report.further.path import read_path
from refcli.storage.schema.models import REFERRAL


@dataclass(frozen=True, slots=True)
class Gathered:
    """What other tables of the report have asked for already.

    ``dues``: per promise, what fell due in the period; ``totals``: referrals of every month;
    ``delays``: of the referrals of the ripe year.
    """

    dues: Mapping[str, Sequence[Due]]
    totals: Mapping[str, int]
    delays: Sequence[Delay]


def further_facts(book: Book, spans: Spans, known: Ground, found: Gathered) -> FurtherFacts:
    """Everything that the further tables show."""
    now, (year, before) = spans.now, two_years(spans.now)
    parties = known.parties.values()
    return FurtherFacts(
        path=read_path(book, ripe_year(year, book.today), found.delays),
        dues=found.dues,
        owners={one.id: owner_of(one, known) for one in parties},
        unmet=[one.id for one in parties if is_unmet_on(one, now.until)],
        providers=read_providers(book, now, year),
        services=read_services(book, now, year),
        booked=read_booked(book, Period(before.since.replace(day=1), now.until)),
        cohorts=read_cohort_values(book, Period(year.since.replace(day=1), now.until)),
        totals=found.totals,
        first_on=first_day(book),
        goal=goal_of(plan.read_answers(book, min(book.today, date(now.until.year, 12, 31)))),
    )


def owner_of(party: Party, known: Ground) -> str:
    """Who looks after a source: its own owner, else that of its place; nobody is empty."""
    return party.owner or known.parties.get(party.place_id, party).owner


def is_unmet_on(party: Party, day: date) -> bool:
    """A place to visit that had come in by a day, and that nobody of us had met by then."""
    since = [one for one in (party.first_referral, party.target_since) if one and one <= day]
    met = party.first_visit is not None and party.first_visit <= day
    return is_visited(party) and bool(since) and not met


def first_day(book: Book) -> date | None:
    """The day of the first countable referral on record."""
    received = REFERRAL.c.received_on
    first = select(received).where(is_countable(book.today)).order_by(received).limit(1)
    return book.session.execute(first).scalar()
