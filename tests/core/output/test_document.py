"""A report without what is empty."""

from datetime import date

from refcli.core.output.document import NOTHING, Report, Section, without_empty_sections
from refcli.core.output.table import Cell, Column, Table, Type

COLUMNS = (Column("month", "Month"), Column("many", "Many", Type.COUNT))
TREND = (Column("source", "Source"), Column("trend", "12 months", Type.TREND))
WORDS = (Column("name", "Name"), Column("on", "On", Type.DATE))
DAY = date(2026, 10, 31)


def section(name: str, columns: tuple[Column, ...], *rows: tuple[Cell, ...]) -> Section:
    return Section(name, Table(name.title(), columns, rows))


def report(*sections: Section) -> Report:
    return Report("R", "P", date(2026, 10, 1), DAY, DAY, sections, ("It was a month.",))


def test_empty_is_what_has_no_row_and_no_figure_but_zero() -> None:
    assert section("a", COLUMNS).empty
    assert section("a", COLUMNS, ("Oct", 0), ("Nov", None)).empty
    assert section("a", TREND, ("Elm", (0, 0))).empty
    assert not section("a", COLUMNS, ("Oct", 0), ("Nov", 1)).empty
    assert not section("a", TREND, ("Elm", (0, 1))).empty
    assert not section("a", WORDS, ("Elm", None)).empty


def test_a_brief_report_names_what_it_leaves_out() -> None:
    full, zeros, none = (
        section("full", COLUMNS, ("Oct", 2)),
        section("zeros", COLUMNS, ("Oct", 0)),
        section("none", WORDS),
    )

    told = without_empty_sections(report(full, zeros, none))

    assert told.sections == [full]
    assert told.sentences == ("It was a month.", "Nothing to tell of: Zeros; None.")
    assert without_empty_sections(report(zeros)).sentences == ("It was a month.", NOTHING)
    assert without_empty_sections(report(zeros)).sections == []
    assert without_empty_sections(report(full)) == report(full)
