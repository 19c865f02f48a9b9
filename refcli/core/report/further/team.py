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
PROMISES = {"visit": "visits", "thank-you": "thank_yous", "report back": "reports"}
HEADINGS = {"visits": "Visits", "thank_yous": "Thank-yous", "reports": "Reports"}


@dataclass(frozen=True, slots=True)
class Promised:
    """How much somebody promised, what was done by its day, and what is not done yet."""

    due: int = 0
    on_time: int = 0
    open: int = 0


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


def team_table(facts: FurtherFacts, period: Period, today: date) -> Table:
    """One row per owner, the one with most still open first; who has nothing due is left out."""
    by_owner = {who: [*promises_of(who, facts, today)] for who in owners_of(facts)}
    unmet = count_owners(facts.unmet, facts.owners)
    order = sorted(by_owner, key=lambda who: (who == NOBODY, -add_open(by_owner[who]), who))
    rows = [owner_row(who, by_owner[who], unmet.get(who, 0)) for who in order]
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
    """Who looks after a source."""
    return owners.get(source_id) or NOBODY


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
        for promise in PROMISES
    }
    for promise, kept in judge_promises(mine, unmet, today).items():
        left = count_open(mine[promise], today) + (len(unmet) if promise == VISIT else 0)
        yield Promised(kept.due, kept.on_time, left)


def add_open(kept: Sequence[Promised]) -> int:
    """How much of it all is not done yet."""
    return sum(one.open for one in kept)


def owner_row(who: str, kept: Sequence[Promised], unmet: int) -> tuple[Cell, ...]:
    """One person's promises."""
    due, on_time = sum(one.due for one in kept), sum(one.on_time for one in kept)
    open_ = add_open(kept)
    each = [count for one in kept for count in (one.due, one.on_time)]
    return (who, *each, rate_of(on_time, due), due - on_time - open_, open_, unmet)
