"""Our credentials with insurers: until when they run, and when to ask for the next term."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.owed.items import DueItem, Ground, Party, make_item
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import Kind

INSURER_COLUMNS = (
    Column("id", "Id", Type.ID),
    Column("insurer", "Insurer"),
    Column("provider", "Provider"),
    Column("credentialed_since", "Since", Type.DATE),
    Column("credentialed_until", "Until", Type.DATE),
    Column("days_left", "Left", Type.COUNT),
    Column("in_network", "In net"),
    Column("listed", "Listed"),
    Column("checked_on", "Checked", Type.DATE),
)
STAGES = (90, 60, 30)  # days before the end on which a renewal falls due


@dataclass(frozen=True, slots=True)
class Term:
    """The term in force of one of our providers (or, nameless, the practice) with an insurer.

    ``earlier`` are the numbers of the records before it with the same end: what was done for
    them was done for this one. ``recorded_on`` is the day on which this end was first recorded.
    """

    id: int
    source_id: int
    provider: str
    since: date | None
    until: date | None
    earlier: tuple[int, ...] = ()
    recorded_on: date = date.min

    def due_on(self, stage: int) -> date:
        """When a renewal falls due so many days ahead of the end: not before it was recorded."""
        return max((self.until or date.max) - timedelta(days=stage), self.recorded_on)

    @property
    def stages(self) -> tuple[int, ...]:
        """The stages still to come when it was recorded, after the last one that had passed."""
        passed = sum(self.due_on(stage) == self.recorded_on for stage in STAGES)
        return STAGES[max(0, passed - 1) :]


@dataclass(frozen=True, slots=True)
class Membership:
    """One of our providers (or, nameless, the practice) with one insurer."""

    provider: str = ""
    since: date | None = None
    until: date | None = None
    in_network: bool | None = None
    listed: bool | None = None
    checked_on: date | None = None

    def record(self) -> dict[str, str | bool | date | None]:
        """The membership as a record, by the names of the columns."""
        return {
            "provider": self.provider,
            "credentialed_since": self.since,
            "credentialed_until": self.until,
            "in_network": self.in_network,
            "listed": self.listed,
            "checked_on": self.checked_on,
        }

    def __str__(self) -> str:
        """The membership in words, as far as somebody looked it up."""
        network = {True: "in network", False: "not in network", None: ""}[self.in_network]
        listed = {True: "listed", False: "not listed", None: ""}[self.listed]
        checked = f"checked {full_day(self.checked_on)}" if self.checked_on else ""
        known = ", ".join(
            filter(None, (term_span(self.since, self.until), network, listed, checked))
        )
        return f"{self.provider or 'Practice'}: {known or 'nothing known'}"


@dataclass(frozen=True, slots=True)
class CredentialFacts:
    """The latest term of each provider with each insurer, as known on a day."""

    today: date = date.min
    terms: Sequence[Term] = ()


def due_renewals(ground: Ground, facts: CredentialFacts, until: date) -> Iterator[DueItem]:
    """One item per term that ends: the earliest stage that was neither done nor skipped."""
    skipped = ground.skipped("C")
    for term in facts.terms:
        party = ground.parties.get(term.source_id)
        if term.until is None or party is None or party.archived or party.kind is not Kind.INSURER:
            continue
        stage = next_stage(term, ground, skipped)
        if stage and term.due_on(stage) <= until:
            reason = renewal_reason(term, party, stage, facts.today)
            yield make_item(ground, f"C{term.id}.{stage}", party, term.due_on(stage), reason)


def next_stage(term: Term, ground: Ground, skipped: Mapping[str, date]) -> int | None:
    """The earliest stage that is open; None when the last one was closed."""
    done = stages_of(term, ground.closed)
    least = min([*done, *stages_of(term, skipped)], default=STAGES[0] + 1)
    latest = max(done.values(), default=date.min)
    later = [stage for stage in term.stages if stage < least]
    passed = (stage for stage in later if term.due_on(stage) > latest or stage == STAGES[-1])
    return next(passed, None)


def renewal_day(
    ground: Ground, facts: CredentialFacts, source_id: int, provider: str
) -> date | None:
    """When the list asks for the next term of one of our providers; None where it never does."""
    terms = [one for one in facts.terms if (one.source_id, one.provider) == (source_id, provider)]
    mine = CredentialFacts(facts.today, terms)
    return next((item.due_on for item in due_renewals(ground, mine, date.max)), None)


def stages_of(term: Term, days: Mapping[str, date]) -> dict[int, date]:
    """Per stage of a term: the day that was noted for it."""
    keys = {stage: [f"C{id_}.{stage}" for id_ in (term.id, *term.earlier)] for stage in STAGES}
    return {
        stage: max(days[key] for key in mine if key in days)
        for stage, mine in keys.items()
        if any(key in days for key in mine)
    }


def renewal_reason(term: Term, party: Party, stage: int, today: date) -> str:
    """Whose credentials end or ended, with whom and on what day."""
    what = f"{credentials_owner(term.provider)} credentials with {party.name}"
    if term.until and term.until < today:
        return f"{what} expired on {term.until}: renew"
    return f"{what} end on {term.until}: renew ({stage} days ahead)"


def credentials_owner(provider: str) -> str:
    """The owner of credentials as a possessive: ``Dr. Ray's``, or ``our`` for the practice."""
    return f"{provider}'s" if provider else "our"


def term_span(since: date | None, until: date | None) -> str:
    """A term in words: ``Thu 15 Feb 2024 to Mon 15 Feb 2027``, or only the end that is known."""
    if since and until:
        return f"{full_day(since)} to {full_day(until)}"
    return f"since {full_day(since)}" if since else f"until {full_day(until)}" if until else ""


@dataclass(frozen=True, slots=True)
class Insurer:
    """An insurer with what is known of each of our providers; nothing where nobody looked."""

    id: int
    name: str
    memberships: Sequence[Membership] = ()


UNKNOWN = Membership()


def insurer_table(insurers: Sequence[Insurer], today: date) -> Table:
    """One row per insurer and provider of ours; an insurer without a record still has one row."""
    note = (
        f"As recorded by {today}, the latest record of each provider; days left from then to the"
        " last day credentialed. No provider is the practice as a whole. Renewals fall"
        " due 90, 60 and 30 days ahead, in ref due. Change it: ref source edit"
        ' "Delta Dental" --credentialed-until 2029-03-01 --listed yes'
    )
    empty = 'No insurer yet. Add one: ref source add "Delta Dental" --kind insurer'
    rows = [row for one in insurers for row in insurer_rows(one, today)]
    return Table("Insurers", INSURER_COLUMNS, rows, note, empty=empty)


def insurer_rows(insurer: Insurer, today: date) -> Iterator[tuple[Cell, ...]]:
    """What is known of one insurer."""
    for known in insurer.memberships or (UNKNOWN,):
        days_left = (known.until - today).days if known.until else None
        cells: dict[str, Cell] = {"id": insurer.id, "insurer": insurer.name, "days_left": days_left}
        cells.update(known.record())
        yield tuple(cells[column.name] for column in INSURER_COLUMNS)
