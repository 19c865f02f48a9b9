"""Copies of the file, made through SQLite's own backup and verified before they count."""

import sqlite3
from contextlib import closing
from pathlib import Path

from refcli.errors import DamagedError
from refcli.storage.book.place import create_private_file


def copy_before_upgrade(db: sqlite3.Connection, path: Path, version: int) -> Path:
    """A copy of an older file beside it, wholly checked before it gets its name.

    An earlier copy is never overwritten; what an interrupted copy left is cleared away.
    """
    copy = unused_name(path, f"before-upgrade-from-{version}")
    part = copy.with_name(f"{copy.name}.part")
    try:
        clear(part)
        create_private_file(part)
        with closing(sqlite3.connect(part)) as target:
            target.execute("PRAGMA synchronous = EXTRA")
            db.backup(target)
            verify(target, path)
        part.rename(copy)
    except BaseException:
        clear(part)
        raise
    return copy


def clear(part: Path) -> None:
    """Take an unfinished copy away, with its journal."""
    for left in (part, part.with_name(f"{part.name}-journal")):
        left.unlink(missing_ok=True)


def verify(db: sqlite3.Connection, path: Path) -> None:
    """Refuse to go on from a file in whose copy SQLite finds fault, row by row and key by key."""
    if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise DamagedError(path)
    if db.execute("PRAGMA foreign_key_check").fetchone():
        raise DamagedError(path)


def unused_name(path: Path, label: str) -> Path:
    """``ref.label.db``, or ``ref.label-2.db`` and so on where that is taken."""
    tails = ("", *(f"-{number}" for number in range(2, 1000)))
    names = (path.with_name(f"{path.stem}.{label}{tail}{path.suffix}") for tail in tails)
    return next(name for name in names if not name.exists())
