"""Which command wrote a row whose entry was lost, as far as the row itself tells for certain.

What sets a book up is of no recorded day and writes choices alone; whatever is typed after it is of
a day. So of the first entries it can be told whose they are, and of no others: what is taken back
later has rows of other days.
"""

import json
import sqlite3

AROUND = "SELECT command_id FROM change WHERE id {0} ? AND command_id IS NOT NULL ORDER BY id {1}"
FIRST = "SELECT id, recorded_on FROM command WHERE id <= ? AND undoes_id IS NULL ORDER BY id"
DATED = "SELECT 1 FROM pragma_table_info('command') WHERE name = 'recorded_on'"
SET_UP = "choice"  # the one table that is written before a book has a day
BEGUN, NEXT = 1, 2  # the command that sets a book up, and the one after it


def find_command(db: sqlite3.Connection, table: str, row: str, first: int, last: int) -> int | None:
    """The one command that can have inserted a row between two numbers of lost entries.

    ``row`` is the row as JSON. None unless the lost entries are the first of a book that was set up
    with days (not by an older ref), and every command is on record up to that of the entry behind
    them.
    """
    before, after = (
        (db.execute(AROUND.format(*way), (number,)).fetchone() or (None,))[0]
        for number, *way in ((first, "<", "DESC"), (last, ">", "ASC"))
    )
    if after is None or (before or BEGUN) != BEGUN or not db.execute(DATED).fetchone():
        return None
    days = dict(db.execute(FIRST, (after,)))
    if [*days] != [*range(BEGUN, after + 1)] or len(days) < NEXT:
        return None
    if days.pop(BEGUN) is not None or None in days.values():
        return None
    said = json.loads(row)
    if table == SET_UP and said.get("recorded_on", "") is None:
        return BEGUN
    if after == NEXT and said.get("recorded_on", days[NEXT]) == days[NEXT]:
        return NEXT
    return None
