"""CSV texts as tables: whatever the delimiter, no row is lost, and nothing endless is read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.commands.intake.given import shipped_formats
from refcli.core.intake.columns.header import KnownColumns
from refcli.core.intake.columns.raw import GivenFile, ReadingError
from refcli.core.intake.csv_text import CsvError, lines_of
from refcli.core.intake.files.text_tables import read_text_table
from refcli.core.intake.reading.understood import Understood
from refcli.errors import RefError
from tests.core.intake.reading.listing import understand_bytes

TODAY = date(2026, 11, 23)
NAMES = ("received_on", "patient", "source", "note")
WORDS = st.text(st.sampled_from("ab ,;\"\n\t'é"), max_size=8)
DAYS = st.sampled_from(["2026-10-01", "10/2/2026", "Nov 3", "yesterday", "3 days ago", "friday"])


def understand(text: str) -> Understood:
    [found] = understand_bytes(GivenFile("in.csv", text.encode()))
    return found


@st.composite
def files(draw: st.DrawFn) -> tuple[str, int]:
    """A file of rows, columns in any order, and how many rows it has."""
    names = draw(st.permutations([*NAMES, "chart", "service"]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    quote = draw(st.booleans())
    rows = draw(st.lists(st.tuples(DAYS, WORDS, WORDS), min_size=1, max_size=8))
    lines = [",".join(names)]
    for number, (day, note, service) in enumerate(rows):
        cells = {"received_on": day, "patient": f"P{number}", "source": "none"}
        cells |= {"note": note.replace("\n", " "), "service": service.replace("\n", " ")}
        lines.append(",".join(written(cells.get(name, ""), quote=quote) for name in names))
    return end.join([*lines, ""]), len(rows)


def written(cell: str, *, quote: bool) -> str:
    if quote or any(one in cell for one in ',"\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


@given(files(), st.lists(st.integers(0, 10_000), max_size=4))
def test_with_stray_quotes_anywhere_no_row_is_lost_silently(
    file: tuple[str, int], places: list[int]
) -> None:
    text, count = file
    head = len(lines_of(text)[0])
    for place in places:
        at = head + place % (len(text.rstrip("\r\n")) - head + 1)
        text = text[:at] + '"' + text[at:]

    try:
        found = understand(text)
    except RefError:
        return

    assert found.rows + len(found.left_out) >= count or found.rejected


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_any_line_end_is_known(delimiter: str, end: str) -> None:
    rows = ["received_on,patient,source", "2026-10-01,Ann Ray,none", "2026-10-02,Bo Lee,none"]
    text = end.join(row.replace(",", delimiter) for row in rows)

    found = understand(text)

    assert [(one.line, one.patient) for one in found.referrals] == [(2, "Ann Ray"), (3, "Bo Lee")]
    assert found.delimiter == delimiter


def test_commas_in_the_cells_do_not_outweigh_the_delimiter_that_makes_columns() -> None:
    text = "Date Received;Patient;Referred By\n9/3/2026;Hall, Grace;Park, Susan, DDS, MS, PLLC\n"

    found = understand(text)

    assert [(one.patient, one.source) for one in found.referrals] == [
        ("Hall, Grace", "Park, Susan, DDS, MS, PLLC")
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a" * 1_000_001, "a line of more than a million letters"),
        ("x\n" * 1_000_001, "more than 300,000 rows"),
        ("a," * 1_000 + "a\n", "more than 1,000 columns"),
        (
            "received_on,patient,source\n" + "2026-10-01,A,none\n" * 300_001,
            "more than 300,000 rows",
        ),
    ],
)
def test_what_is_endless_is_refused(text: str, why: str) -> None:
    with pytest.raises(ReadingError) as error:
        read_text_table("in.csv", text, "utf-8", shipped_formats(), KnownColumns())

    assert why in str(error.value)


def test_a_cell_of_ten_megabytes_is_refused() -> None:
    lines = "\n".join(["x" * 100_000] * 100)
    text = f'received_on,patient,source,note\n2026-10-01,Ann,none,"{lines}"\n'

    with pytest.raises(CsvError) as error:
        read_text_table("in.csv", text, "utf-8", shipped_formats(), KnownColumns())

    assert "is not closed for many lines" in str(error.value)


def test_a_text_of_zeros_is_refused() -> None:
    with pytest.raises(RefError) as error:
        understand("\0" * 100)

    assert "is no text" in str(error.value)
