"""Books of every earlier schema, brought up to date by a command that is killed or has no disk.

``python -m tests.faults.rough.upgrades --tries 600 --seed 1``
"""

import errno
import sqlite3
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from random import Random

from refcli.storage.schema import migrations
from tests.faults.desk import EXIT_CODES
from tests.faults.rough.counting import Trial, count_trials
from tests.faults.rough.ground import (
    DEBRIS,
    Ground,
    Rows,
    find_unsound,
    lay_out,
    read_rows,
    take_away,
    type_line,
)
from tests.faults.rough.tracing import Ended, Fault, How, run_apart
from tests.faults.small_books import run
from tests.storage.books import REFERRAL, ROWS, SOURCE, insert

NEWEST = len(migrations.MIGRATIONS)
LINE = "due"
KILLS = (How.KILL_BEFORE, How.KILL_WITHIN, How.KILL_AFTER)


@dataclass(frozen=True, slots=True)
class Old:
    """A book of an earlier schema, its rows, those after an upgrade, and its calls."""

    version: int
    file: bytes
    rows: Rows
    after: Rows
    calls: int


def make_trials(chance: Random) -> Generator[Trial]:
    """Upgrades from each schema in turn, each with a fault by chance; without end."""
    ground = lay_out()
    try:
        books = [make_old(ground, version) for version in range(1, NEWEST)]
        while True:
            for old in books:
                yield make_trial(ground, old, chance)
    finally:
        take_away(ground)


def make_trial(ground: Ground, old: Old, chance: Random) -> Trial:
    """An upgrade with a fault at one of its calls."""
    number = chance.randint(1, old.calls)
    fault = Fault(chance.choice(KILLS), number)
    sort = "killed"
    if chance.random() < 1 / 3:
        code = chance.choice((errno.EIO, errno.ENOSPC))
        fault = Fault(How.REFUSE, number, code, for_good=chance.random() < 1 / 2)
        sort = f"refused by {errno.errorcode[code]}"
    told = f"from schema {old.version}, {fault}"
    return Trial(f"{sort}, from schema {old.version}", told, partial(upgrade, ground, old, fault))


def make_old(ground: Ground, version: int) -> Old:
    """A book as an earlier ref has left it, and what becomes of it undisturbed."""
    clear(ground)
    with closing(sqlite3.connect(ground.book, isolation_level=None)) as db:
        steps = migrations.MIGRATIONS[:]
        migrations.MIGRATIONS[version:] = []
        try:
            migrations.migrate(db)
        finally:
            migrations.MIGRATIONS[:] = steps
        fill(db)
    ground.book.chmod(0o600)
    file, rows = ground.book.read_bytes(), read_rows(ground.book)
    ended = bring_up(ground)
    if ended.code:
        raise RuntimeError(version, ended)
    return Old(version, file, rows, read_rows(ground.book), ended.calls)


def fill(db: sqlite3.Connection) -> None:
    """Some commands, each with rows in the tables that there are; a gift needs a seal."""
    rows = [("source", SOURCE), ("source", ROWS["source"]), ("referral", REFERRAL)]
    for number, (table, row) in enumerate([*rows, *ROWS.items()], start=1):
        columns = {column[1] for column in db.execute(f"PRAGMA table_info({table})")}
        command = {"by": "tina", "name": "add", "as_of": f"2026-05-{number % 28 + 1:02}"}
        insert(db, "command", {"id": number, **command})
        insert(db, "open_command", {"id": 1, "command_id": number})
        sealed = "hash" in columns
        with suppress(sqlite3.IntegrityError, sqlite3.OperationalError):  # not in this schema
            if not sealed:
                insert(db, table, {key: value for key, value in row.items() if key in columns})
        db.execute("DELETE FROM open_command")


def clear(ground: Ground) -> None:
    """Nothing is in the folder, and no copy in the one beside the book."""
    for path in ground.folder.glob("**/*"):
        if path.is_file():
            path.unlink()


def bring_up(ground: Ground, fault: Fault | None = None) -> Ended:
    """Type a command that has to bring the book up to date first."""
    return run_apart(lambda: type_line(LINE, ground.book), ground.folder, fault)


def upgrade(ground: Ground, old: Old, fault: Fault) -> Iterable[str]:
    """Bring a book up to date with a fault, then without."""
    clear(ground)
    ground.book.write_bytes(old.file)
    ground.book.chmod(0o600)
    ended = bring_up(ground, fault)
    yield from find_wrong(ground, old, ended)


def find_wrong(ground: Ground, old: Old, ended: Ended) -> Iterator[str]:
    """No row is lost, one copy is from before, and the next command finishes the work."""
    told = f"exit {ended.code}, {ended.err!r}"
    killed = ended.code == -9
    if not killed and (ended.code not in EXIT_CODES or "inside ref" in ended.err):
        yield f"no end of ours: {told}"
    yield from find_unsound(ground.book)
    result = run(LINE, ground.book)
    if result.exit_code:
        yield f"the next command fails: {result.stderr}, after {told}"
    if read_rows(ground.book) != old.after:
        yield f"the rows are others than after an upgrade undisturbed: {told}"
    copies = [path for path in ground.folder.glob("**/*.db") if path != ground.book]
    for path in copies:
        yield from (f"{path.name}: {wrong}" for wrong in find_unsound(path))
    if not any(read_rows(path) == old.rows for path in copies):
        yield f"no copy from before: {copies}, after {told}"
    left = [path.name for path in ground.folder.iterdir() if path.name.endswith(DEBRIS)]
    if left:
        yield f"left lying about: {left}"


if __name__ == "__main__":
    count_trials("tests.faults.rough.upgrades", make_trials)
