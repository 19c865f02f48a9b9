"""The names of sources for the shell's completion: read by SQLite alone, in a blink, silently."""

import sqlite3
from contextlib import closing
from pathlib import Path

SECONDS_TO_WAIT = 0.05
MOST = 60

NAMES = """
SELECT text, name, kind FROM (
  SELECT source.name AS text, source.name, kind FROM source WHERE archived_on IS NULL
  UNION ALL
  SELECT alias, source.name, kind FROM alias JOIN source ON source.id = source_id
  WHERE archived_on IS NULL)
WHERE text LIKE :start ESCAPE '\\' OR text LIKE :word ESCAPE '\\'
ORDER BY text LIMIT :most
"""


def beginning_with(path: Path, typed: str) -> list[tuple[str, str, str]]:
    """Names and aliases of which a word begins as typed, each with the source's name and kind.

    None where the file is missing, busy or no book, or no text was typed; nothing is created.
    """
    if not path.is_file():
        return []
    start = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    values = {"start": start, "word": f"% {start}", "most": MOST}
    try:
        with closing(sqlite3.connect(path, timeout=SECONDS_TO_WAIT)) as db:
            db.execute("PRAGMA query_only = ON")
            return db.execute(NAMES, values).fetchall()
    except (sqlite3.Error, UnicodeEncodeError):
        return []
