"""The models are the one description of a table; all that knows a column is proved equal."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any, get_type_hints

import pytest
from sqlalchemy import Boolean, Date
from sqlmodel import SQLModel

from refcli.commands.sources.options import source_options
from refcli.core.activities import NewActivity
from refcli.core.gifts import seals
from refcli.core.gifts.ledger import Gift
from refcli.core.history.row_words import FLAGS
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource, SourceView
from refcli.core.sources.tables import SourcePage, page_facts, source_table
from refcli.core.vocabulary import Kind
from refcli.storage.gifts.models import IncentiveRow
from refcli.storage.schema import migrations, room_tables
from refcli.storage.schema.models import ActivityRow, ReferralRow, SourceRow
from tests.conftest import TODAY
from tests.faults.small_books import make

TABLES = room_tables.DUTY.metadata.tables  # of every room, and those of all of them
RECORDS: tuple[tuple[type, type[SQLModel], set[str], set[str]], ...] = (
    # a record of the core, its model, what only the record has, and what only the row has
    (NewSource, SourceRow, {"aliases"}, {"built_in", "merged_into_id"}),  # ref alone writes these
    (NewReferral, ReferralRow, {"assists", "told"}, {"id"}),  # they are rows; its number is given
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


@pytest.mark.parametrize(("record", "model", "own", "kept"), RECORDS)
def test_a_record_keeps_values_of_the_types_of_its_model(
    record: type, model: type[SQLModel], own: set[str], kept: set[str]
) -> None:
    del kept
    hints = get_type_hints(record)
    said = {  # a word of a closed set is kept as text; only a gift without a number has a 0
        one.name: str if is_closed_set(hints[one.name]) else hints[one.name]
        for one in fields(record)
        if one.name not in own | {"id"}
    }

    assert said == {name: model.model_fields[name].annotation for name in said}


def is_closed_set(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, StrEnum)


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    """Per table of the newest schema: name, type, whether it is needed, default."""
    with closing(sqlite3.connect(make(tmp_path_factory.mktemp("new") / "ref.db", TODAY, []))) as db:
        return {
            table: db.execute(
                'SELECT name, type, "notnull" OR pk, dflt_value FROM pragma_table_info(?)', (table,)
            ).fetchall()
            for table in TABLES
        }


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """The statements that make the newest schema, by what they make."""
    return schema_after(0)


def schema_after(earlier: int) -> dict[str, str]:
    """The newest schema of a book that was first brought to an earlier one."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:earlier])
            migrations.migrate(db)
        migrations.migrate(db)
        return dict(db.execute("SELECT name, sql FROM sqlite_master").fetchall())


@pytest.mark.parametrize("earlier", range(1, len(migrations.MIGRATIONS)))
def test_a_book_of_every_earlier_schema_becomes_what_a_new_book_is(
    written: dict[str, str], earlier: int
) -> None:
    assert schema_after(earlier) == written


@pytest.mark.parametrize("table", sorted(TABLES))
def test_the_newest_schema_checks_the_days_and_flags_of_the_models(
    written: dict[str, str], table: str
) -> None:
    columns, sql = TABLES[table].columns, written[table]

    days = set(re.findall(r"CHECK \(date\((\w+), '\+0 days'\) IS \1\)", sql))
    assert days == {column.name for column in columns if isinstance(column.type, Date)}
    flags = set(re.findall(r"CHECK \((\w+) IN \(0, 1\)\)", sql))
    assert flags == {column.name for column in columns if isinstance(column.type, Boolean)}


@pytest.mark.parametrize(("record", "model", "own", "kept"), RECORDS)
def test_the_newest_schema_allows_the_words_of_each_closed_set(
    written: dict[str, str],
    record: type,
    model: type[SQLModel],
    own: set[str],
    kept: set[str],
) -> None:
    del own
    closed = re.findall(r"CHECK \((\w+) IN \(('[^)]*')\)\)", written[str(model.__tablename__)])
    allowed = {name: {*re.findall(r"'(\w+)'", words)} for name, words in closed}

    assert {name: words for name, words in allowed.items() if name not in kept} == {
        name: {word.value for word in hint}
        for name, hint in get_type_hints(record).items()
        if is_closed_set(hint)
    }


def test_a_seal_covers_every_column_of_a_gift() -> None:
    assert set(IncentiveRow.model_fields) - set(seals.FIELDS) == {"prev_hash", "hash"}
    assert set(seals.FIELDS) <= set(IncentiveRow.model_fields)


def described(table: str) -> Iterator[tuple[str, str, bool]]:
    """The columns of a model: name, how SQLite keeps it, whether it is needed."""
    for column in TABLES[table].columns:
        kept = column.type.python_type in {int, bool} and not isinstance(column.type, Date)
        yield column.name, "INTEGER" if kept else "TEXT", not column.nullable


@pytest.mark.parametrize("table", sorted(TABLES))
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
        if (default := one.default) is not None and not one.is_required()
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
    "archived_on": "ref source archive",
    "archived_why": "ref source archive --why",
    "referral_id": "a patient is linked to the referral that they were",
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


NOT_LISTED = {
    "name": "as source",
    "office_id": "as office",
    "aliases": "on its page",
    **dict.fromkeys(("note", "interests"), "text as long as a letter, on its page"),
    **dict.fromkeys(("do_not_visit", "do_not_mail", "no_gifts"), "a wish of its own, on its page"),
    **dict.fromkeys(("visit_every", "visit_first", "visit_later"), "a cadence, on its page"),
    **dict.fromkeys(("target_on", "added_on"), "a day of our own, on its page"),
    **dict.fromkeys(("prefers", "salutation"), "text of its own, on its page"),
    "referral_id": "on its page",
}


def test_the_list_of_sources_shows_every_column_but_these() -> None:
    record = NewSource(
        id=3,
        name="Oak",
        kind=Kind.OFFICE,
        added_on=TODAY,
        owner="Tina",
        phone="555",
        email="a@b.c",
        address="1 Elm St",
        target=True,
        archived_on=TODAY,
    )
    table = source_table([SourceView(3, record, None, "")], {}, TODAY)
    row = dict(zip((column.name for column in table.columns), table.rows[0], strict=True))

    assert {one.name for one in fields(NewSource)} - set(row) == set(NOT_LISTED)
    shown = set(row) & {one.name for one in fields(NewSource)}
    assert {name: row[name] for name in shown} == {name: getattr(record, name) for name in shown}


def test_every_column_of_yes_or_no_is_told_in_these_words() -> None:
    flags = {
        column.name
        for table in TABLES.values()
        for column in table.columns
        if isinstance(column.type, Boolean)
    }

    assert flags == FLAGS
