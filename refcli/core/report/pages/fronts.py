"""What stands on the first page of tables that are longer: the rest is in the appendix."""

from collections.abc import Sequence
from dataclasses import replace

from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.quiet.silence import QuietState
from refcli.core.report.changes import SAID_BEYOND
from refcli.phrases import count_phrase

Row = Sequence[Cell]
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
WITHIN_CHANCE = "within chance"
LATELY = "lately"
SILENT_COLUMNS = (
    Column("source", "Place"),
    Column("lost_a_year", "A year", Type.NUMBER),
    Column("last_referral", "Last referral", Type.DATE),
    Column("last_contact", "Last contact"),
    Column("chance", "By chance"),
)


def rows_of(table: Table) -> list[dict[str, Cell]]:
    """The rows, each with its cells by the names of the columns."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def pick_columns(table: Table, names: Sequence[str], rows: Sequence[dict[str, Cell]]) -> Table:
    """The table with some of its columns and other rows, without totals."""
    known = {column.name: column for column in table.columns}
    columns = tuple(known[name] for name in names)
    cells = [tuple(row.get(name) for name in names) for row in rows]
    return replace(table, columns=columns, rows=cells, totals=())


def add_counts(rows: Sequence[dict[str, Cell]], name: str) -> int:
    """The sum of a column, what is not known left out."""
    return sum(cell for row in rows if isinstance(cell := row.get(name), int))


def front_changes(table: Table) -> Table:
    """Who gave and who took: both years in one column, or the last three months and the usual."""
    rows = [front_change(one) for one in rows_of(table)]
    lately = f"; {LATELY}: three months after what is usual" if any(row[-1] for row in rows) else ""
    note = f"This year against last year to the same day, by place{lately}."
    return replace(table, columns=CHANGE_COLUMNS, rows=rows, note=note if rows else "")


def front_change(one: dict[str, Cell]) -> tuple[Cell, ...]:
    """One place, by the part that puts it on its side of the table."""
    beyond = bool(one["beyond"])
    chance = SAID_BEYOND if beyond else WITHIN_CHANCE
    if one["by_lately"]:
        change = add_counts([one], "lately") - add_counts([one], "usual")
        months = f"{LATELY} {one['months']}"
        return (one["source"], months, change, one["production_lately"], chance, beyond, True)
    years = f"{one['last_year']:,} \N{RIGHTWARDS ARROW} {one['year']:,}"
    return (one["source"], years, one["change"], one["production"], chance, beyond, False)


def front_silences(table: Table) -> Table:
    """The silent places of which the most is lost, whoever called there; all others in one row."""
    silent = [one for one in rows_of(table) if one["state"] == QuietState.QUIET.value]
    many = len(silent) if len(silent) <= MOST_SILENT else MOST_SILENT - 1
    kept, more = silent[:many], silent[many:]
    if more:
        lost = sum(cell for one in more if isinstance(cell := one["lost_a_year"], float))
        kept.append({"source": count_phrase(len(more), "other"), "lost_a_year": round(lost, 1)})
    found = pick_columns(table, [column.name for column in SILENT_COLUMNS], kept)
    note = (
        "A year: referrals lost with it in twelve months, whoever called since. By chance: how"
        " often so long a silence comes of itself at one place."
    )
    title = "Silent longer than usual"
    return replace(found, title=title, columns=SILENT_COLUMNS, note=note if kept else "")


def front_next(table: Table) -> Table:
    """The first things to do."""
    left = len(table.rows) - MOST_STEPS
    if left <= 0:
        return table
    note = f"{table.note} Left out here: {count_phrase(left, 'line')}."
    return replace(table, rows=table.rows[:MOST_STEPS], note=note)
