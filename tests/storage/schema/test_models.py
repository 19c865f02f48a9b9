"""The models are the one description of a table; all that knows a column is proved equal."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import MISSING, fields
from typing import Any

import pytest
from sqlalchemy import Date
from sqlmodel import SQLModel

from refcli.commands.sources.options import source_options
from refcli.core.activities import NewActivity
from refcli.core.gifts.ledger import Gift
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource, SourceView
from refcli.core.sources.tables import SourcePage, page_facts
from refcli.core.vocabulary import Kind
from refcli.storage.gifts.models import IncentiveRow
from refcli.storage.schema.models import ActivityRow, ReferralRow, SourceRow
from tests.conftest import TODAY
from tests.faults.small_books import make

RECORDS: tuple[tuple[type, type[SQLModel], set[str], set[str]], ...] = (
    # a record of the core, its model, what only the record has, and what only the row has
    (NewSource, SourceRow, {"aliases"}, {"built_in"}),  # names are rows; ref alone writes built-ins
    (NewReferral, ReferralRow, {"assists"}, {"id"}),  # they are rows; its number is given
    (NewActivity, ActivityRow, {"on"}, {"done_on", "id"}),  # "on" is a word of SQL
    (
        Gift,
        IncentiveRow,
        set(),
        # what became of a gift, why, and its seal are of the ledger, not of the gift
        {"entered_at", "replaces_id", "voided", "findings", "why", "returns_id", "inadvertent"}
        | {"prev_hash", "hash"},
    ),
)


@pytest.mark.parametrize(("record", "model", "own", "kept"), RECORDS)
def test_a_record_has_the_columns_of_its_model(
    record: type, model: type[SQLModel], own: set[str], kept: set[str]
) -> None:
    said, columns = {one.name for one in fields(record)}, set(model.model_fields)

    assert said - columns == own
    assert columns - said == kept


@pytest.mark.parametrize(("record", "model", "own", "kept"), RECORDS)
def test_a_record_says_the_same_as_its_model_where_nothing_is_said(
    record: type, model: type[SQLModel], own: set[str], kept: set[str]
) -> None:
    del kept
    defaults = {
        one.name: getattr(one.default, "value", one.default)
        for one in fields(record)
        if one.default is not MISSING and one.name not in own | {"id"}
        if not model.model_fields[one.name].is_required()  # as the status of a new referral
    }

    assert defaults == {name: model.model_fields[name].default for name in defaults}


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    """Per table of the newest schema: name, type, whether it is needed, default."""
    with closing(sqlite3.connect(make(tmp_path_factory.mktemp("new") / "ref.db", TODAY, []))) as db:
        return {
            table: db.execute(
                'SELECT name, type, "notnull" OR pk, dflt_value FROM pragma_table_info(?)', (table,)
            ).fetchall()
            for table in SQLModel.metadata.tables
        }


def described(table: str) -> Iterator[tuple[str, str, bool]]:
    """The columns of a model: name, how SQLite keeps it, whether it is needed."""
    for column in SQLModel.metadata.tables[table].columns:
        kept = column.type.python_type in {int, bool} and not isinstance(column.type, Date)
        yield column.name, "INTEGER" if kept else "TEXT", not column.nullable


@pytest.mark.parametrize("table", sorted(SQLModel.metadata.tables))
def test_the_newest_schema_has_the_columns_of_the_models(
    columns: dict[str, list[tuple[Any, ...]]], table: str
) -> None:
    assert sorted((name, kind, bool(needed)) for name, kind, needed, _ in columns[table]) == sorted(
        described(table)
    )


@pytest.mark.parametrize("model", [SourceRow, ReferralRow, ActivityRow, IncentiveRow])
def test_the_newest_schema_has_the_defaults_of_the_models(
    columns: dict[str, list[tuple[Any, ...]]], model: type[SQLModel]
) -> None:
    kept = {name: default for name, _, _, default in columns[str(model.__tablename__)] if default}

    assert {
        name: str(int(default) if isinstance(default, bool) else default)
        for name, one in model.model_fields.items()
        if (default := one.default) is not None and not one.is_required() and name in kept
    } == {
        name: default.strip("'")
        for name, default in kept.items()
        if not default.startswith(("strftime", "date("))
    }


SAID_OTHERWISE = {
    "id": "its number is given",
    "name": "an argument, or --name",
    "kind": "one of a closed set, needed once",
    "aliases": "--alias and --drop-alias",
    "office_id": "--office names it",
    "added_on": "the day of the command",
    "target_on": "the day of --target",
    "archived_on": "an archived source is no new one",
}


def test_every_column_of_a_source_has_its_option() -> None:
    options = set(source_options.__annotations__) - {"return"}

    assert {one.name for one in fields(NewSource)} - options == set(SAID_OTHERWISE)
    assert options - {one.name for one in fields(NewSource)} == set()


def test_the_page_of_a_source_shows_every_column() -> None:
    record = NewSource(id=3, name="Oak", kind=Kind.OFFICE, added_on=TODAY)
    page = page_facts(SourcePage(SourceView(3, record, None, ""), [], [], [], {}), TODAY)

    assert {one.name for one in fields(NewSource)} - set(page) == {"name", "office_id"}
    assert page["source"] == "Oak"
