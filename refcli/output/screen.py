"""The first page of a report on one screen: sentences and short tables, each row on one line."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from refcli.core.output.document import Form, Page, Report, Section
from refcli.core.output.sides import place_beside
from refcli.core.output.table import Table, Type
from refcli.output.grid import GAPS, filled_width, grid_line, without_hidden_columns
from refcli.output.text import RIGHT, harmless_text
from refcli.phrases import count_phrase

LINES = 40  # of a screen
LEAST_ROWS = 3  # of the last table, however many lines the others take
LEAST_WIDTH = 8  # to which a text is cut
CUT = "\N{HORIZONTAL ELLIPSIS}"


def screen_lines(report: Report, room: int | None) -> Iterator[tuple[str, str]]:
    """The lines below the sentences, each with its style; ``room``: columns, None in a pipe."""
    sections = [one for one in report.sections_on(Page.FIRST) if one.form is not Form.CHART]
    for section in sections:
        yield from table_lines(section, room)
    yield "", ""
    yield report.rest, "dim"


def table_lines(section: Section, room: int | None) -> Iterator[tuple[str, str]]:
    """A blank line, the title, the headings and the rows; what to say where there are none."""
    sides = section.form is Form.SIDES and section.table.rows
    table = place_beside(section.table) if sides else section.table
    yield "", ""
    if section.form is not Form.CARDS:
        yield table.title, "bold"
    if not table.rows:
        yield table.empty, ""
        return
    heading, *rows = cut_lines(table, room)
    yield heading, "dim"
    yield from ((row, "") for row in rows)


def cut_lines(table: Table, room: int | None) -> Iterator[str]:
    """Headings and rows, a line each; the longest texts are cut until they fit."""
    grid = without_hidden_columns(table)
    widths = grid.natural
    if room:
        texts = [i for i, column in enumerate(grid.columns) if column.type is Type.TEXT]
        widths = fit_texts(widths, texts, room)
    rights = [column.type in RIGHT for column in grid.columns]
    for cells in (grid.headings, *grid.rows):
        cut = [cut_text(text, width) for text, width in zip(cells, widths, strict=True)]
        yield grid_line(cut, widths, rights)


def fit_texts(widths: Sequence[int], texts: Sequence[int], room: int) -> list[int]:
    """The widths with the widest of the texts made narrower, one column of the screen a time."""
    found = list(widths)
    while filled_width(found, GAPS[0]) > room:
        widest = max(texts, key=lambda place: found[place], default=None)
        if widest is None or found[widest] <= LEAST_WIDTH:
            break
        found[widest] -= 1
    return found


def cut_text(text: str, width: int) -> str:
    """The text, or so much of it as fits, with a mark where it goes on."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + CUT


def print_screen(report: Report, console: Console, head: Sequence[tuple[str, str]]) -> None:
    """The first page; ``head``: the lines above its tables.

    In a terminal the last table loses rows until all stands on one screen, and says how many.
    """
    room = console.width if console.is_terminal else None
    shown = fit_screen(report, console, head) if room else report
    for line, style in (*head, *screen_lines(shown, room)):
        console.print(Text(harmless_text(line), style), soft_wrap=not console.is_terminal)


def fit_screen(report: Report, console: Console, head: Sequence[tuple[str, str]]) -> Report:
    """The report with as many rows in the last table of the page as a screen has room for."""
    if not report.sections_on(Page.FIRST):
        return report
    last = report.sections_on(Page.FIRST)[-1]
    many = len(last.table.rows)
    taken = count_lines([*head, *screen_lines(report, console.width)], console)
    keep = max(many - max(taken - LINES, 0), LEAST_ROWS)
    if keep >= many:
        return report
    title = f"{last.table.title} (the first {keep} of {count_phrase(many, 'line')})"
    short = replace(last.table, rows=last.table.rows[:keep], title=title)
    sections = [
        replace(one, front=short) if one.name == last.name else one for one in report.sections
    ]
    return replace(report, sections=sections)


def count_lines(lines: Sequence[tuple[str, str]], console: Console) -> int:
    """How many lines a terminal of this width shows."""
    return sum(
        len(Text(harmless_text(line)).wrap(console, console.width)) or 1 for line, _ in lines
    )
