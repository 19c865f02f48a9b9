"""The text of a CSV file: each line accounted for, or the file is refused with a line."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.intake.csv_text import (
    CsvError,
    check_nothing_swallowed,
    lines_of,
    read_records,
)

NAMES = ("received_on", "patient", "source", "note")
HEADER = ",".join(NAMES) + "\n"


def rows_of(text: str, names: Sequence[str] = NAMES) -> list[tuple[int, list[str]]]:
    """The rows behind the header that have something in them, each with its line."""
    _, *records = read_records(text, ",")
    for record in records:
        check_nothing_swallowed(record, names, ",")
    return [(one.first_line, list(one.cells)) for one in records if not one.empty()]


def refusal(text: str) -> str:
    with pytest.raises(CsvError) as error:
        rows_of(text)
    return str(error.value)


def test_a_note_may_have_several_lines() -> None:
    text = (
        HEADER
        + '2026-10-01,Ann,none,"called,\ncomes ""Friday""\n\nor later"\n\n2026-10-02,Bo,none,\n'
    )

    assert rows_of(text) == [
        (2, ["2026-10-01", "Ann", "none", 'called,\ncomes "Friday"\n\nor later']),
        (7, ["2026-10-02", "Bo", "none", ""]),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        '2026-10-01,Ann,none,"x\n2026-10-02,Bob,none,\n2026-10-03,Cy,none,y"\n',
        '2026-10-01,Ann,none,"x\n2026-10-02,Bob,none,y"\n',
        '2026-10-01,Ann,none,"x\n10/2/2026,Bob,none"\n',  # a short row
        '2026-10-01,Ann,none,"x\nno day,Bob,none,y"\n',  # as many cells as columns
        '2026-10-01,Ann,none,"x\nOct 2,Bob,none,y, z"\n',
        '2026-10-01,Ann,none,"x\ny",z\n',  # more cells than columns
    ],
)
def test_a_row_inside_a_text_is_refused_with_the_line_where_the_text_began(rows: str) -> None:
    assert refusal(HEADER + rows) == (
        "line 2: a text in quotation marks runs on over line 3, which looks like a row of its own."
        " Mend the quotation marks, or write the text on one line"
    )


@pytest.mark.parametrize(
    ("rows", "line", "why"),
    [
        ('2026-10-01,Ann,none,\n2026-10-02,Bob,none,"x\nlong\nlong', 3, "is never closed"),
        ('2026-10-01,Ann,none,"', 2, "is never closed"),
        ('2026-10-01,Ann,none,"a\nb"\n\n2026-10-02,"Bob\n', 5, "is never closed"),
        ('2026-10-01,"Ann" Ray,none,\n', 2, "in the middle of a text"),
        ('2026-10-01,Ann,none,"x\n2026-10-02,"Bob, Jr.",none,\n', 2, "in the middle of line 3"),
        ('2026-10-01,Ann,none,"x\n' + "long\n" * 40_000, 2, "is not closed for many lines"),
    ],
)
def test_a_stray_quotation_mark_is_refused_with_the_line_where_it_stands(
    rows: str, line: int, why: str
) -> None:
    said = refusal(HEADER + rows)

    assert said.startswith(f"line {line}: not CSV: a quotation mark")
    assert why in said


@given(st.text(st.sampled_from('ab,"\n\r \t;é\x0b\x85\u2028'), max_size=60))
def test_each_line_belongs_to_one_record(text: str) -> None:
    try:
        records = list(read_records(text, ","))
    except CsvError:
        return

    assert [line for record in records for line in record.lines] == lines_of(text)
    assert "".join(lines_of(text)) == text
    first = 1
    for record in records:
        assert record.first_line == first
        first += len(record.lines)
