"""Rows that grew beside rows that shrank: a table as two, or as one of both beside each other."""

from dataclasses import replace
from itertools import zip_longest

from refcli.core.output.table import Cell, Column, Table, Type

GAVE, TOOK = "Gave", "Took"
STAR = "*"  # of a change beyond chance
CHANCE = "chance"  # the column that says so in words
BEYOND = "beyond"  # the column, for programs alone, that is true of what is beyond chance


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
    return replace(
        table, title=title_sides(table), columns=columns, rows=[(*a, *b) for a, b in pairs]
    )


def title_sides(table: Table) -> str:
    """The title, with what the star means."""
    return f"{table.title} ({STAR} beyond chance)"


def place_below(table: Table) -> Table:
    """Both sides in one column, for a narrow screen: by turns what grew and what shrank the most.

    A star marks what is beyond chance.
    """
    pairs = zip_longest(*(side.rows for side in split_sides(table)))
    rows = [row for pair in pairs for row in pair if row is not None]
    return replace(star_changes(replace(table, rows=rows)), title=title_sides(table))


def star_changes(side: Table) -> Table:
    """The changes as texts, those beyond chance with a star; without the columns on chance."""
    names = [column.name for column in side.columns]
    beyond, change = names.index(BEYOND), names.index("change")
    shown = [i for i, one in enumerate(side.columns) if one.name != CHANCE and not one.machine_only]
    columns = [
        Column("change", "Change", Type.NAMES) if i == change else side.columns[i] for i in shown
    ]
    rows = [
        tuple(star_change(row[i], row[beyond]) if i == change else row[i] for i in shown)
        for row in side.rows
    ]
    return replace(side, columns=columns, rows=rows)


def star_change(change: Cell, beyond: Cell) -> tuple[str, ...]:
    """A change as text."""
    return (f"{change:+,}{STAR if beyond else ''}",)
