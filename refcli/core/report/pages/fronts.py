"""What stands on the first page of tables that are longer: the rest is in the appendix."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from refcli.core.comparing.comparison import WITHIN_CHANCE
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.quiet.sentences import one_in
from refcli.core.quiet.silence import QuietState, Sign
from refcli.core.report.changes import ARROW, SAID_BEYOND, Contribution
from refcli.core.report.compared import LastContact
from refcli.core.report.front import ReportNames
from refcli.core.report.silences import lost_a_year, sort_by_loss, tell_contact
from refcli.phrases import count_phrase

MOST_STEPS = 9  # things to do
MOST_SILENT = 3  # lines on places that send nobody any more
CHANGE_COLUMNS = (
    Column("source", "Place"),
    Column("years", "Years"),
    Column("change", "Change", Type.CHANGE),
    Column("production", "Production", Type.MONEY),
    Column("chance", "Chance"),
    Column("beyond", "Beyond chance", machine_only=True),
    Column("by_months", "By three months", machine_only=True),
)
LATELY = "lately"
SILENT_COLUMNS = (
    Column("source", "Place"),
    Column("lost_a_year", "A year", Type.NUMBER),
    Column("last_referral", "Last referral", Type.DATE),
    Column("last_contact", "Last contact"),
    Column("chance", "By chance"),
)


def short_changes(whole: Table, largest: Sequence[Contribution], names: ReportNames) -> Table:
    """Who gave and who took: both years in one column, or the last three months and the usual."""
    lately = any(one.stands_by.lately for one in largest)
    told = f"; {LATELY}: three months after what is usual" if lately else ""
    note = f"This year against last year to the same day, by place{told}."
    rows = [short_change(one, names) for one in largest]
    return replace(whole, columns=CHANGE_COLUMNS, rows=rows, note=note if rows else "")


def short_change(one: Contribution, names: ReportNames) -> tuple[Cell, ...]:
    """One place, by the part that puts it on its side of the table."""
    part, beyond = one.stands_by, one.rising is not None
    counts = f"{LATELY} {part.then:,}{ARROW}{part.now:,}"
    if not part.lately:
        counts = f"{part.then:,} \N{RIGHTWARDS ARROW} {part.now:,}"
    chance = SAID_BEYOND if beyond else WITHIN_CHANCE
    return (names.of(one.source_id), counts, part.change, part.cents, chance, beyond, part.lately)


def short_silences(
    found: Sequence[Sign], contacts: Mapping[int, LastContact], names: ReportNames
) -> Table:
    """The silent places of which the most is lost, whoever called there; all others in one row."""
    silent = [one for one in sort_by_loss(found) if one.state is QuietState.QUIET]
    many = len(silent) if len(silent) <= MOST_SILENT else MOST_SILENT - 1
    rows = [silent_row(one, contacts.get(one.source_id), names) for one in silent[:many]]
    if more := silent[many:]:
        lost = round(sum(map(lost_a_year, more)), 1)
        rows.append((count_phrase(len(more), "other"), lost, None, None, None))
    note = (
        "A year: referrals lost with it in twelve months, whoever called since. By chance: how"
        " often so long a silence comes of itself at one place."
    )
    return Table("Silent longer than usual", SILENT_COLUMNS, rows, note if rows else "")


def silent_row(one: Sign, contact: LastContact | None, names: ReportNames) -> tuple[Cell, ...]:
    """One silent place."""
    lost, told = round(lost_a_year(one), 1), tell_contact(contact)
    return (names.of(one.source_id), lost, one.last, told, one_in(one.chance))


def front_next(table: Table) -> Table:
    """The first things to do."""
    left = len(table.rows) - MOST_STEPS
    if left <= 0:
        return table
    note = f"{table.note} Left out here: {count_phrase(left, 'line')}."
    return replace(table, rows=table.rows[:MOST_STEPS], note=note)
