"""Which pages of a damaged file are known: those that a b-tree leads to, and those given up.

On any other page rows can stand that are lost to their table
(https://sqlite.org/fileformat2.html, 1.5 and 1.6).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

HEADER = 100  # bytes of the first page, before the page proper begins
LEADING = {5: 12, 2: 12}  # pages that lead to others, of a table and of an index: their heads
LEAVES = {5: 13, 2: 10}  # the kind of page at the end of each
FREE = slice(32, 36)  # of the header: the first page of the list of free ones
FIRST_NUMBER = 8  # bytes of a page of that list before the numbers
NUMBER = 4  # bytes
ROOTS = """
SELECT rootpage FROM sqlite_master
WHERE type IN ('table', 'index') AND typeof(rootpage) = 'integer' AND name IS NOT ?
"""


def read_free_pages(path: Path, size: int) -> set[int]:
    """The pages that were given up, as the header lists them; ``size`` of a page in bytes.

    A list that breaks off counts as far as it can be read.
    """
    pages = Pages(path.read_bytes(), size)
    found: set[int] = set()
    number = int.from_bytes(pages.data[FREE])
    while number not in found and (listed := pages.read_list(number)) is not None:
        found.add(number)
        following, numbers = listed
        found.update(numbers)
        number = following
    return found


def pages_of_others(db: sqlite3.Connection, table: str, path: Path, size: int) -> set[int]:
    """The pages that the trees of all other tables and of the indexes lead to."""
    pages = Pages(path.read_bytes(), size)
    found: set[int] = set()
    found |= pages.below(1)
    with suppress(sqlite3.DatabaseError):  # as far as the schema can be read
        for (root,) in db.execute(ROOTS, (table,)):
            found |= pages.below(root)
    return found


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a file by their numbers, from 1; ``size`` is that of each, in bytes."""

    data: bytes
    size: int

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.data) // self.size

    def page(self, number: int) -> bytes:
        """A page; the first with the header of the file."""
        start = (number - 1) * self.size
        return self.data[start : start + self.size]

    def kind(self, number: int) -> int:
        """What kind of page it is; 0 where there is none."""
        place = (number - 1) * self.size + (HEADER if number == 1 else 0)
        return self.data[place] if 1 <= number <= self.count else 0

    def read_list(self, number: int) -> tuple[int, list[int]] | None:
        """A page of the list of free ones: the next one, and the numbers; None if it is none."""
        if not 1 < number <= self.count:
            return None
        words = memoryview(self.page(number))
        following, many = (int.from_bytes(words[at : at + NUMBER]) for at in (0, NUMBER))
        end = FIRST_NUMBER + many * NUMBER
        if following > self.count or end > self.size:
            return None
        starts = range(FIRST_NUMBER, end, NUMBER)
        numbers = [int.from_bytes(words[at : at + NUMBER]) for at in starts]
        return (following, numbers) if all(1 < one <= self.count for one in numbers) else None

    def below(self, root: int) -> set[int]:
        """A page and those that it leads to, as far as they are of the same tree."""
        kind = next((one for one in LEADING if self.kind(root) in {one, LEAVES[one]}), 0)
        found: set[int] = set()
        left = [root] if kind else []
        while left:
            number = left.pop()
            if number not in found and self.kind(number) in {kind, LEAVES.get(kind)}:
                found.add(number)
                left += self.led_to(number)
        return found

    def led_to(self, number: int) -> Iterator[int]:
        """The pages that a page of a tree names as the next below it."""
        page, start = self.page(number), HEADER if number == 1 else 0
        if (head := LEADING.get(page[start])) is None:
            return
        yield int.from_bytes(page[start + 8 : start + 12])
        for cell in range(int.from_bytes(page[start + 3 : start + 5])):
            at = start + head + 2 * cell
            place = int.from_bytes(page[at : at + 2])
            yield int.from_bytes(page[place : place + NUMBER])
