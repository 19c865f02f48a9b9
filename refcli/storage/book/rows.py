"""Rows written and changed by number; the database itself logs each."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, select, update

from refcli.storage.book.door import Book
from refcli.storage.schema import tables as _tables  # noqa: F401  (rows of models refer to them)
from refcli.storage.schema.models import Row

SEQUENCE = Table("sqlite_sequence", MetaData(), Column("name", String), Column("seq", Integer))


def add_row(book: Book, row: Row) -> int:
    """Write the row of a model; its number."""
    book.session.add(row)
    book.session.flush()
    number = row.id
    book.session.expunge(row)  # statements change rows too, so none is kept in memory
    return int(number or 0)


def insert_row(book: Book, rows: Table, **values: Any) -> int:  # noqa: ANN401
    """Write a row; its number."""
    statement = insert(rows).values(values).returning(rows.c.id)
    return int(book.session.execute(statement).scalar_one())


def update_row(book: Book, rows: Table, row_id: int, values: Mapping[str, Any]) -> None:
    """Write new values into a row; nothing where there are none."""
    if values:
        book.session.execute(update(rows).where(rows.c.id == row_id).values(values))


def insert_rows(book: Book, rows: Table, values: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of one shape through one prepared statement."""
    if values:
        book.session.execute(insert(rows), values)


def next_row_id(book: Book, rows: Table) -> int:
    """The number that the next row of a table will get; numbers are never used twice."""
    used = select(func.max(SEQUENCE.c.seq)).where(SEQUENCE.c.name == rows.name)
    return (book.session.execute(used).scalar() or 0) + 1
