"""The two pages of the month: what stands on them, on a screen, on paper and in a workbook."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from rich.console import Console

from refcli.core.output.document import Form, Page, Report, Section
from refcli.core.output.table import Figure, Type
from refcli.core.report.pages.layout import SHEET_OF
from refcli.output.html import to_html
from refcli.output.markdown import to_markdown
from refcli.output.render import Format, present
from refcli.output.result import Result
from refcli.output.screen import LINES, PROMPT
from refcli.output.text import cell_text
from refcli.output.workbook.tables import figure_number
from refcli.output.xlsx import to_xlsx

WIDTH = 100  # columns of a terminal
LARGE = 100  # from which on a count is no other one by chance


@pytest.fixture
def paged(report: Report) -> Report:
    return replace(report, whole=False)


def placed(report: Report) -> list[Section]:
    return [section for page in Page for section in report.sections_on(page)]


def on_screen(
    report: Report, width: int = WIDTH, height: int = LINES + PROMPT, *, terminal: bool = True
) -> list[str]:
    console = Console(
        file=(out := io.StringIO()),
        force_terminal=terminal,
        width=width,
        height=height,
        color_system=None,
    )
    present(Result(report), Format.TABLE, console)
    return out.getvalue().splitlines()


def test_each_page_has_its_sections(paged: Report) -> None:
    first, second = ([one.name for one in paged.sections_on(page)] for page in Page)

    assert first == ["cards", "two_years", "changes", "quiet", "next"]
    assert second == [
        *("places", "path", "team", "marketing", "providers", "services", "quality"),
    ]
    assert [one.form for one in paged.sections_on(Page.FIRST)] == [
        *(Form.CARDS, Form.CHART, Form.SIDES, Form.TABLE, Form.TABLE),
    ]
    assert len(paged.sentences) == 5


def large_figures(report: Report) -> Iterator[str]:
    """Sums of money and large counts, as they are read on the pages; a chart's table is folded."""
    for section in placed(report):
        for row in section.table.rows if section.form is not Form.CHART else ():
            for cell, column in zip(row, section.table.columns, strict=True):
                large = isinstance(cell, int) and abs(cell) >= LARGE
                counted = large and column.type in {Type.DOLLARS, Type.COUNT}
                if counted or (isinstance(cell, Figure) and cell.number >= LARGE):
                    yield cell_text(cell, column.type)


def test_no_large_figure_stands_twice_on_the_two_pages(paged: Report) -> None:
    found = Counter(large_figures(paged))

    assert len(found) > 40
    assert {figure: many for figure, many in found.items() if many > 1} == {}


def figures_in(text: str) -> set[str]:
    """The numbers from 10 on of a text, without what is a day, a month or a key to type."""
    keys = re.sub(r"\([A-Z]\d[^)]*\)", "", text)
    days = re.sub(r"(\d+ )?\b[A-Z][a-z]{2,8} (\d+|\d{4})\b( \d{4})?|in \d{4}\b", "", keys)
    return set(re.findall(r"\$?\d[\d,]+%?", days))


def test_no_figure_of_a_card_stands_in_the_sentences(paged: Report) -> None:
    """The sentence gives the verdict, the card the figure."""
    [cards] = [one.table for one in paged.sections if one.name == "cards"]
    places = [i for i, one in enumerate(cards.columns) if not one.machine_only]
    shown = {
        text
        for row in cards.rows
        for i in places[1:]
        for text in figures_in(cell_text(row[i], Type.TEXT))
    }
    told = {text for sentence in paged.sentences for text in figures_in(sentence)}

    assert len(shown) > 15
    assert len(told) > 10
    assert shown & told == set()


def test_the_terminal_shows_one_screen(paged: Report) -> None:
    lines = on_screen(paged)

    assert len(lines) <= LINES == 40
    assert max(map(len, lines)) <= WIDTH
    text = "\n".join(lines)
    for name in ("Referrals", "Seen within 30 days", "Production so far", "Promises kept"):
        assert f"\n{name} " in text
    assert sum("\N{RIGHTWARDS ARROW}" in line for line in lines) == 5  # gave and took, in a line
    assert lines[-1] == (
        "All tables: ref report --month 2026-10 --all (or --section NAME, or -o month.xlsx)"
    )


@pytest.mark.parametrize(("width", "height"), [(80, 24), (80, 25), (100, 24), (120, 24)])
def test_sentences_and_cards_stand_whole_on_the_smallest_screen_and_the_rest_is_named(
    paged: Report, width: int, height: int
) -> None:
    lines = on_screen(paged, width, height)
    words = "\n".join(lines).split()

    assert len(lines) < height  # the prompt has the last one
    assert max(map(len, lines)) <= width
    told = " ".join(words)
    assert all(sentence in told for sentence in paged.sentences)
    [cards] = [one.table for one in paged.sections_on(Page.FIRST) if one.form is Form.CARDS]
    for row in cards.rows:
        read = [cell_text(cell, Type.TEXT) for cell in row if isinstance(cell, str | Figure)]
        texts = [cell for cell in read if cell not in {"up", "down"}]
        assert set(" ".join(texts).split()) <= set(words)
    assert "\N{HORIZONTAL ELLIPSIS}" not in told.partition("Who gave and who took (")[0]
    titles = ("Who gave and who took", "Silent longer than usual", "Do next")
    shown = told.partition(" Also: ")[0]
    left_out = ", ".join(one for one in titles if one not in shown)
    rest = f" Also: {left_out} (ref report --month 2026-10 --all)"
    assert (lines[0], told.endswith(rest)) in {
        ("Referrals in October 2026", True),
        ("Referrals in October 2026 (more: ref report --month 2026-10 --all)", False),
    }


