"""How the schema came to be: one function per change, in order, never edited once released."""

import sqlite3
from collections.abc import Callable

from refcli.storage.schema import (
    schema_001,
    schema_002,
    schema_003,
    schema_004,
    schema_005,
    schema_006,
    schema_007,
    schema_008,
    schema_009,
    schema_010,
    schema_011,
    schema_012,
)

APPLICATION_ID = 0x52454631  # "REF1": tells a ref database from any other SQLite file

Migration = Callable[[sqlite3.Connection], object]
MIGRATIONS: list[Migration] = []


def add_migration(step: Migration) -> Migration:
    """Append a step to the history."""
    MIGRATIONS.append(step)
    return step


@add_migration
def m001_sources_referrals_activities(db: sqlite3.Connection) -> None:
    """The first tables, their checks, and the log of every change."""
    db.execute(
        "CREATE TABLE migration (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
        " at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))) STRICT"
    )
    for statement in schema_001.list_statements():
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@add_migration
def m002_the_whole_program(db: sqlite3.Connection) -> None:
    """Occasions, duties, the plan, insurers, events, and the dated figures of the due list."""
    for statement in schema_002.list_statements():
        db.execute(statement)


@add_migration
def m003_gifts_without_strings(db: sqlite3.Connection) -> None:
    """The ledger with its chain, the policy, the rewards."""
    schema_003.renew_ledger(db)
    for statement in schema_003.list_statements():
        db.execute(statement)


@add_migration
def m004_what_channels_cost(db: sqlite3.Connection) -> None:
    """Spending and campaigns of the marketing channels, and events under them."""
    for statement in schema_004.list_statements():
        db.execute(statement)


@add_migration
def m005_which_files_ref_wrote(db: sqlite3.Connection) -> None:
    """The digests of the files that went out, which may be written anew without asking."""
    for statement in schema_005.list_statements():
        db.execute(statement)


@add_migration
def m006_who_a_source_is(db: sqlite3.Connection) -> None:
    """NPI, address and tags of a source, its places over time, and the people of an office."""
    for statement in schema_006.list_columns():
        db.execute(statement)
    schema_006.split_addresses(db)
    for statement in schema_006.list_triggers():
        db.execute(statement)


@add_migration
def m007_when_it_was_recorded(db: sqlite3.Connection) -> None:
    """The day of the practice on which each command counts, and whose login it was."""
    for statement in schema_007.list_statements():
        db.execute(statement)


@add_migration
def m008_what_happened_one_by_one(db: sqlite3.Connection) -> None:
    """The steps of referrals as rows, made from what each referral says and from the history."""
    for statement in schema_008.list_statements():
        db.execute(statement)


@add_migration
def m009_one_table_of_choices(db: sqlite3.Connection) -> None:
    """Settings, policy, house rules, due figures and places in one table, each from a day on."""
    for statement in schema_009.list_statements():
        db.execute(statement)


@add_migration
def m010_whom_to_meet(db: sqlite3.Connection) -> None:
    """Offices and providers near us, out of the national file."""
    for statement in schema_010.list_statements():
        db.execute(statement)


@add_migration
def m011_which_names_went_out(db: sqlite3.Connection) -> None:
    """The files with people's names that were written, a row for each."""
    for statement in schema_011.list_statements():
        db.execute(statement)


@add_migration
def m012_the_desk(db: sqlite3.Connection) -> None:
    """Planned meetings, issues, who signs, next steps with a day, and how a follow-up went."""
    for statement in schema_012.list_statements():
        db.execute(statement)


def version_of(db: sqlite3.Connection) -> int:
    """How many steps this database has taken."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: sqlite3.Connection, commit: Callable[[], object] | None = None) -> list[str]:
    """Take all missing steps, with their records, in one transaction; return their names.

    Whoever stops it, or a step that fails, leaves the file as it was. The version is read inside
    the transaction, so two programs that start at once do not take the same step twice. ``db`` is
    in autocommit mode; ``commit`` ends the transaction, and says so, where somebody waits for it.
    """
    keys = db.execute("PRAGMA foreign_keys").fetchone()[0]
    db.execute("PRAGMA foreign_keys = OFF")  # a step may rebuild a table that others refer to
    try:
        db.execute("BEGIN IMMEDIATE")
        first = version_of(db) + 1
        taken = [
            take_step(db, number, step)
            for number, step in enumerate(MIGRATIONS[first - 1 :], start=first)
        ]
        commit() if commit else db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite ends it by itself when the disk is full
            db.execute("ROLLBACK")
        raise
    finally:
        db.execute(f"PRAGMA foreign_keys = {keys}")
    return taken


def make_version(db: sqlite3.Connection, version: int) -> None:
    """Let an empty database take the steps up to a version, as a book of then has them."""
    for number, step in enumerate(MIGRATIONS[:version], start=1):
        take_step(db, number, step)


def take_step(db: sqlite3.Connection, number: int, step: Migration) -> str:
    """Bring the tables to the schema of a number; the name of the step taken."""
    step(db)
    check_references(db)
    name = getattr(step, "__name__", "step")
    db.execute("INSERT INTO migration (id, name) VALUES (?, ?)", (number, name))
    db.execute(f"PRAGMA user_version = {number}")
    return name


def check_references(db: sqlite3.Connection) -> None:
    """Refuse a step that leaves a row without the one it refers to."""
    if orphan := db.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.IntegrityError(f"FOREIGN KEY constraint failed: {orphan[0]}")
