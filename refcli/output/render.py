"""The one place that writes to stdout: a table, a record or a report, in each format."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial

import typer
from rich.console import Console
from rich.text import Text

from refcli.core.output.document import Report, Section
from refcli.core.output.table import Cell, Figure, Table, Type
from refcli.output.grid import plain_lines, rich_table
from refcli.output.result import Drawing, Line, Part, Record, Result, Script
from refcli.output.screen import print_screen
from refcli.output.text import cell_value, harmless_text

FORMULA = re.compile("[\\s\u00ad\u200b-\u200d\u2060]*[=+\\-@\uff1d\uff0b\uff0d\uff20]")
LATEST = 12  # rows of a long table in a terminal


class Format(StrEnum):
    """How a command prints its result."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def present(result: Result, fmt: Format, console: Console) -> None:
    """Print what a command answers: dressed for people, or bare for programs."""
    match fmt:
        case Format.TABLE:
            for part in result.parts:
                print_part(part, console)
        case Format.CSV:
            console.file.write(result_to_csv(result))
        case Format.JSON:
            console.file.write(result_to_json(result))


def print_part(part: Part, console: Console) -> None:
    """One part of what people read."""
    match part:
        case str(text):
            print_line(text, console)
        case Line(text, style):
            print_line(text, console, style)
        case Script(text):
            typer.echo(text.encode(), nl=False)
        case Table():
            print_table(part, console)
        case Report():
            print_report(part, console)
        case _:
            part(console)


def result_to_csv(result: Result) -> str:
    """The rows where there are some; else a line per record."""
    match result.rows or result.data:
        case Table() as table:
            return to_csv(table)
        case Report() as report:
            return report_to_csv(report)
        case Mapping() as record:
            return records_to_csv([record])
        case records:
            return records_to_csv(records)


def result_to_json(result: Result) -> str:
    """The data as programs read it: an array of rows, or an object."""
    match result.data:
        case Table() as table:
            return to_json(table)
        case Report() as report:
            return report_to_json(report)
        case data:
            return to_json_text(data)


def print_report(report: Report, console: Console) -> None:
    """The title, the opening sentences, and one table after the other.

    Of a report with pages of its own the first one stands on a screen, without the others.
    """
    head = [(report.title, "bold"), (basis_line(report), "")]
    head += [(f"- {sentence}", "") for sentence in report.sentences]
    if report.paged and not report.whole:
        print_screen(report, console, head)
        return
    for line, style in head:
        print_line(line, console, style)
    for section in report.sections:
        print_line("", console)
        print_table(section.table, console)


def basis_line(report: Report) -> str:
    """The line above a report: practice, period, and the day as of which it is known."""
    period = f"{report.days}, as of {report.as_of}"
    return ", ".join(filter(None, [harmless_text(report.practice), period]))


def print_table(table: Table, console: Console) -> None:
    """Title, columns and note; folded to a terminal, and never in a file or a pipe."""
    print_line(table.title, console, "bold")
    if not table.rows:
        print_line(table.empty, console)
    elif console.is_terminal:
        made, width = rich_table(table, console.width)
        room = console.width
        console.width = max(width, room)  # rich would cut what does not fit
        console.print(made, crop=False)
        console.width = room
    else:
        console.file.writelines(f"{line}\n" for line in plain_lines(table))
    if table.note:
        print_line(table.note, console, "dim")


def print_line(line: str, console: Console, style: str = "") -> None:
    """One harmless line; a terminal breaks it at words."""
    console.print(Text(harmless_text(line), style), soft_wrap=not console.is_terminal)


