"""One page of a book lost: does the repair bring every row back?

``python -m tests.faults.damage.pages --books 200`` erases a page of rows or of the history in each
of so many copies of the sample practice, in turn, and repairs it.
"""

import argparse
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from refcli.storage.book.copying import backups_folder
from refcli.storage.book.door import Door
from refcli.storage.trust.repairing import repair_book
from tests.faults.damage.flips import make_sample

PAGE = 4096
INTERIOR = 5  # the kind of a page (https://sqlite.org/fileformat2.html, 1.6)
DAY = date(2026, 11, 30)
LOG = "change"
OWN = frozenset({"command", "choice", "change", "migration", "written_file"})  # compared apart


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


def choose_pages(book: Path, books: int, seed: int) -> list[tuple[str, int]]:
    """A page of rows and one of the history, in turn: the table and the page's number."""
    chance = Random(seed)  # noqa: S311  (samples, no secret)
    known = pages_of_tables(book)
    rows = [(name, page) for name, pages in known.items() if name not in OWN for page in pages]
    log = [(LOG, page) for page in known[LOG]]
    return [chance.choice(log if index % 2 else rows) for index in range(books)]


def lost_in_repair(book: Path, page: int, folder: Path) -> list[str]:
    """What is not as it was after a page was erased and the book repaired."""
    path = folder / "book.db"
    shutil.copy(book, path)
    erase_page(path, page)
    door = Door(path, DAY, "Tina", "doctor --repair", say=lambda _line: None)
    done = repair_book(door)
    before, after = rows_of(book), rows_of(path) if not done.left else {}
    numbers = {row[0] for row in before[LOG]} - {row[0] for row in after.get(LOG, [])}
    differing = [name for name in before if name not in OWN and before[name] != after.get(name)]
    path.unlink()
    shutil.rmtree(backups_folder(path), ignore_errors=True)
    return [*done.left, *differing, *([LOG] if numbers else [])]


def try_pages(book: Path, books: int, seed: int) -> Iterator[tuple[str, int, list[str]]]:
    """Each page with what its loss cost."""
    with TemporaryDirectory() as folder:
        for table, page in choose_pages(book, books, seed):
            yield table, page, lost_in_repair(book, page, Path(folder))


def main() -> None:
    """Erase, repair, compare, and print each book that did not come back whole."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--books", type=int, default=200)
    given.add_argument("--seed", type=int, default=1)
    wanted = given.parse_args()
    counts: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        book = make_sample(Path(folder) / "sample")
        for table, page, lost in try_pages(book, wanted.books, wanted.seed):
            kind = "history" if table == LOG else "rows"
            counts[f"{kind}: {'NOT whole' if lost else 'whole'}"] += 1
            if lost:
                print(f"page {page} of {table}: {'; '.join(lost)}", flush=True)  # noqa: T201
    for kind, count in sorted(counts.items()):
        print(f"{count:5,} {kind}")  # noqa: T201


if __name__ == "__main__":
    main()
