"""What the further tables are made from, gathered in a few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from refcli.core.owed.items import Ground, Party
from refcli.core.plan.figures import Due
from refcli.core.report.delays import Delay
from refcli.core.report.front import Spans, two_years
from refcli.core.report.further.facts import FurtherFacts, ripe_year
from refcli.core.report.further.front import FrontMonths
from refcli.core.values.periods import Period
from refcli.storage.book.door import Book
from refcli.storage.report.further.booked import read_booked, read_cohort_values
from refcli.storage.report.further.ours import read_providers, read_services
from refcli.storage.report.further.path import read_path


@dataclass(frozen=True, slots=True)
class Gathered:
    """What other tables of the report have asked for already.

    ``front``: what the first page shows. ``dues``: per promise, what fell due in the period.
    ``delays``: of the referrals of the ripe year.
    """

    front: FrontMonths
    ground: Ground
    dues: Mapping[str, Sequence[Due]]
    delays: Sequence[Delay]


def further_facts(book: Book, spans: Spans, found: Gathered) -> FurtherFacts:
    """Everything that the further tables show."""
    now, (year, before) = spans.now, two_years(spans.now)
    front, known = found.front, found.ground
    return FurtherFacts(
        totals=front.totals,
        first_on=front.first_on,
        goal=front.goal,
        unmet=front.unmet,
        path=read_path(book, ripe_year(year, book.today), found.delays),
        dues=found.dues,
        owners={one.id: owner_of(one, known) for one in known.parties.values()},
        providers=read_providers(book, now, year),
        services=read_services(book, now, year),
        booked=read_booked(book, Period(before.since.replace(day=1), now.until)),
        cohorts=read_cohort_values(book, Period(year.since.replace(day=1), now.until)),
    )


def owner_of(party: Party, known: Ground) -> str:
    """Who looks after a source: its own owner, else that of its place; nobody is empty."""
    return party.owner or known.parties.get(party.place_id, party).owner
