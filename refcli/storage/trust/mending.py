"""The history set right: entries that name another row, do not follow on, or are not there."""

import json
import sqlite3
from datetime import datetime, timedelta

from refcli.core.gifts import seals
from refcli.storage.book.recorded_days import has_recorded_days
from refcli.storage.practice import id_of_moment
from refcli.storage.schema import migrations
from refcli.storage.trust import commands, entries, logged
from refcli.storage.trust.commands import EVER, is_moment
from refcli.storage.trust.entries import Need
from refcli.storage.trust.rebuilding import Rebuilding, set_entry

WRONG_NUMBER = """
SELECT id, json_extract(coalesce(after, before), '$.id') AS own FROM change
WHERE json_valid(coalesce(after, before)) AND typeof(own) = 'integer' AND own <> row_id
"""
BREAKS = """
SELECT id, table_name, row_id, before, earlier, coalesce(known, 0) FROM (
  SELECT id, table_name, row_id, before,
    lag(after) OVER of_row AS earlier, lag(id) OVER of_row AS known
  FROM change WINDOW of_row AS (PARTITION BY table_name, row_id ORDER BY id))
WHERE before IS NOT earlier ORDER BY id
"""
OUT_OF_STEP = """
UPDATE change SET command_id = around.earlier FROM (
  SELECT id, lag(command_id) OVER by_id AS earlier, lead(command_id) OVER by_id AS later
  FROM change WHERE command_id IS NOT NULL WINDOW by_id AS (ORDER BY id)) AS around
WHERE around.id = change.id AND earlier <= later
AND (command_id < earlier OR command_id > later) RETURNING change.id
"""
OUT_OF_DAYS = """
UPDATE command SET recorded_on = CASE WHEN as_of BETWEEN earlier AND later THEN as_of
  WHEN earlier > '0' THEN earlier ELSE later END
FROM (
  SELECT id, lag(recorded_on, 1, '0') OVER by_id AS earlier,
    lead(recorded_on, 1, '9') OVER by_id AS later
  FROM command WHERE recorded_on IS NOT NULL WINDOW by_id AS (ORDER BY id)) AS around
WHERE around.id = command.id AND earlier <= later AND (earlier > '0' OR later < '9')
AND (recorded_on < earlier OR recorded_on > later) RETURNING command.id
"""
OF_NO_COMMAND = "SELECT id FROM change WHERE command_id IS NULL"
FIRST_SEAL = "SELECT prev_hash FROM incentive ORDER BY id LIMIT 1"
FIRST_MOMENT = "SELECT min(at) FROM (SELECT at FROM command UNION ALL SELECT at FROM change)"
SEARCHED = 1_000 * 60 * 10  # milliseconds before the first command: ten minutes
MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"


def mend_numbers(work: Rebuilding) -> None:
    """Entries that name another row than the one they tell of; commands that are out of step."""
    db, touched = work.db, work.tallies["change"].mended
    for entry, own in db.execute(WRONG_NUMBER).fetchall():
        db.execute("UPDATE change SET row_id = ? WHERE id = ?", (own, entry))
        touched.add(entry)
    touched |= {entry for (entry,) in db.execute(OUT_OF_STEP).fetchall()}
    if has_recorded_days(db):
        found = db.execute(OUT_OF_DAYS).fetchall()
        work.tallies["command"].mended |= {number for (number,) in found}


def mend_breaks(work: Rebuilding) -> None:
    """Entries that do not begin with what the entry before them left."""
    for entry, table, row, before, earlier, known in work.db.execute(BREAKS).fetchall():
        lost = any(known < number < entry for number in work.missing)
        if not known and (work.has_grown or not lost):
            continue  # a step of the schema made the row
        if lost:
            work.needs.append(Need(table, row, earlier, before, known, entry))
        elif before is None or earlier is None or not logged.extends(before, earlier):
            mend_break(work, entry, known, before, earlier)


def mend_break(
    work: Rebuilding, entry: int, known: int, before: str | None, earlier: str | None
) -> None:
    """Let two entries say the same where they meet: what can be read, else the earlier one."""
    if earlier is not None and is_json(earlier):
        set_entry(work.db, entry, "before", earlier)
        work.tallies["change"].mended.add(entry)
    elif before is not None and is_json(before):
        set_entry(work.db, known, "after", before)
        work.tallies["change"].mended.add(known)


def is_json(text: str) -> bool:
    """Whether a text can be read as a row."""
    try:
        text.encode()
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def fill_history(work: Rebuilding) -> None:
    """Write the entries that are lost, and the commands; tell what nobody knows any more."""
    db, refused, missing = work.db, work.salvage.refused, list(work.missing)
    kept = refused.get("change", {})
    tells = not (work.has_grown or work.tallies["migration"].filled)
    left, unsure = entries.place_needs(db, missing, work.needs, kept, tells=tells)
    entries.fill_with_nothing(db, left, kept)
    work.tallies["change"].back |= set(missing) - set(left) - unsure
    work.tallies["change"].filled |= unsure.union(left)
    work.unknown = set(missing).intersection(id_ for (id_,) in db.execute(OF_NO_COMMAND))
    lost, kept = missing_commands(work), refused.get("command", {})
    guessed = commands.fill_commands(db, lost, kept, dated=has_recorded_days(db))
    work.tallies["command"].filled |= guessed
    work.tallies["command"].mended |= set(lost) - guessed


def missing_commands(work: Rebuilding) -> list[int]:
    """The numbers of commands that are gone though the history knows of them."""
    there = {number for (number,) in work.db.execute("SELECT id FROM command")}
    (last,) = work.db.execute("SELECT coalesce(max(command_id), 0) FROM change").fetchone()
    last = max([last, work.last_given("command"), *there])
    return [number for number in range(1, last + 1) if number not in there]


def fill_steps(work: Rebuilding) -> None:
    """The record of the steps that the schema has taken; the first one's moment names the book."""
    db, tally = work.db, work.tallies["migration"]
    there = {number for (number,) in db.execute("SELECT id FROM migration")}
    (first,) = db.execute(FIRST_MOMENT).fetchone()
    at = str(first) if is_moment(first) else EVER
    for number in sorted(set(range(1, work.salvage.version + 1)) - there):
        name = getattr(migrations.MIGRATIONS[number - 1], "__name__", "step")
        found = find_first_moment(db, at) if number == 1 and at != EVER else None
        values = (number, name, found or at)
        db.execute("INSERT INTO migration (id, name, at) VALUES (?, ?, ?)", values)
        (tally.back if found else tally.filled).add(number)


def find_first_moment(db: sqlite3.Connection, until: str) -> str | None:
    """The moment on which the ledger's first seal follows, by trial; None where none does."""
    if db.execute("SELECT 1 FROM pragma_table_info('incentive') WHERE name = 'hash'").fetchone():
        found = db.execute(FIRST_SEAL).fetchone()
        moment = datetime.strptime(until, MOMENT)  # noqa: DTZ007  (in Greenwich, as it ends in Z)
        for back in range(SEARCHED if found else 0):
            text = (moment - timedelta(milliseconds=back)).strftime(MOMENT)[:-4] + "Z"
            if seals.genesis_seal(id_of_moment(text)) == found[0]:
                return text
    return None
