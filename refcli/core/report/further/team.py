"""The team: how each kept what was promised to those who refer."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.report.further.facts import FurtherFacts
from refcli.core.report.further.promises import VISIT, count_open, judge_promises
from refcli.core.values.periods import Period
from refcli.core.values.rates import rate_of

NOBODY = "nobody"  # looks after the source
COLUMNS_OF = {"visit": "visits", "thank-you": "thank_yous", "report back": "reports"}
HEADINGS = {"visits": "Visits", "thank_yous": "Thank-yous", "reports": "Reports"}


@dataclass(frozen=True, slots=True)
class Promised:
    """How much somebody promised, what was done by its day, and what is not done yet."""

    due: int = 0
    on_time: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class OwnerKept:
    """How one of us kept each promise, in the order of ``COLUMNS_OF``, and whom nobody has met yet.

    ``name``: empty of the sources that nobody looks after.
    """

    name: str
    kept: Sequence[Promised]
    unmet: int

    @property
    def shown(self) -> str:
        """The name to print."""
        return self.name or NOBODY

    @property
    def all(self) -> Promised:
        """All promises together."""
        return add_promised(self.kept)

    @property
    def row(self) -> tuple[Cell, ...]:
        """Their row of the table."""
        every = self.all
        each = [count for one in self.kept for count in (one.due, one.on_time)]
        late = every.due - every.on_time - every.open
        share = rate_of(every.on_time, every.due)
        return (self.shown, *each, share, late, every.open, self.unmet)


def add_promised(found: Sequence[Promised]) -> Promised:
    """Several as one."""
    due, on_time, left = (
        sum(getattr(one, name) for one in found) for name in ("due", "on_time", "open")
    )
    return Promised(due, on_time, left)


def team_columns() -> Iterator[Column]:
    """Who; each promise; then all of them."""
    yield Column("owner", "Who")
    for name, heading in HEADINGS.items():
        yield Column(f"{name}_due", f"{heading} due", Type.COUNT)
        yield Column(f"{name}_on_time", f"{heading} on time", Type.COUNT)
    yield Column("share", "Kept", Type.RATE)
    yield Column("late", "Late", Type.COUNT)
    yield Column("open", "Open", Type.COUNT)
    yield Column("never_met", "Never met", Type.COUNT)


def list_owners(facts: FurtherFacts, today: date) -> list[OwnerKept]:
    """Who owes something, the one with most still open first; who has nothing due is left out."""
    unmet = count_owners(facts.unmet, facts.owners)
    found = [
        OwnerKept(who, [*promises_of(who, facts, today)], unmet.get(who, 0))
        for who in owners_of(facts)
    ]
    return sorted(found, key=lambda one: (not one.name, -one.all.open, one.name))


def team_table(owners: Sequence[OwnerKept], period: Period) -> Table:
    """One row per owner."""
    rows = [one.row for one in owners]
    note = (
        f"What fell due {period.since} to {period.until}: visits by the day due, thank-yous by the"
        " day received, reports back by the day seen. Of visits a place that nobody had met by"
        f" {period.until} is one that is due and open. On time: by the day due; late: after it;"
        " open: not done yet. Skipped with a reason, or due today: left out. Who: the owner of the"
        f" source, or of its place; {NOBODY}: it has none."
    )
    empty = "Nothing fell due in these days."
    names = [*team_columns()]
    totals = [one.name for one in names if one.type is Type.COUNT] if rows else ()
    return Table("The team", names, rows, note, empty=empty, totals=totals)


def owners_of(facts: FurtherFacts) -> list[str]:
    """Everybody who owes something, by name."""
    owed = {one.source_id for dues in facts.dues.values() for one in dues} | {*facts.unmet}
    return sorted({owner_of(source_id, facts.owners) for source_id in owed})


def owner_of(source_id: int, owners: Mapping[int, str]) -> str:
    """Who looks after a source; empty: nobody does."""
    return owners.get(source_id) or ""


def count_owners(sources: Collection[int], owners: Mapping[int, str]) -> dict[str, int]:
    """Per owner: how many of these sources."""
    found: dict[str, int] = {}
    for one in sources:
        found[owner_of(one, owners)] = found.get(owner_of(one, owners), 0) + 1
    return found


def promises_of(who: str, facts: FurtherFacts, today: date) -> Iterator[Promised]:
    """Each promise as one person kept it; a place that was never met is a visit due and open."""
    unmet = [one for one in facts.unmet if owner_of(one, facts.owners) == who]
    mine = {
        promise: [
            one
            for one in facts.dues.get(promise, ())
            if owner_of(one.source_id, facts.owners) == who
        ]
        for promise in COLUMNS_OF
    }
    for promise, kept in judge_promises(mine, unmet, today).items():
        left = count_open(mine[promise], today) + (len(unmet) if promise == VISIT else 0)
        yield Promised(kept.due, kept.on_time, left)
