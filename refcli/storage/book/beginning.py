"""The moment at which a book was begun: it tells this practice's book from others."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from refcli.storage.book.copying import open_there

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

BEGUN = "SELECT at FROM migration WHERE id = 1"
MARK = f"SELECT ({BEGUN}), (SELECT coalesce(max(id), 0) FROM command)"  # noqa: S608  (ours)


@dataclass(frozen=True, slots=True)
class FileOrigin:
    """When the book in a file was begun, and the number of its last command."""

    begun: str = ""
    last: int = 0


def read_origin(path: Path) -> FileOrigin:
    """Which book a file holds, and up to where; empty where it cannot be read."""
    try:
        with closing(open_there(path, "ro")) as db:
            begun, last = db.execute(MARK).fetchone()
            return FileOrigin(str(begun or ""), int(last))
    except (sqlite3.Error, OSError, ValueError, TypeError):
        return FileOrigin()


def beginning_of(book: "Book") -> str:
    """When an open book was begun."""
    return str(book.session.execute(text(BEGUN)).scalar() or "")


def is_begun_otherwise(file: Path, begun: str) -> bool:
    """Whether a file surely holds another book than the one that was begun at that moment."""
    return read_origin(file).begun not in {"", begun}
