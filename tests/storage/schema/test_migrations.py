"""The steps build what the models describe."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, UniqueConstraint

from refcli.storage.gifts import models as incentive_models
from refcli.storage.schema import migrations, models, room_tables, tables
from tests.storage.books import raw

TABLES = [
    known
    for module in (models, incentive_models, tables, room_tables)
    for known in vars(module).values()
    if isinstance(known, Table)
]
AFFINITY = {"VARCHAR": "TEXT", "DATE": "TEXT", "INTEGER": "INTEGER", "BOOLEAN": "INTEGER"}


def name_of(table: Table) -> str:
    return table.name


def indexes(db: sqlite3.Connection, table: str, origin: str) -> set[tuple[Any, ...]]:
    """The indexes of one origin ("c": made by name, "u": by UNIQUE): name, columns, partial."""
    found = set()
    for _, name, unique, made_by, partial in db.execute(f"PRAGMA index_list({table})"):
        columns = tuple(row[2] for row in db.execute(f"PRAGMA index_info({name})"))
        if made_by == origin:
            found.add((name if origin == "c" else "", columns, bool(unique), bool(partial)))
    return found


def test_every_table_has_a_model_and_every_model_a_table(database: Path) -> None:
    with raw(database) as db:
        rows = db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main'")
        made = {name for (name,) in rows if not name.startswith("sqlite_")}

    assert {table.name for table in TABLES} == made


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_the_columns_are_what_the_model_describes(database: Path, table: Table) -> None:
    with raw(database) as db:
        made = {
            name: (kind, not notnull and not key, bool(key))
            for _, name, kind, notnull, _, key in db.execute(f"PRAGMA table_info({table.name})")
        }

    assert made == {
        column.name: (AFFINITY[str(column.type)], column.nullable, column.primary_key)
        for column in table.columns
    }


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_the_references_are_what_the_model_describes(database: Path, table: Table) -> None:
    with raw(database) as db:
        rows = db.execute(f"PRAGMA foreign_key_list({table.name})")
        made = {(row[3], row[2], row[4], row[5], row[6]) for row in rows}

    assert made == {
        (key.parent.name, *key.target_fullname.split("."), "NO ACTION", "NO ACTION")
        for key in table.foreign_keys
    }


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_what_is_unique_and_indexed_is_what_the_model_describes(
    database: Path, table: Table
) -> None:
    said = [
        tuple(c.name for c in i.columns)
        for i in table.constraints
        if isinstance(i, UniqueConstraint)
    ]
    said += [(column.name,) for column in table.columns if column.unique]
    named = {
        (
            i.name,
            tuple(getattr(part, "name", None) for part in i.expressions),  # None: computed
            bool(i.unique),
            i.dialect_kwargs["sqlite_where"] is not None,
        )
        for i in table.indexes
    }

    with raw(database) as db:
        assert indexes(db, table.name, "u") == {("", columns, True, False) for columns in said}
        assert indexes(db, table.name, "c") == named


def test_every_table_is_strict(database: Path) -> None:
    with raw(database) as db:
        rows = db.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")
        loose = {name for name, strict in rows if not strict and not name.startswith("sqlite_")}

    assert loose == set()


def test_the_file_says_whose_it_is_and_which_steps_it_has_taken(database: Path) -> None:
    with raw(database) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (0x52454631,)
        assert db.execute("PRAGMA user_version").fetchone() == (len(migrations.MIGRATIONS),)
        assert db.execute("SELECT id, name FROM migration").fetchall() == [
            (number, step.__name__) for number, step in enumerate(migrations.MIGRATIONS, start=1)
        ]


def test_migrating_twice_changes_nothing(database: Path) -> None:
    before = database.read_bytes()

    with raw(database) as db:
        assert migrations.migrate(db) == []

    assert database.read_bytes() == before


def test_the_history_of_the_schema_names_its_steps() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        assert migrations.migrate(db) == [step.__name__ for step in migrations.MIGRATIONS]
        assert db.execute("PRAGMA foreign_keys").fetchone() == (0,)  # as it was
