"""The first page of a report on one screen: sentences and short tables.

The sentences and the cards are whole. Of the tables below them stands what the terminal has room
for; the rest is named in the last line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from textwrap import wrap

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from refcli.core.output.document import Form, Page, Report, Section
from refcli.core.output.sides import place_below, place_beside
from refcli.core.output.table import Table, Type
from refcli.output.grid import GAPS, Shown, filled_width, grid_line, without_hidden_columns
from refcli.output.text import RIGHT, harmless_text
from refcli.phrases import count_phrase

LINES = 40  # of a screen, however high the terminal is
PROMPT = 1  # line of the terminal below what was printed
LEAST_ROWS = (3, 2)  # of each table, two only if need be; with room for fewer it is only named
LEAST_WIDTH = 8  # to which a text is cut
LEAST_NAME = 12  # of a name beside another one, else both sides stand below each other
LEAST_FOLDED = 9  # to which a text is folded
CUT = "\N{HORIZONTAL ELLIPSIS}"
BLANK = ("", "")
SHORT = {"next": "Do next"}  # what a table is called where its title says more: the day
Styled = tuple[str, str]  # a line and its style


@dataclass(frozen=True, slots=True)
class Block:
    """A table as lines: ``head`` above its rows, the ``title`` as it stands above both."""

    name: str
    title: str
    head: Sequence[Styled]
    rows: Sequence[Styled]
    whole: bool = False  # never cut

    def lines(self, keep: int | None = None) -> list[Styled]:
        """A blank line, the title, and the rows; with ``keep`` so many of them."""
        many = len(self.rows)
        left = keep is not None and keep < many
        said = f" (the first {keep} of {count_phrase(many, 'line')})" if left else ""
        title = [(f"{self.title}{said}", "bold")] if self.title else []
        return [BLANK, *title, *self.head, *self.rows[:keep]]


def screen_blocks(report: Report, room: int | None) -> list[Block]:
    """The tables of the first page; ``room``: columns of the terminal, None in a pipe."""
    sections = [one for one in report.sections_on(Page.FIRST) if one.form is not Form.CHART]
    return [block_of(section, room) for section in sections]


def block_of(section: Section, room: int | None) -> Block:
    """One table; the sides beside each other, the cards without a title."""
    name = SHORT.get(section.name, section.table.title)
    if section.form is Form.CARDS:
        heading, *rows = fold_lines(section.table, room)
        told = [(row, "") for row in rows]
        return Block(name, "", [(heading, "dim")], told, whole=True)
    table = section.table
    if not table.rows:
        return Block(name, table.title, [(table.empty, "")], ())
    if section.form is Form.SIDES:
        beside = place_beside(table)
        table = beside if not room or has_room(beside, room) else place_below(table)
    heading, *rows = cut_lines(table, room)
    return Block(name, table.title, [(heading, "dim")], [(row, "") for row in rows])


def has_room(table: Table, room: int) -> bool:
    """Whether its lines fit, with every name cut to no less than a few letters."""
    grid = without_hidden_columns(table)
    return filled_width(fit_texts(grid, room, least=LEAST_NAME), GAPS[0]) <= room


def fold_lines(table: Table, room: int | None) -> Iterator[str]:
    """Headings and rows with every word: long texts go on below where there is no room."""
    grid = without_hidden_columns(table)
    rights = [column.type in RIGHT for column in grid.columns]
    gap = GAPS[0] if not room or filled_width(grid.natural, GAPS[0]) <= room else GAPS[1]
    widths = fit_texts(grid, room, gap, LEAST_FOLDED) if room else grid.natural
    for cells in (grid.headings, *grid.rows):
        folded = [wrap(text, width) or [""] for text, width in zip(cells, widths, strict=True)]
        for parts in zip_longest(*folded, fillvalue=""):
            yield grid_line(parts, widths, rights, gap)


def cut_lines(table: Table, room: int | None) -> Iterator[str]:
    """Headings and rows, a line each; the longest texts are cut until they fit."""
    grid = without_hidden_columns(table)
    widths = fit_texts(grid, room) if room else grid.natural
    rights = [column.type in RIGHT for column in grid.columns]
    for cells in (grid.headings, *grid.rows):
        cut = [cut_text(text, width) for text, width in zip(cells, widths, strict=True)]
        yield grid_line(cut, widths, rights)


def fit_texts(grid: Shown, room: int, gap: int = GAPS[0], least: int = LEAST_WIDTH) -> list[int]:
    """The widths with the widest of the texts made narrower, one column of the screen a time."""
    found = list(grid.natural)
    texts = [i for i, column in enumerate(grid.columns) if column.type is Type.TEXT]
    while filled_width(found, gap) > room:
        widest = max(texts, key=lambda place: found[place], default=None)
        if widest is None or found[widest] <= least:
            break
        found[widest] -= 1
    return found


def cut_text(text: str, width: int) -> str:
    """The text, or so much of it as fits, with a mark where it goes on."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + CUT


