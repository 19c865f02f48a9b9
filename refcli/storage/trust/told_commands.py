"""Which command wrote a row whose entry was lost, as far as the row itself tells.

What sets a book up is of no recorded day and writes choices alone; whatever else a command writes
for the first time, it writes on its own recorded day. So where the entries around a lost one leave
several commands, the days of both may leave only one of them.
"""

import json
import sqlite3

AROUND = "SELECT command_id FROM change WHERE id {0} ? AND command_id IS NOT NULL ORDER BY id {1}"
BETWEEN = """
SELECT id, recorded_on, undoes_id FROM command
WHERE id BETWEEN coalesce(?, (SELECT min(id) FROM command))
AND coalesce(?, (SELECT max(id) FROM command)) ORDER BY id
"""
DATED = "SELECT 1 FROM pragma_table_info('command') WHERE name = 'recorded_on'"
SET_UP = "choice"  # the one table that is written before a book has a day


def find_command(db: sqlite3.Connection, table: str, row: str, first: int, last: int) -> int | None:
    """The one command that can have inserted a row between two numbers of lost entries.

    ``row`` is the row as JSON. None where more than one can, where the record of one in between
    is lost, too, and where one of them took something back: that writes rows of other days.
    """
    if not db.execute(DATED).fetchone():
        return None
    around = [
        (db.execute(AROUND.format(*way), (number,)).fetchone() or (None,))[0]
        for number, *way in ((first, "<", "DESC"), (last, ">", "ASC"))
    ]
    commands = db.execute(BETWEEN, around).fetchall()
    if not commands or len(commands) != commands[-1][0] - commands[0][0] + 1:
        return None
    if any(undoes is not None for _, _, undoes in commands):
        return None
    said = json.loads(row)
    dated = "recorded_on" in said
    able = [
        number
        for number, day, _ in commands
        if (said["recorded_on"] == day if dated else day is not None or table == SET_UP)
    ]
    return able[0] if len(able) == 1 else None
