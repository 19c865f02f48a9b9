"""Lost and altered rows from the history, and a lost history from the rows.

The two say the same twice. Where they differ, the history is right, unless it has lost entries
that would tell of the difference, or says what its own table forbids: then the row is. Of a row of
the ledger that one is right which fits its seal.
"""

# ruff: noqa: S608  (statements made of the file's own table names, quoted)

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from refcli.core.gifts import seals
from refcli.core.trust.repairs import TableRepair
from refcli.storage.trust import logged
from refcli.storage.trust.entries import Need, write_entry
from refcli.storage.trust.logged import LEDGER, LoggedTable
from refcli.storage.trust.salvage import Salvage

MOST_LOST = 100_000  # entries behind the last one that can be read
NUMBERED = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
Values = dict[str, Any]
LAST = "SELECT max(id) FROM change WHERE table_name = ? AND row_id = ?"


@dataclass(slots=True)
class Rebuilding:
    """The new book on its way: what was read, what the history lacks, what it still needs.

    ``strays`` are rows that the history does not know, to be entered into it at the end;
    ``unknown`` entries that were made anew and whose commands nothing tells.
    """

    db: sqlite3.Connection
    salvage: Salvage
    tallies: Mapping[str, TableRepair]
    missing: list[int] = field(default_factory=list)
    has_grown: bool = False
    needs: list[Need] = field(default_factory=list)
    strays: list[tuple[str, Values]] = field(default_factory=list)
    unknown: set[int] = field(default_factory=set)

    def last_given(self, log: str) -> int:
        """The highest number given in a log; beyond what was read only if a part was lost."""
        read = self.db.execute(f"SELECT coalesce(max(id), 0) FROM {log}").fetchone()[0]
        given = self.salvage.sequences.get(log, 0)
        harmed = log in self.salvage.broken or bool(self.salvage.refused.get(log))
        return given if harmed and read < given < read + MOST_LOST else int(read)

    def may_lack(self, after: int) -> bool:
        """Whether the history lost an entry behind one of its numbers."""
        return bool(self.missing) and self.missing[-1] > after


def reconcile_table(work: Rebuilding, table: LoggedTable) -> None:
    """Make a table and the history say the same."""
    first = logged.first_insert(work.db, table)
    for id_, entry, after in logged.unlike_rows(work.db, table):
        if entry is None:
            settle_unknown(work, table, id_, first)
        elif after is None:
            settle_deleted(work, table, id_, entry)
        elif not logged.is_same(work.db, table, id_, after):
            settle_altered(work, table, id_, entry, after)
    for id_ in logged.lost_rows(work.db, table):
        settle_lost(work, table, id_)


def settle_unknown(work: Rebuilding, table: LoggedTable, id_: int, first: int | None) -> None:
    """A row without an entry: it was lost, or a step of the schema made the row, or nobody."""
    if logged.may_be_unlogged(work.db, table, id_, first, upgraded=work.has_grown):
        return
    if work.missing:
        work.needs.append(Need(table.name, id_, None, text_of(work.db, table, id_), 0, None))
        return
    row = logged.read_row(work.db, table, id_)
    if table.name == LEDGER and fits_seal(row):
        enter_gift(work, table, id_)
        return
    delete_row(work.db, table, id_)
    if table.name == LEDGER:  # nobody but ref can seal a gift
        work.tallies[table.name].gone.add(id_)
    else:
        work.strays.append((table.name, row))


def enter_gift(work: Rebuilding, table: LoggedTable, id_: int) -> None:
    """Write the entry of a gift that the history lost: its seal says that ref wrote it.

    The ledger takes no row anew, so it stays where it is.
    """
    (last,) = work.db.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()
    need = Need(table.name, id_, None, text_of(work.db, table, id_), 0, None)
    write_entry(work.db, last + 1, need, {})
    work.tallies[table.name].adopted.add(id_)


def settle_deleted(work: Rebuilding, table: LoggedTable, id_: int, entry: int) -> None:
    """A row that is there though the history saw it go."""
    if work.may_lack(entry):
        text = text_of(work.db, table, id_)
        work.needs.append(Need(table.name, id_, None, text, entry, None))
    else:
        delete_row(work.db, table, id_)
        work.tallies[table.name].mended.add(id_)


def settle_altered(work: Rebuilding, table: LoggedTable, id_: int, entry: int, after: str) -> None:
    """A row that is not what the history says last of it."""
    row = logged.read_row(work.db, table, id_)
    said = read_entry(table, after, row)
    if said and is_text(row) and stood_before(work.db, entry, row, said):
        said = None
    if table.name == LEDGER and fits_seal(row) and not (said and fits_seal(said)):
        said = None
    elif work.may_lack(entry) and table.name != LEDGER and said and is_text(row):
        text = text_of(work.db, table, id_)
        work.needs.append(Need(table.name, id_, after, text, entry, None))
        return
    if said and write_row(work.db, table, said):
        work.tallies[table.name].mended.add(id_)
    else:
        set_entry(work.db, entry, "after", text_of(work.db, table, id_))
        work.tallies["change"].mended.add(entry)