@pytest.mark.parametrize("height", [4, 10, 23, 24, 27, 30, 35, 41, 60])
@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_a_screen_of_any_size_begins_with_all_that_is_never_left_out(
    paged: Report, width: int, height: int
) -> None:
    lines = on_screen(paged, width, height)
    head = " ".join(" ".join(lines).split())

    assert all(sentence in head for sentence in paged.sentences)
    assert len(lines) <= LINES or height < LINES or width < 60
    if width >= 80 and height >= 24:
        assert len(lines) < height
    for title in ("Who gave and who took", "Do next"):
        assert title in head or "(more: ref report" in lines[0]  # shown, or named
    if width >= 60:
        assert max(len(line.rstrip()) for line in lines) <= width
    assert sum("(the first " in line for line in lines) <= 2


@pytest.mark.parametrize("many", [0, 1, 8, 200])
def test_a_screen_has_room_for_what_there_is_to_do_and_says_what_it_leaves_out(
    paged: Report, many: int
) -> None:
    [section] = [one for one in paged.sections if one.name == "next"]
    rows = (list(section.table.rows) * 100)[:many]
    longer = replace(section, table=replace(section.table, rows=rows))
    sections = [longer if one.name == "next" else one for one in paged.sections]

    lines = on_screen(replace(paged, sections=sections))

    assert len(lines) <= LINES
    [title] = [line for line in lines if line.startswith("Do next")]
    assert ("Nothing of it is due today." in lines) is (many == 0)
    assert title.endswith("of 200 lines)") is (many == 200)


def test_a_pipe_gets_every_cell_of_the_first_page_whole(paged: Report) -> None:
    text = "\n".join(on_screen(paged, 40, terminal=False))

    for section in paged.sections_on(Page.FIRST):
        if section.form is not Form.CHART:
            for row in section.table.rows:
                assert all(str(cell) in text for cell in row if isinstance(cell, str) and cell)


def test_everything_is_shown_where_it_is_asked_for(report: Report) -> None:
    text = "\n".join(on_screen(report))

    assert all(f"\n{one.table.title}\n" in f"\n{text}\n" for one in report.sections)


def test_a_page_and_a_text_end_with_where_the_rest_is(paged: Report, report: Report) -> None:
    hidden = [one.table.title for one in report.sections if one.page is None]

    for write in (to_html, to_markdown):
        page, whole = write(paged), write(report)
        assert "All tables: ref report" in page
        assert "All tables: ref report" not in whole
        assert not [title for title in hidden if f"{title}</h2>" in page or f"## {title}\n" in page]
        assert all(title in whole for title in hidden)


def test_the_workbook_opens_with_both_pages_each_printed_on_one_sheet_of_paper(
    paged: Report,
) -> None:
    book: Any = openpyxl.load_workbook(io.BytesIO(to_xlsx(paged)))

    assert book.sheetnames == [
        *("Page 1", "Page 2", "Figures", "Two years, month by month", "Who gave and who took"),
        *("Gone quiet and slowing", "Do next", "Places, twelve months", "The path", "Team"),
        *("Marketing", "Money and goal", "Month by month", "Kinds over two years", "Sources"),
        *("Coming and going", "How far they come"),
    ]
    assert set(SHEET_OF) <= {one.name for one in paged.sections}
    for page, name in zip(Page, book.sheetnames[:2], strict=True):
        sheet = book[name]
        assert sheet.page_setup.orientation == "portrait"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in {(1, 1), (None, None)}
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
        for section in paged.sections_on(page):
            if section.form is not Form.CHART:
                assert set(expected_cells(section)) <= set(cells), section.name
    assert len(book["Page 1"]._charts) == 1  # noqa: SLF001  (no other way)


def expected_cells(section: Section) -> Iterator[object]:
    """The texts and the counts of a section, as a sheet has them."""
    for row in section.table.rows:
        for cell, column in zip(row, section.table.columns, strict=True):
            joined = section.form is Form.CARDS and column.name.startswith("beside")
            plain = column.type in {Type.TEXT, Type.COUNT} and not column.machine_only
            if plain and cell and not joined:
                yield figure_number(cell) if isinstance(cell, Figure) else cell


def test_a_day_on_a_page_of_a_workbook_is_a_day_to_sort_by(paged: Report) -> None:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(to_xlsx(paged)))["Page 1"]
    [silent] = [one for one in paged.sections_on(Page.FIRST) if one.name == "quiet"]
    place = [one.name for one in silent.on_page.table.columns].index("last_referral")
    days = {row[place] for row in silent.on_page.table.rows if row[place]}

    cells = (one.value for line in sheet.iter_rows() for one in line)
    found = {cell.date() for cell in cells if isinstance(cell, datetime)}

    assert found == days != set()


def test_on_a_sheet_what_chance_may_do_is_pale_and_what_is_beyond_it_is_bold(paged: Report) -> None:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(to_xlsx(paged)))["Page 1"]
    [section] = [one for one in paged.sections_on(Page.FIRST) if one.name == "changes"]
    looks = {}
    for row in section.table.rows:
        cells = [one for line in sheet.iter_rows() for one in line if one.value == row[0]]
        cell = cells[0]  # who is silent stands below once more
        looks[row[-3]] = (cell.font.b, cell.font.color and cell.font.color.rgb)

    assert looks["within chance"] == (False, "FF55606D")
    assert looks["beyond chance"][0] is True