def print_screen(report: Report, console: Console, head: Sequence[Styled]) -> None:
    """The first page; ``head``: the lines above its tables, the second one on what it is of."""
    room = console.width if console.is_terminal else None
    blocks = screen_blocks(report, room)
    lines = [*head, *(line for one in blocks for line in one.lines()), BLANK, (report.rest, "dim")]
    if room:
        lines = fit_screen(report, console, head, blocks)
    for line, style in lines:
        console.print(Text(harmless_text(line), style), soft_wrap=not console.is_terminal)


def fit_screen(
    report: Report, console: Console, head: Sequence[Styled], blocks: Sequence[Block]
) -> list[Styled]:
    """The lines that the terminal has room for: the most tables, the last ones perhaps cut."""
    if not blocks:
        return [*head, *([(report.rest, "dim")] if report.rest else [])]
    high = min(LINES, console.height - PROMPT)
    for many in range(len(blocks), 0, -1):
        end = [BLANK, (tell_left_out(report, blocks[many:]), "dim")]
        for least in LEAST_ROWS:
            lines = cut_blocks(blocks[:many], head, end, least, high=high, console=console)
            if count_lines(lines, console) <= high:
                return lines
    tightened = list(tighten_lines(report, lines, basis=head[1]))
    fitting = (one for one in tightened if count_lines(one, console) <= high)
    return next(fitting, tightened[0])


def cut_blocks(  # noqa: PLR0913  (what stands around them, and the room)
    blocks: Sequence[Block],
    head: Sequence[Styled],
    end: Sequence[Styled],
    least: int,
    *,
    high: int,
    console: Console,
) -> list[Styled]:
    """Tables between ``head`` and ``end``: the last ones lose rows first, down to the ``least``."""
    shown = [one.lines() for one in blocks]
    over = count_lines([*head, *chain(*shown), *end], console) - high
    for place in reversed(range(len(blocks))):
        one = blocks[place]
        cut = 0 if one.whole else min(max(over, 0), max(len(one.rows) - least, 0))
        shown[place] = one.lines(len(one.rows) - cut)
        over -= cut
    return [*head, *chain(*shown), *end]


def tighten_lines(report: Report, lines: Sequence[Styled], basis: Styled) -> Iterator[list[Styled]]:
    """Sentences and cards alone in fewer and fewer lines.

    First without the blank ones, then without the line on practice and days, at last with the line
    to type for the rest beside the title.
    """
    filled = [one for one in lines if one != BLANK]
    yield filled
    title, *others = [one for one in filled if one != basis]
    yield [title, *others]
    yield [(f"{report.title} (more: {report.line_to_all})", title[1]), *others[:-1]]


def tell_left_out(report: Report, left: Sequence[Block]) -> str:
    """Where the rest is, with the names of the tables of the page that are left out."""
    if not left:
        return report.rest
    return f"Also: {', '.join(one.name for one in left)} ({report.line_to_all})"


def count_lines(lines: Sequence[Styled], console: Console) -> int:
    """How many lines a terminal of this width shows."""
    return sum(
        len(Text(harmless_text(line)).wrap(console, console.width)) or 1 for line, _ in lines
    )
