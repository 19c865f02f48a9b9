"""Files with stray quotation marks: refused, or each row is accounted for."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from refcli.commands.intake.csv_file import rows_of
from refcli.core.intake.csv_text import CsvError, lines_of
from refcli.core.intake.rows import faults_of_cells

NAMES = ("received_on", "patient", "source", "note")
WORDS = st.text(st.sampled_from("ab ,;\"\n\t'é"), max_size=8)
DAYS = st.sampled_from(["2026-10-01", "10/2/2026", "Nov 3", "yesterday", "3 days ago", "friday"])


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
        _, rows = rows_of(Path("in.csv"), text)
    except CsvError:
        return

    assert len(rows) == count or any(list(faults_of_cells(row)) for row in rows)
