"""One page of a book lost: does the repair bring every row back?

``python -m tests.faults.pages --books 200`` erases a page of rows or of the history in each of so
many copies of the sample practice, in turn, and repairs it.
"""

import argparse
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from refcli.storage.book.door import Door
from refcli.storage.trust.repairing import repair_book
from tests.faults.flips import make_sample
from tests.faults.lost_pages import erase_page, pages_of_tables, rows_of

DAY = date(2026, 11, 30)
LOG = "change"
OWN = frozenset({"command", "setting", "change", "migration", "written_file"})  # compared apart


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
    done = repair_book(door, "2026-11-30-0900")
    before, after = rows_of(book), rows_of(path) if not done.left else {}
    numbers = {row[0] for row in before[LOG]} - {row[0] for row in after.get(LOG, [])}
    differing = [name for name in before if name not in OWN and before[name] != after.get(name)]
    for left in folder.iterdir():
        left.unlink()
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
