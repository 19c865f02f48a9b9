"""Copies of the file, made through SQLite's own backup and verified before they count."""

import sqlite3
from pathlib import Path

from refcli.errors import DamagedError
from refcli.storage.place import create_private_file


def copy_before_upgrade(db: sqlite3.Connection, path: Path, version: int) -> Path:
    """A verified copy of an older file beside it; an earlier copy is never overwritten."""
    copy = unused_name(path, f"before-upgrade-from-{version}")
    create_private_file(copy)
    target = sqlite3.connect(copy)
    try:
        db.backup(target)
        verify(target, path)
    except BaseException:
        target.close()
        copy.unlink()
        raise
    target.close()
    return copy


def verify(db: sqlite3.Connection, path: Path) -> None:
    """Refuse to go on from a file in whose copy SQLite finds fault."""
    if db.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise DamagedError(path)


def unused_name(path: Path, label: str) -> Path:
    """``ref.label.db``, or ``ref.label-2.db`` and so on where that is taken."""
    tails = ("", *(f"-{number}" for number in range(2, 1000)))
    names = (path.with_name(f"{path.stem}.{label}{tail}{path.suffix}") for tail in tails)
    return next(name for name in names if not name.exists())