def stood_before(db: sqlite3.Connection, entry: int, row: Values, said: Values) -> bool:
    """Whether the entry itself begins with the row's values where it ends with others.

    An update wrote them both; only if it was altered later can it end with what is not there.
    """
    (text,) = db.execute("SELECT before FROM change WHERE id = ?", (entry,)).fetchone()
    try:
        before = json.loads(text or "null")
    except ValueError:
        return False
    differing = [name for name in row if row[name] != said[name]]
    return isinstance(before, dict) and all(before.get(name) == row[name] for name in differing)


def settle_lost(work: Rebuilding, table: LoggedTable, id_: int) -> None:
    """A row that is gone, and the history did not see it go."""
    (entry,) = work.db.execute(LAST, (table.name, id_)).fetchone()
    (after,) = work.db.execute("SELECT after FROM change WHERE id = ?", (entry,)).fetchone()
    whole = table.name not in work.salvage.broken and not work.salvage.refused.get(table.name)
    if whole and work.may_lack(entry):
        work.needs.append(Need(table.name, id_, after, None, entry, None))
        return
    said = read_entry(table, after, {})
    if said and write_row(work.db, table, said):
        work.tallies[table.name].back.add(id_)
    else:
        work.tallies[table.name].gone.add(id_)


def read_entry(table: LoggedTable, after: str, row: Mapping[str, Any]) -> Values | None:
    """What an entry says of a row; a column that it does not know is as it is, or by default."""
    try:
        said = json.loads(after)
    except ValueError:
        return None
    if not isinstance(said, dict) or not is_text(said):
        return None
    if row and not said.keys() <= row.keys():  # a name that no column has: the entry was altered
        return None
    return {c.name: said.get(c.name, row.get(c.name, c.default)) for c in table.columns}


def is_text(row: Mapping[str, Any]) -> bool:
    """Whether no value of the row holds bytes that are no text."""
    texts = [value for value in row.values() if isinstance(value, str)]
    return not any("\ud800" <= sign <= "\udfff" for text in texts for sign in text)


def fits_seal(row: Mapping[str, Any]) -> bool:
    """Whether a row of the ledger is what it was sealed as."""
    if "hash" not in row:
        return False
    return bool(seals.seal_row(row, row["prev_hash"]) == row["hash"])


def write_row(db: sqlite3.Connection, table: LoggedTable, values: Values) -> bool:
    """Put a row in place of the one of its number; false where its table forbids it."""
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    db.execute("SAVEPOINT one")
    try:
        db.execute(f'DELETE FROM "{table.name}" WHERE id = ?', (values["id"],))
        db.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', tuple(values.values()))
    except (sqlite3.DatabaseError, OverflowError, UnicodeEncodeError):
        db.execute("ROLLBACK TO one")
        return False
    finally:
        db.execute("RELEASE one")
    return True


def delete_row(db: sqlite3.Connection, table: LoggedTable, id_: int) -> None:
    """Take a row away."""
    db.execute(f'DELETE FROM "{table.name}" WHERE id = ?', (id_,))


def text_of(db: sqlite3.Connection, table: LoggedTable, id_: int) -> str:
    """A row as the triggers write it into the history."""
    pairs = ", ".join(f"'{column.name}', \"{column.name}\"" for column in table.columns)
    query = f'SELECT json_object({pairs}) FROM "{table.name}" WHERE id = ?'
    return str(db.execute(query, (id_,)).fetchone()[0])


def set_entry(db: sqlite3.Connection, entry: int, what: str, text: str | None) -> None:
    """Set right what an entry of the history says."""
    db.execute(f"UPDATE change SET {what} = ? WHERE id = ?", (text, entry))


def find_missing(work: Rebuilding) -> None:
    """See which entries the history lacks, and whether the book was made by an older ref."""
    there = {id_ for (id_,) in work.db.execute("SELECT id FROM change")}
    last = work.last_given("change")
    work.missing = [number for number in range(1, last + 1) if number not in there]
    work.has_grown = logged.is_upgraded(work.db)


def count_gone(work: Rebuilding) -> None:
    """Numbers of a harmed table that no row has, and that the history did not see go."""
    for table in sorted(
        work.salvage.broken | {t for t, ids in work.salvage.refused.items() if ids}
    ):
        there = {id_ for (id_,) in work.db.execute(f"SELECT id FROM {table}")}
        known = {
            id_
            for (id_,) in work.db.execute(
                "SELECT row_id FROM change WHERE table_name = ?", (table,)
            )
        }
        given = range(1, min(work.salvage.sequences.get(table, 0), MOST_LOST) + 1)
        refused = set(work.salvage.refused.get(table, ()))
        work.tallies[table].gone |= (set(given) | refused) - there - known


def set_sequences(work: Rebuilding) -> None:
    """Numbers that were given are never given again."""
    work.db.execute("DELETE FROM sqlite_sequence")
    for (table,) in work.db.execute(NUMBERED).fetchall():
        (last,) = work.db.execute(
            f"SELECT max((SELECT coalesce(max(id), 0) FROM {table}), coalesce("
            "(SELECT max(row_id) FROM change WHERE table_name = ?), 0))",
            (table,),
        ).fetchone()
        if last:
            work.db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))
