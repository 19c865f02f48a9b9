"""A report as Markdown: tables that GitHub, editors and converters read."""

import re
from collections.abc import Iterator, Sequence

from refcli.core.output.document import Page, Report
from refcli.core.output.table import Cell, Column, Table
from refcli.output.text import RIGHT, cell_text, harmless_text

INLINE = re.compile(r"[\\`*_\[\]<|~#$^]|&(?=#?\w+;)")
LEADING = re.compile(r"^(\s*\d*)([-+=>.)])")  # a list, a rule, an underlined heading
LINKS = re.compile(r"(?i):(?=//|[\w+-]+:)|(?<=www)\.|@")  # and :emoji:


def to_markdown(report: Report) -> str:
    """The report with its definitions; names are data, never markup."""
    period = f"{report.days}, as of {report.as_of}"
    whose = f"Practice: {escape_markup(report.practice)}. " if report.practice else ""
    head = f"# {escape_markup(report.title)}\n\n{whose}{period}.\n"
    if report.sentences:
        head += "".join(f"\n- {escape_markup(sentence)}" for sentence in report.sentences) + "\n"
    shown = [one for page in Page for one in report.sections_on(page)] + report.appendix
    told = [section_text(section.table) for section in shown]
    if report.rest and not report.whole:
        told.append(f"{escape_markup(report.rest)}\n")
    return "\n".join([head, *told])


def section_text(table: Table) -> str:
    """A section: its title, its rows or that there are none, its definition."""
    body = "\n".join(table_lines(table)) if table.rows else escape_markup(table.empty)
    note = f"\n*{escape_markup(table.note.strip())}*\n" if table.note else ""
    return f"## {escape_markup(table.title)}\n\n{body}\n{note}"


def table_lines(table: Table) -> Iterator[str]:
    """The heading, the alignment, and a line per row."""
    shown = [(i, column) for i, column in enumerate(table.columns) if not column.machine_only]
    yield markdown_line([escape_markup(column.heading) for _, column in shown])
    yield markdown_line(["---:" if column.type in RIGHT else ":---" for _, column in shown])
    for row in table.rows:
        yield markdown_line([markdown_cell(row[i], column) for i, column in shown])


def markdown_line(cells: Sequence[str]) -> str:
    """Cells between pipes."""
    return f"| {' | '.join(cells)} |"


def markdown_cell(value: Cell, column: Column) -> str:
    """A cell; figures need no escape (``<1%`` begins no tag), what people typed does."""
    text = cell_text(value, column.type)
    return escape_markup(text) if isinstance(value, str) else text


def escape_markup(text: str) -> str:
    """Text in which nothing is markup (https://spec.commonmark.org/0.31.2/, 2.4; GFM links)."""
    plain = INLINE.sub(r"\\\g<0>", harmless_text(text))
    plain = LINKS.sub(r"\\\g<0>", plain)
    return LEADING.sub(r"\1\\\2", plain)
