"""Whether the file keeps the rules of its own schema."""

import sqlite3
from contextlib import closing
from pathlib import Path

CHECKS = (
    "PRAGMA integrity_check",
    "PRAGMA foreign_key_check",
    "SELECT id FROM change WHERE NOT json_valid(coalesce(before, '{}'))",  # which has no CHECK
    "SELECT id FROM change WHERE NOT json_valid(coalesce(after, '{}'))",
)
SOUND = [[("ok",)], *[[]] * (len(CHECKS) - 1)]
UNREADABLE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR}  # an error: a value broke its CHECK
NO_NEW = "mode=rw"  # makes no file; with mode=ro SQLite leaves the CHECKs of columns out


def is_damaged(path: Path) -> bool:
    """Whether the file is damaged: a value its column forbids, a missing row, or a broken page.

    It reads the whole file (a second for 100 MB), so it is asked only after something went wrong.
    """
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?{NO_NEW}", uri=True)) as db:
            found = [db.execute(check).fetchall() for check in CHECKS]
    except sqlite3.DatabaseError as error:
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in UNREADABLE
    return found != SOUND
