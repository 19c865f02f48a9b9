"""Somebody who types by chance: picks names, days and numbers of what is on record."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

LUCK = 0.95  # how often somebody names what is on record
FIRST = ("Ann", "Bo", "Cy", "Dee", "Ed", "Flo", "Gus", "Hal", "Ida", "Jo", "Kit", "Lou")
LAST = ("Ray", "Poe", "Orr", "Nye", "Ives", "Hart", "Gage", "Fox", "Eads", "Dow", "Cole", "Beck")


@dataclass
class Typist:
    """Somebody who types, on a day of the practice, and knows what is on record."""

    chance: Random
    book: Path
    day: date
    files: int = 0

    def read_ids(self, table: str, where: str = "1") -> list[int]:
        """The numbers of what is on record; one that is not, where nothing is."""
        with closing(sqlite3.connect(self.book)) as db:
            rows = db.execute(f"SELECT id FROM {table} WHERE {where}").fetchall()  # noqa: S608
        return [id_ for (id_,) in rows] or [9]

    def record(self, table: str, where: str = "1") -> int:
        """The number of one record, rarely of none."""
        found = self.read_ids(table, where)
        return self.chance.choice(found) if self.chance.random() < LUCK else max(found) + 1

    def source(self, *kinds: str) -> str:
        """A source of some kinds or of any, by its number."""
        some = ", ".join(f"'{kind}'" for kind in kinds)
        where = f"kind IN ({some}) AND id > 2" if kinds else "id > 2"
        return f"'#{self.record('source', where)}'"

    def referral(self) -> int:
        """A referral, by its number."""
        return self.record("referral")

    def patient(self) -> str:
        """A name."""
        return f"{self.pick(*FIRST)} {self.pick(*LAST)}"

    def earlier(self, most: int = 20) -> str:
        """A day of the last weeks, written out."""
        return (self.day - timedelta(days=self.chance.randint(0, most))).isoformat()

    def later(self, most: int = 40) -> str:
        """A day of the next weeks, written out."""
        return (self.day + timedelta(days=self.chance.randint(1, most))).isoformat()

    @property
    def folder(self) -> str:
        """Where the files of the book lie, as it is typed."""
        return self.book.parent.as_posix()

    def write(self, name: str, text: str) -> str:
        """A file beside the book, as it is typed."""
        path = self.book.with_name(name)
        path.write_text(text, encoding="utf-8")
        return path.as_posix()

    def pick(self, *some: str) -> str:
        """One of some."""
        return self.chance.choice(some)
