"""The names of sources for the shell's completion: read by SQLite alone, in a blink, silently."""

import sqlite3
from contextlib import closing
from pathlib import Path

SECONDS_TO_WAIT = 0.05
MOST = 60

LIKE_PREFIX = """
SELECT DISTINCT source.name, source.kind FROM source
LEFT JOIN alias ON alias.source_id = source.id
WHERE archived_on IS NULL AND (
  source.name LIKE :start ESCAPE '\\' OR source.name LIKE :word ESCAPE '\\'
  OR alias.alias LIKE :start ESCAPE '\\')
ORDER BY source.name LIMIT :most
"""


def beginning_with(path: Path, typed: str) -> list[tuple[str, str]]:
    """Name and kind of the sources of which a word begins as typed; none where none can be read."""
    if not path.is_file():
        return []
    start = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    values = {"start": start, "word": f"% {start}", "most": MOST}
    try:
        with closing(sqlite3.connect(path, timeout=SECONDS_TO_WAIT)) as db:
            db.execute("PRAGMA query_only = ON")
            return db.execute(LIKE_PREFIX, values).fetchall()
    except sqlite3.Error:
        return []
