"""What the README.txt of an export says: every table and column, in plain words."""

import tomllib
from pathlib import Path

import pytest

import refcli
from refcli.core.export.contents import ExportHead, TableHead
from refcli.core.export.readme import ABOUT, readme_text
from refcli.core.intake.reading.own_lists import SHARED
from refcli.storage.book.door import Door
from tests.storage.books import raw, whole

FILE = Path(refcli.__file__).parent / "presets" / "export" / "columns.toml"
WORDS = tomllib.loads(FILE.read_text(encoding="utf-8"))


def columns_of(door: Door) -> dict[str, set[str]]:
    with raw(door.path) as db:
        return {
            table: {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
            for table in whole(door.path)
            if table != "sqlite_sequence"
        }


def test_every_table_and_column_of_a_book_is_described(door: Door) -> None:
    tables = columns_of(door)

    missing = [
        f"{table}.{column}"
        for table, columns in tables.items()
        for column in (ABOUT, *columns)
        if column not in WORDS.get(table, {}) and (column == ABOUT or column not in WORDS[SHARED])
    ]
    assert missing == []


def test_nothing_is_described_that_no_book_has(door: Door) -> None:
    tables = columns_of(door)

    strange = [
        f"{table}.{column}"
        for table, words in WORDS.items()
        if table != SHARED
        for column in words
        if column not in tables.get(table, set()) | {ABOUT}
    ]
    assert strange == []


@pytest.mark.parametrize("rows", [1, 1200])
def test_a_table_is_told_with_its_rows_and_columns(rows: int) -> None:
    head = ExportHead(9, "Elm", "", (TableHead("alias", ("id", "source_id", "alias"), rows),))

    text = readme_text(head, WORDS)

    assert text.endswith(
        f"""
Schema 9; {"1 row" if rows == 1 else "1,200 rows"} in all tables.

tables/alias.csv: {"1 row" if rows == 1 else "1,200 rows"}. Further names of sources.
  id                number of the row
  source_id         number of the source (table source)
  alias             the other name
"""
    )
    assert max(map(len, text.splitlines())) <= 84
