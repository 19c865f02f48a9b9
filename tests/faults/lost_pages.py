"""Pages of a book by the table they belong to (https://sqlite.org/fileformat2.html, 1.6)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

PAGE = 4096
INTERIOR, LEAF = 5, 13  # the kinds of pages of a table


def pages_of_tables(path: Path) -> dict[str, list[int]]:
    """The pages of each table that hold its rows, by number from 1; pages of an index are not."""
    with closing(sqlite3.connect(path)) as db:
        roots = db.execute(
            "SELECT name, rootpage FROM sqlite_master"
            " WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
    data = path.read_bytes()
    return {name: list(pages_below(data, root)) for name, root in roots}


def pages_below(data: bytes, number: int) -> Iterator[int]:
    """A page and the pages below it; a text too long for a page has more of its own."""
    yield number
    page = data[(number - 1) * PAGE : number * PAGE]
    if page[0] == INTERIOR:
        cells = int.from_bytes(page[3:5])
        for place in range(cells):
            start = int.from_bytes(page[12 + 2 * place : 14 + 2 * place])
            yield from pages_below(data, int.from_bytes(page[start : start + 4]))
        yield from pages_below(data, int.from_bytes(page[8:12]))


def erase_page(path: Path, number: int) -> None:
    """Overwrite a page with zeros, as a bad sector of a disk reads."""
    with path.open("r+b") as file:
        file.seek((number - 1) * PAGE)
        file.write(bytes(PAGE))


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but those that say how the file was made and repaired."""
    with closing(sqlite3.connect(path)) as db:
        names = [
            name
            for (name,) in db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
        ]
        return {name: db.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in names}  # noqa: S608