def to_csv(table: Table) -> str:
    """A header of names and one line per row, safe to open in a spreadsheet."""
    rows = (
        [csv_cell(cell, column.type) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    )
    return csv_text([column.name for column in table.columns], rows)


def to_json(table: Table) -> str:
    """An array with one object per row; texts exactly as they are stored."""
    return to_json_text(records_of(table))


def records_of(table: Table) -> list[dict[str, object]]:
    """The rows as programs read them, by the names of their columns."""
    return [
        {
            column.name: cell_value(cell, column.type)
            for cell, column in zip(row, table.columns, strict=True)
        }
        for row in table.rows
    ]


def to_json_text(value: object) -> str:
    """Any value as JSON in plain ASCII, so that no control character survives; dates ISO."""
    return json.dumps(value, indent=2, default=str) + "\n"


def report_to_json(report: Report) -> str:
    """The whole report as one object."""
    facts = {
        "title": report.title,
        "practice": report.practice,
        "since": report.since,
        "until": report.until,
        "as_of": report.as_of,
        "sentences": report.sentences,
        "sections": [section_record(section) for section in report.sections],
    }
    return to_json_text(facts)


def section_record(section: Section) -> dict[str, object]:
    """A section with its rows."""
    table = section.table
    rows = records_of(table)
    return {"name": section.name, "title": table.title, "note": table.note, "rows": rows}


def report_to_csv(report: Report) -> str:
    """One line per figure of any section: section, row (from 1), measure, value."""
    rows = (
        [section.name, str(number), column.name, csv_cell(cell, column.type)]
        for section in report.sections
        for number, row in enumerate(section.table.rows, start=1)
        for cell, column in zip(row, section.table.columns, strict=True)
    )
    return csv_text(["section", "row", "measure", "value"], rows)


def records_to_csv(records: Sequence[Record]) -> str:
    """A header of the names of the first, and one line per record."""
    rows = [[record_cell(value) for value in record.values()] for record in records]
    return csv_text(records[0], rows) if records else ""


def csv_text(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Lines of comma-separated values."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def csv_cell(cell: Cell, type_: Type) -> str:
    """A cell for a spreadsheet: plain numbers, ISO dates, and text that stays text."""
    if isinstance(cell, Figure):
        type_, cell = cell.type, cell.number
    match type_, cell:
        case _, None:
            return ""
        case _, str(text):
            return spreadsheet_text(text)
        case Type.MONEY | Type.DOLLARS, int(cents):
            return f"{cents / 100:.2f}"
        case Type.NAMES, tuple(names):
            return spreadsheet_text("; ".join(map(str, names)))
        case Type.TREND, tuple(months):
            return " ".join(map(str, months))
    plain = cell_value(cell, type_)
    return json.dumps(plain) if isinstance(plain, bool) else str(plain)


def record_cell(value: object) -> str:
    """A value of a record for a spreadsheet; several on one line, structures as JSON."""
    match value:
        case None:
            return ""
        case str(text):
            return spreadsheet_text(text)
        case list(parts) | tuple(parts) if all(isinstance(part, str | int) for part in parts):
            return spreadsheet_text("; ".join(map(str, parts)))
        case bool() | list() | tuple() | dict():
            return json.dumps(value, default=str)
    return str(value)


def spreadsheet_text(text: str) -> str:
    """Harmless text; what a spreadsheet would take for a formula gets an apostrophe in front.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    plain = harmless_text(text)
    return f"'{plain}" if FORMULA.match(plain) else plain


def fact_lines(facts: Mapping[str, object]) -> list[str]:
    """One line per fact that is known."""
    known = {name: value for name, value in facts.items() if value or value == 0}
    return [
        f"{name.replace('_', ' ')}: {as_words(value)}"
        for name, value in known.items()
        if value is not False
    ]


def as_words(value: object) -> str:
    """A fact as people read it."""
    if value is True:
        return "yes"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def latest_rows(
    table: Table, line_to_all: str, *, most: int = LATEST, called: str = "latest"
) -> Drawing:
    """The table, of which a terminal gets the first rows and the line to type for all.

    ``most``: how many of them; ``called``: what these are of all, as ``latest`` or ``first``.
    """
    return partial(print_latest, table, line_to_all, most, called)


def print_latest(table: Table, line_to_all: str, most: int, called: str, console: Console) -> None:
    """The first rows in a terminal where there are more; in a file or a pipe all of them."""
    many = len(table.rows)
    if console.is_terminal and many > most:
        title = f"{table.title} (the {called} {most} of {many:,})"
        note = f"{table.note} All of it: {line_to_all}"
        table = replace(table.head(most), title=title, note=note)
    print_table(table, console)
