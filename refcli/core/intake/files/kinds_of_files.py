"""What a file is that is no list of referrals or contacts, as far as its bytes or columns say."""

from collections.abc import Sequence

from refcli.core.intake.columns.formats import header_key
from refcli.core.intake.columns.header import FIRST_LINES
from refcli.core.intake.columns.meanings import Meaning
from refcli.core.intake.columns.raw import RawRow
from refcli.core.intake.csv_text import says_day
from refcli.core.intake.shown import shorten_text
from refcli.lines import line_about
from refcli.phrases import name_some

IN_EXCEL = "In Excel: File, Save As, Excel Workbook (.xlsx) or CSV UTF-8; then import that file."
BEGINNINGS = {
    b"\xd0\xcf\x11\xe0": f"a workbook of an older Excel, or a locked one. {IN_EXCEL}",
    b"SQLite format 3\0": "a database, not a list.",
    b"%PDF": "a PDF, not a list. Export the list itself as CSV.",
    b"{\\rtf": "a text of a word processor, not a list. Export the list itself as CSV.",
    b"\x89PNG": "a picture, not a list.",
    b"\xff\xd8\xff": "a picture, not a list.",
    b"GIF8": "a picture, not a list.",
    b"\x1f\x8b": "a packed file. Unpack it first, and import what is in it.",
    b"BEGIN:VCALENDAR": "a calendar, not a list of referrals or contacts.",
    b"<!DOCTYPE html": "a web page, not a list. Export the list itself as CSV.",
    b"<html": "a web page, not a list. Export the list itself as CSV.",
    b"<?xml": "XML, not a list that ref knows. Export the list itself as CSV.",
}
MOST_SHOWN = 8
LONGEST_SHOWN = 30  # letters


def kind_of_bytes(raw: bytes) -> str:
    """What the beginning of a file says that it is; empty for what may be a list."""
    start = raw[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    for beginning, what in BEGINNINGS.items():
        if start[: len(beginning)].lower() == beginning.lower():
            return what
    return ""


def describe_table(file: str, rows: Sequence[RawRow]) -> str:
    """What a table looks like in which no column is known."""
    filled = [row for row in rows[:FIRST_LINES] if not row.is_blank()]
    if not filled:
        return "It is empty."
    widest = max(filled, key=lambda row: sum(bool(cell.strip()) for cell in row.cells))
    cells = [shorten_text(cell, LONGEST_SHOWN) for cell in widest.cells if cell.strip()]
    shown = name_some(cells, MOST_SHOWN)
    if len(cells) < 2:  # noqa: PLR2004
        where = f"its line {widest.line} is" if widest.line else "it begins with"
        return f"It looks like a text, not a list: {where} {shown}."
    if any(map(says_day, cells)):
        return f"No line names its columns: line {widest.line} is {shown}. Put one above the rows."
    seem = f"Its columns seem to be {shown} (line {widest.line})."
    free = [cell for cell in cells if header_key(cell) not in {header_key(m) for m in Meaning}]
    if not free:
        return seem
    means = Meaning.RECEIVED_ON if has_days(rows, widest, free[0]) else Meaning.PATIENT
    line = line_about("import", file, "--map", f"{free[0]}={means}")
    return (
        f"{seem} A list of referrals has a day, a patient and who sent them; say which column is"
        f" which, as with: {line}"
    )


def has_days(rows: Sequence[RawRow], names: RawRow, column: str) -> bool:
    """Whether a day stands below a column's name."""
    at = next(
        place
        for place, cell in enumerate(names.cells)
        if shorten_text(cell, LONGEST_SHOWN) == column
    )
    below = [row for row in rows[:FIRST_LINES] if row.line > names.line]
    return any(at < len(row.cells) and says_day(row.cells[at]) for row in below)
