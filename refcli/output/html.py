"""A report as one self-contained page: nothing fetched, fit to print and to send.

Its style and the script that sorts its tables stand in it, and a Content-Security-Policy lets
nothing else in: https://www.w3.org/TR/CSP3/
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from refcli.core.output.document import Form, Page, Report, Section
from refcli.core.output.sides import split_sides
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.output.charts.drawing import draw, draw_for_phones
from refcli.output.text import RIGHT, cell_text, harmless_text

SPARK_HEIGHT = 20  # in the units of the drawing
UNKNOWN = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class TrendMonth:
    """A month in the drawing of a trend."""

    x: int
    height: int


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A figure on a card: its change with the way it goes, what it stands beside, its goal."""

    heading: str
    text: str
    direction: str
    change: str
    beside: list[tuple[str, str]]  # the period, its figure
    goal: str


@dataclass(frozen=True, slots=True)
class LargeFigure:
    """A large figure with what it is compared with."""

    heading: str
    text: str
    compared: list[tuple[str, str]]  # the period, its figure


def to_html(report: Report) -> str:
    """The page; every text of users is escaped, harmless and isolated in its direction."""
    return ENVIRONMENT.get_template("report.html").render(report=report)


def first_figures(section: Section) -> Iterator[LargeFigure]:
    """The figures of the first row, each with those of the rows below it."""
    table = section.table
    if not table.rows:
        return
    label = next(i for i, column in enumerate(table.columns) if column.type is Type.TEXT)
    first, *others = table.rows
    for i, column in enumerate(table.columns):
        if column.type in RIGHT and not column.machine_only:
            compared = [
                (cell_text(row[label], Type.TEXT), cell_text(row[i], column.type) or UNKNOWN)
                for row in others
            ]
            yield LargeFigure(column.heading, cell_text(first[i], column.type) or UNKNOWN, compared)


def group_halves(sections: Sequence[Section]) -> list[list[Section]]:
    """The sections of a page, those that stand beside each other together."""
    groups = groupby(sections, key=lambda one: one.form is Form.HALF)
    return [
        mine
        for half, found in groups
        for mine in ([list(found)] if half else ([one] for one in found))
    ]


def shown_cards(table: Table) -> Iterator[ShownCard]:
    """The cards, one per row."""
    names = [column.name for column in table.columns]
    places = [i for i, name in enumerate(names) if name.startswith("beside")]
    for row in table.rows:
        cells = [cell_text(cell, Type.TEXT) for cell in row]
        one = dict(zip(names, cells, strict=True))
        beside = [(table.columns[i].heading, cells[i]) for i in places if cells[i]]
        told = (one["figure"], one["value"], one["direction"], one["change"])
        yield ShownCard(*told, beside, one["goal"])


def shown_columns(table: Table) -> list[tuple[int, Column]]:
    """The columns for people, each with its place."""
    return [(i, column) for i, column in enumerate(table.columns) if not column.machine_only]


def row_header(table: Table) -> int:
    """The place of the column that names a row: its first text; -1 where there is none."""
    return next((i for i, column in shown_columns(table) if column.type is Type.TEXT), -1)


def trend_bars(months: tuple[int, ...]) -> list[TrendMonth]:
    """The drawing of a trend; every referral shows, and so does a month without one."""
    largest = max(months, default=0) or 1
    return [TrendMonth(7 * i, -(-n * SPARK_HEIGHT // largest) or 1) for i, n in enumerate(months)]


def percents_of_largest(table: Table, place: int) -> list[float]:
    """How long each row's bar is, in percent of the longest."""
    rates = [float(rate) if isinstance(rate := row[place], float) else 0.0 for row in table.rows]
    largest = max(rates, default=0.0) or 1.0
    return [round(100 * rate / largest, 1) for rate in rates]


MOST_COLUMNS = 10  # of a table that stands on a page with ease
LONG, SHORT = 60, 18  # letters: of a sentence more, of a word no more


def css_class(column: Column) -> str:
    """How a cell is aligned."""
    if column.type in RIGHT:
        return "number"
    return "text" if column.type is Type.TEXT else "whole"


def room_classes(table: Table) -> dict[int, str]:
    """How much room a column of texts is given: a sentence more than a name, a name than a word."""
    longest = {
        i: max((len(cell_text(row[i], column.type)) for row in table.rows), default=0)
        for i, column in shown_columns(table)
        if column.type is Type.TEXT
    }
    return {
        i: "long" if many > LONG else "name" if many > SHORT else "word"
        for i, many in longest.items()
    }


def shown_cell(cell: Cell, column: Column) -> str:
    """A cell as people read it."""
    return cell_text(cell, column.type)


def page_style(report: Report) -> Markup:
    """What stands below every printed page: the practice and the report, the number of the page.

    A single wide table is printed across the page.
    """
    named = " \N{MIDDLE DOT} ".join(filter(None, [report.practice, report.title]))
    left = f'@bottom-left {{ content: "{css_text(named)}" }}'
    right = '@bottom-right { content: counter(page) " of " counter(pages) }'
    wide = [has_many_columns(section.table) for section in report.sections]
    lying = "size: landscape; " if wide == [True] else ""
    return Markup(f"@page {{ {lying}{left} {right} }}")  # noqa: S704  (css_text: letters, digits)


def has_many_columns(table: Table) -> bool:
    """Whether a table takes the whole breadth of a page, or more."""
    return len(shown_columns(table)) > MOST_COLUMNS


def css_text(text: str) -> str:
    """Text between quotes of a style: what is no letter or digit as its number.

    https://www.w3.org/TR/css-syntax-3/#consume-escaped-code-point
    """
    return "".join(
        letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):06x}"
        for letter in harmless_text(text)
    )


def hash_text(text: str) -> Markup:
    """The hash by which the page's security policy lets a style in."""
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(f"'sha256-{digest}'")  # noqa: S704  (no text of users)


def inline_file(name: str) -> Markup:
    """A file beside the templates, as it is."""
    return Markup(read_source(name))  # noqa: S704  (our own file)


def hash_file(name: str) -> Markup:
    """The hash by which the page's security policy lets a file in."""
    return hash_text(read_source(name))


def read_source(name: str) -> str:
    """The text of a file beside the templates; a browser sees its lines end with a line feed."""
    return LOADER.get_source(ENVIRONMENT, name)[0]


LOADER = PackageLoader("refcli.output")


def make_environment() -> Environment:
    """Templates beside this module, with everything escaped and nothing left undefined."""
    made = Environment(
        loader=LOADER,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    functions = (
        harmless_text,
        shown_cell,
        first_figures,
        shown_columns,
        row_header,
        trend_bars,
        draw,
        draw_for_phones,
        page_style,
        inline_file,
        hash_file,
        hash_text,
        group_halves,
        shown_cards,
        split_sides,
    )
    made.filters |= {
        each.__name__: each
        for each in (*functions, percents_of_largest, css_class, room_classes, has_many_columns)
    }
    made.globals["PAGES"] = list(Page)
    return made


ENVIRONMENT = make_environment()
