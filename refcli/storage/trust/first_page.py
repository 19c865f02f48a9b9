"""The first page of a damaged file set right, on a copy of it: without it nothing can be found.

The fixed fields of its header (https://sqlite.org/fileformat2.html) are the same in every book;
the rest says where each table begins, which is the same in every copy of a book.
"""

# ruff: noqa: S608  (statements made of the schema's own table names)

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from refcli.storage.schema import migrations

MAGIC = b"SQLite format 3\x00"
HEADER = 100  # bytes of a file, before the first page proper begins
PAGE = 4096  # bytes, as SQLite makes them unless told otherwise
SIZES = tuple(1 << power for power in range(9, 16))
KINDS = frozenset({2, 5, 10, 13})  # the first byte of a page of rows or of an index


def mend_header(path: Path) -> None:
    """Set the fixed fields of the header: no free pages, no other encoding, our own mark."""
    size, page = path.stat().st_size, find_page_size(path)
    with path.open("r+b") as file:
        header = bytearray(file.read(100).ljust(100, b"\x00"))
        header[:16], header[16:18] = MAGIC, page.to_bytes(2)
        header[18:24] = b"\x01\x01\x00\x40\x20\x20"
        header[28:32], header[32:40] = (size // page).to_bytes(4), bytes(8)
        header[44:48], header[52:56] = (4).to_bytes(4), bytes(4)
        header[56:60], header[64:68] = (1).to_bytes(4), bytes(4)
        header[68:72] = migrations.APPLICATION_ID.to_bytes(4)
        header[92:96] = header[24:28]
        file.seek(0)
        file.write(header)


def find_page_size(path: Path) -> int:
    """How long a page is, told from where pages begin: the header may say something else.

    Of pages of 4096 bytes each second one begins a stretch of 8192 too, so the shortest counts.
    """
    data = path.read_bytes()
    begun = {size: [byte in KINDS for byte in data[size::size]] for size in SIZES}
    share = {size: sum(found) / len(found) for size, found in begun.items() if found}
    most = max(share.values(), default=0)
    return min((size for size, part in share.items() if part and part > most * 3 / 4), default=PAGE)


def mend_first_page(path: Path, like: Iterable[bytes]) -> None:
    """Where the first page is lost, without which nothing is found, put another in its place.

    It says where each table begins, which SQLite never changes; so the page of a copy fits.
    """
    with path.open("r+b") as file:
        lost = file.read(PAGE)
        for page in (lost, *like):
            file.seek(HEADER)
            file.write(page[HEADER:PAGE])
            file.flush()
            if has_history(path):
                return
        file.seek(0)
        file.write(lost)


def has_history(path: Path) -> bool:
    """Whether any command, or any change, can be found in a file."""
    with closing(open_for_reading(path)) as db:
        for table in ("command", "change"):
            with suppress(sqlite3.DatabaseError):
                if has_rows(db, table):
                    return True
    return False


def has_rows(db: sqlite3.Connection, table: str) -> bool:
    """Whether a table has any row."""
    return db.execute(f"SELECT 1 FROM {table} NOT INDEXED LIMIT 1").fetchone() is not None


def first_pages(copies: Iterable[Path]) -> Iterator[bytes]:
    """The first page of each copy, then those that books of each version begin with."""
    for copy in copies:
        with suppress(OSError), copy.open("rb") as file:
            yield file.read(PAGE)
    for version in range(len(migrations.MIGRATIONS), 0, -1):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
            migrations.make_version(db, version)
            yield db.serialize()[:PAGE]


def take_in_journal(path: Path) -> None:
    """Let SQLite take in what it had kept beside a file whose header it can read by now."""
    with suppress(sqlite3.DatabaseError), closing(open_for_reading(path)) as db:
        db.execute("SELECT count(*) FROM sqlite_master")
        db.execute("PRAGMA journal_mode = DELETE")


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that goes on where a part of the schema cannot be read."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA writable_schema = ON")
    db.execute("PRAGMA cell_size_check = ON")
    return db
