"""The least that an import does: the very rows, into the same tables, past the same triggers."""

# ruff: noqa: S608  (statements made of this module's own words)

import json
import sqlite3
import sys
from pathlib import Path

rows_file, database = sys.argv[1:]
tables = json.loads(Path(rows_file).read_text(encoding="utf-8"))
db = sqlite3.connect(database, isolation_level=None)
for pragma in ("foreign_keys = ON", "synchronous = EXTRA", "recursive_triggers = ON"):
    db.execute(f"PRAGMA {pragma}")
db.execute("BEGIN IMMEDIATE")
[command_id] = db.execute("SELECT coalesce(max(id), 0) + 1 FROM command").fetchone()
db.execute(
    'INSERT INTO command (id, "by", name, as_of, recorded_on) VALUES (?, ?, ?, ?, ?)',
    (command_id, "x", "import", "2026-11-16", "2026-11-16"),
)
db.execute("INSERT INTO open_command (id, command_id) VALUES (1, ?)", (command_id,))
for table, (columns, rows) in tables.items():
    marks = ", ".join("?" * len(columns))
    db.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
db.execute("DELETE FROM open_command")
db.execute("COMMIT")
db.close()
