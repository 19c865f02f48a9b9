"""Rows that grew beside rows that shrank: a table as two, or as one of both beside each other."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from refcli.core.output.table import Cell, Column, Table, Type

GAVE, TOOK = "Gave", "Took"
STAR = "*"  # of a change beyond chance
CHANCE = "chance"  # the column that says where chance may do as much


def split_sides(table: Table) -> tuple[Table, Table]:
    """The rows that grew, and those that shrank, by the first column of changes."""
    place = next(i for i, column in enumerate(table.columns) if column.type is Type.CHANGE)
    sizes = [(row, change if isinstance(change := row[place], int) else 0) for row in table.rows]
    return (
        replace(table, rows=[row for row, change in sizes if change > 0]),
        replace(table, rows=[row for row, change in sizes if change < 0]),
    )


def place_beside(table: Table) -> Table:
    """Both sides in one table, a row of each in a line; a star marks what is beyond chance."""
    sides = [star_changes(side) for side in split_sides(table)]
    columns = [
        replace(column, name=f"{word.lower()}_{column.name}", heading=heading)
        for word, side in zip((GAVE, TOOK), sides, strict=True)
        for number, column in enumerate(side.columns)
        for heading in (word if not number else column.heading,)
    ]
    blank = ("",) * len(sides[0].columns)
    pairs = zip_longest(*(side.rows for side in sides), fillvalue=blank)
    title = f"{table.title} ({STAR} beyond chance)"
    return replace(table, title=title, columns=columns, rows=[(*a, *b) for a, b in pairs])


def star_changes(side: Table) -> Table:
    """The changes as texts, those beyond chance with a star; without the column on chance."""
    names = [column.name for column in side.columns]
    chance, change = names.index(CHANCE), names.index("change")
    columns = [one for one in side.columns if one.name != CHANCE and not one.machine_only]
    columns[names.index("change")] = Column("change", "Change", Type.NAMES)
    rows = [star_row(row, chance, change) for row in side.rows]
    return replace(side, columns=columns, rows=rows)


def star_row(row: Sequence[Cell], chance: int, change: int) -> tuple[Cell, ...]:
    """One row."""
    cells = list(row)
    cells[change] = (f"{cells[change]:+,}{'' if cells[chance] else STAR}",)
    return tuple(cell for place, cell in enumerate(cells) if place != chance)
