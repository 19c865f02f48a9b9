"""One page of a book lost: does the repair bring every row back, and say what it could not?

``python -m tests.faults.damage.pages --books 200`` erases a page of rows or of the history in each
of so many copies of the sample practice, in turn, and repairs it. Every table is compared wholly,
moments and all. What a lost page of the history alone told, such as who typed a command, cannot
come back: then the repair has to name each such row.
"""

import argparse
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from refcli.core.trust.repairs import TableRepair
from refcli.storage.book.copying import backups_folder
from refcli.storage.book.door import Door
from refcli.storage.trust.repairing import repair_book
from tests.faults.damage.flips import make_sample

PAGE = 4096
INTERIOR = 5  # the kind of a page (https://sqlite.org/fileformat2.html, 1.6)
Row = tuple[Any, ...]
Rows = Sequence[Row]
DAY = date(2026, 11, 30)
LOGS = ("change", "command")
ALONE = frozenset({*LOGS, "migration", "written_file", "disclosure"})  # no second copy of these
FEW = 6  # rows that are named
MOMENT = 2  # the column of an entry of the history which nothing else tells


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


def rows_of(path: Path) -> dict[str, Rows]:
    """Every row of every table, but for the note that a repair leaves."""
    with closing(sqlite3.connect(path)) as db:
        names = [
            name
            for (name,) in db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
        ]
        found: dict[str, Rows] = {
            name: db.execute(f"SELECT * FROM {name} ORDER BY id").fetchall()  # noqa: S608
            for name in names
        }
    found["choice"] = [row for row in found["choice"] if row[1] != "repaired"]
    return found


def choose_pages(book: Path, books: int, seed: int) -> list[tuple[str, int]]:
    """A page of rows and one of the history, in turn: the table and the page's number."""
    chance = Random(seed)  # noqa: S311  (samples, no secret)
    known = pages_of_tables(book)
    rows = [(name, page) for name, pages in known.items() if name not in ALONE for page in pages]
    log = [(name, page) for name in LOGS for page in known[name]]
    return [chance.choice(log if index % 2 else rows) for index in range(books)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a repair cost: what is not as it was, and which of it nobody was told of."""

    lost: tuple[str, ...]
    untold: tuple[str, ...]

    @property
    def word(self) -> str:
        """How it went."""
        if self.untold:
            return "NOT whole, and not said"
        return "not whole, each row named" if self.lost else "whole"


def repair_without(book: Path, page: int, folder: Path) -> Outcome:
    """Erase a page of a copy of the book, repair it, and compare every row of it."""
    path = folder / "book.db"
    shutil.copy(book, path)
    erase_page(path, page)
    done = repair_book(Door(path, DAY, "Tina", "doctor --repair", say=lambda _line: None))
    before, after = rows_of(book), rows_of(path)
    path.unlink()
    shutil.rmtree(backups_folder(path), ignore_errors=True)
    if done.left:
        return Outcome(done.left, done.left)
    lost: list[str] = []
    untold: list[str] = []
    for name, rows in before.items():
        tally = done.tallies.get(name, TableRepair())
        differing = differing_rows(name, rows, after[name], tally)
        lost += [f"{name} {number}" for number in differing]
        untold += [f"{name} {number}" for number in differing - tally.filled - tally.gone]
    return Outcome(tuple(lost), tuple(untold))


def differing_rows(name: str, before: Rows, after: Rows, tally: TableRepair) -> set[int]:
    """The numbers of rows that are not what they were.

    An entry that was made anew has the moment of the one beside it, and is said to be made anew.
    Those of one command may stand in another order: nothing tells which table came first.
    """
    there = {row[0]: row for row in after}
    differing = {row[0] for row in before if there.get(row[0]) != row}
    if name == "change":
        made = differing & tally.back & there.keys()
        anew = Counter(what_it_says(there[one]) for one in made)
        for row in before:
            if row[0] in made and anew[what_it_says(row)]:
                anew[what_it_says(row)] -= 1
                differing.discard(row[0])
    return differing


def what_it_says(row: Row) -> Row:
    """An entry of the history but for its number and its moment."""
    return (*row[1:MOMENT], *row[MOMENT + 1 :])


def try_pages(book: Path, books: int, seed: int) -> Iterator[tuple[str, int, Outcome]]:
    """Each page with what its loss cost."""
    with TemporaryDirectory() as folder:
        for table, page in choose_pages(book, books, seed):
            yield table, page, repair_without(book, page, Path(folder))


def main() -> None:
    """Erase, repair, compare, and print each book that did not come back whole."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--books", type=int, default=200)
    given.add_argument("--seed", type=int, default=1)
    wanted = given.parse_args()
    counts: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        book = make_sample(Path(folder) / "sample")
        for table, page, outcome in try_pages(book, wanted.books, wanted.seed):
            kind = table if table in LOGS else "rows"
            counts[f"{kind}: {outcome.word}"] += 1
            if outcome.lost:
                few, many = "; ".join(outcome.lost[:FEW]), len(outcome.lost)
                line = f"page {page} of {table}: {outcome.word}: {few} ({many:,} in all)"
                print(line, flush=True)  # noqa: T201
    for kind, count in sorted(counts.items()):
        print(f"{count:5,} {kind}")  # noqa: T201


if __name__ == "__main__":
    main()
