"""The chain of seals as it lies in the file: read raw, so that nothing in it can hide."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from refcli.core.gifts import seals
from refcli.core.gifts.seals import Broken, Link, Logged
from refcli.errors import RefusedError
from refcli.storage.book.door import Book, driver_of
from refcli.storage.practice import book_id, id_of_moment

HEAD = re.compile(r"[0-9a-f]{64}")
COLUMNS = ", ".join((*seals.FIELDS, "prev_hash", "hash"))
# What is verified is the file as it lies, whichever day is looked at.
LINKS = f"SELECT {COLUMNS} FROM main.incentive ORDER BY id"  # noqa: S608  (columns of ours)
LAST_SEAL = "SELECT id, hash FROM incentive ORDER BY id DESC LIMIT 1"
LOGGED = """
SELECT row_id, CASE WHEN json_valid(after) THEN json_extract(after, '$.hash') ELSE 'no seal' END,
  action, command_id IS NOT NULL
FROM main.change WHERE table_name = 'incentive' ORDER BY id
"""
FIRST_STEP = "SELECT at FROM main.migration WHERE id = 1"
GIVEN = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'incentive'"


def start(book: Book) -> str:
    """The seal before the first row of this book."""
    return seals.genesis_seal(book_id(book))


def last_seal(book: Book) -> tuple[int, str]:
    """The number and the seal of the last row; 0 and the genesis where there is none."""
    with raw_connection(book) as db:
        row = db.execute(LAST_SEAL).fetchone()
    if not row:
        return 0, start(book)
    known = isinstance(row[1], str) and HEAD.fullmatch(row[1])
    return row[0], row[1] if known else ""  # a broken chain goes on: a gift can be recorded


def head_seal(book: Book) -> str:
    """The seal of the last row: kept on paper, it proves all rows up to here."""
    return last_seal(book)[1]


def verify(book: Book, head: str = "") -> Broken | None:
    """The first fault of the ledger, or None; with a head printed earlier, of its whole chain."""
    wanted = readable_head(head) if head else ""
    return verify_file(driver_of(book.session), wanted)


def verify_file(db: sqlite3.Connection, head: str = "") -> Broken | None:
    """The same of a file that is open, with a readable head."""
    with raw_text(db):
        first = db.execute(FIRST_STEP).fetchone()
        beginning = seals.genesis_seal(id_of_moment(first and first[0]))
        logged = [Logged(row[0], row[1], row[2], bool(row[3])) for row in db.execute(LOGGED)]
        last = int(db.execute(GIVEN).fetchone()[0])
        return seals.verify(links_of(db), beginning, head=head, logged=logged, last=last)


def stands_at(book: Book, head: str) -> int | None:
    """The row whose seal a printed head is; 0: it was printed before the first, None: of none."""
    return seals.stands_at(read_links(book), start(book), readable_head(head))


def readable_head(head: str) -> str:
    """A head as it was printed, in small letters and without blanks."""
    plain = "".join(head.split()).lower()
    if not HEAD.fullmatch(plain):
        raise RefusedError(
            "A head has 64 signs, 0 to 9 and a to f. Copy it from a printed audit:"
            " ref audit verify --head 5f0c..."
        )
    return plain


def read_links(book: Book) -> list[Link]:
    """Every row of the ledger in the order of its number."""
    with raw_connection(book) as db:
        return links_of(db)


def links_of(db: sqlite3.Connection) -> list[Link]:
    """The same of a connection that reads raw text."""
    count = len(seals.FIELDS)
    return [
        Link(dict(zip(seals.FIELDS, row[:count], strict=True)), row[count], row[count + 1])
        for row in db.execute(LINKS)
    ]


@contextmanager
def raw_connection(book: Book) -> Iterator[sqlite3.Connection]:
    """SQLite's own connection, reading raw text."""
    with raw_text(driver_of(book.session)) as db:
        yield db


@contextmanager
def raw_text(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Let a connection give bytes that are no text as signs that no text has."""
    before = db.text_factory
    db.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        yield db
    finally:
        db.text_factory = before
