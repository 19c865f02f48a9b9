"""The README.txt of an export: what each file, table and column is, in plain words."""

import textwrap
from collections.abc import Iterator, Mapping

from refcli.core.export.contents import (
    EVERYTHING,
    HEAD,
    LETTERS,
    SUMS,
    TABLES,
    ExportHead,
    TableHead,
)
from refcli.core.intake.reading.own_lists import SHARED
from refcli.phrases import count_phrase

ABOUT = "text"  # what a table is
WIDTH = 78
Words = Mapping[str, Mapping[str, str]]
BEGINNING = f"""\
This is all that a book of ref holds, with the names of patients in it: it is as
secret as the book.

To have it back, in this ref or a newer one, where there is no book yet:

    ref --db new.db import everything.zip

That needs the zip as it is: not unpacked, nothing in it changed.

{TABLES}*.csv     a spreadsheet for each table, in UTF-8; described below
{EVERYTHING}  the same in one file, for programs and for ref itself
{LETTERS}*.txt    the texts of the letters
{HEAD} the version of the tables, and how many rows each has
{SUMS}  by which a change to any of these files shows

Days are written 2026-11-23, money in cents, yes and no as 1 and 0. An empty cell
says that nothing is known. A cell that begins with an apostrophe begins with a
sign that a spreadsheet would take for a formula; {EVERYTHING} has it as it was.
"""


def readme_text(head: ExportHead, words: Words) -> str:
    """The whole text; ``words`` are those of ``presets/export/columns.toml``."""
    tables = [line for table in head.tables for line in table_lines(table, words)]
    facts = f"Schema {head.schema}; {count_phrase(head.rows, 'row')} in all tables."
    return "\n".join([BEGINNING, facts, *tables]) + "\n"


def table_lines(table: TableHead, words: Words) -> Iterator[str]:
    """A table and its columns."""
    own = words.get(table.name, {})
    about = f" {own[ABOUT]}" if ABOUT in own else ""
    yield ""
    yield f"{table.file}: {count_phrase(table.rows, 'row')}.{about}"
    for column in table.columns:
        meaning = own.get(column) or words.get(SHARED, {}).get(column, "")
        yield from textwrap.wrap(
            f"{column:<18}{meaning}", WIDTH, initial_indent="  ", subsequent_indent=" " * 20
        )
