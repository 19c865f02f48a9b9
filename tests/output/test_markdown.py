from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.output.document import Report, Section
from refcli.core.output.table import Column, Table, Type
from refcli.output.markdown import escape_markup, to_markdown
from tests.output.reading import cells_for_people, markdown_rows, squeezed
from tests.output.sample_report import HOSTILE, movement, sample_report, waiting


def with_sections(*tables: Table) -> Report:
    sections = [Section(table.title, table) for table in tables]
    return replace(sample_report(), practice="Elm & Oak", sections=sections)


def test_a_report_is_titles_tables_and_definitions() -> None:
    assert to_markdown(with_sections(movement(), waiting())) == (
        """\
# Referrals in October 2026

Practice: Elm & Oak. 2026-10-01 to 2026-10-31, as of 2026-11-02.

## Active referrers

| Active before 2026-10-01 | New | Lapsed | Active on 2026-10-31 |
| ---: | ---: | ---: | ---: |
| 41 | 3 | 2 | 42 |

*Opening + new - lapsed = closing.*

## Waiting to be scheduled

None.

*Neither scheduled, seen nor lost.*
"""
    )


def test_a_reader_of_markdown_finds_the_names_and_no_markup() -> None:
    report = sample_report()

    assert markdown_rows(to_markdown(report)) == cells_for_people(report)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Dr. Ann-Marie O'Neill & Sons (Elm)", "Dr. Ann-Marie O'Neill & Sons (Elm)"),
        ("a|b", r"a\|b"),
        ("<b>&lt;", r"\<b>\&lt;"),
        ("=1", r"\=1"),
        ("1. Elm", r"1\. Elm"),
        ("> Elm", r"\> Elm"),
        ("www.elm.example", r"www\.elm.example"),
    ],
)
def test_only_what_could_be_markup_is_escaped(name: str, written: str) -> None:
    assert escape_markup(name) == written


@given(st.text("ab |*_`<>[]()#!&;\\\n-+=1.~:@\"'{}$"))
def test_any_name_is_read_back(name: str) -> None:
    table = Table("T", (Column("n", "N", Type.COUNT), Column("name", "Name")), [(1, name)])

    assert markdown_rows(to_markdown(with_sections(table))) == {"T": [["1", squeezed(name)]]}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_in_titles_and_notes_stay_text(name: str) -> None:
    table = Table("T", (Column("n", "N", Type.COUNT),), [(1,)], note=name)
    report = replace(with_sections(table), title=name, practice=name)

    assert markdown_rows(to_markdown(report)) == {"T": [["1"]]}
