"""Lines of a table that are no rows: titles, totals, footers, blank ones, the same one again."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from refcli.core.intake.columns.formats import header_key
from refcli.core.intake.columns.header import Header
from refcli.core.intake.columns.meanings import Meaning, RowKind
from refcli.core.intake.columns.raw import RawRow
from refcli.core.intake.reading.days import is_day_cell
from refcli.core.intake.reading.understood import Why
from refcli.core.intake.reading.words import plain_words

TOTAL = re.compile(
    r"(?:(?:grand|sub|report|month(?:ly)?|year(?:ly)?|ytd|overall|running) ?)*"
    r"(?:totals?|sum|average|avg)\b.{0,30}|counts?"
)
COUNTED = re.compile(r"[0-9]+ (?:new )?(?:referrals?|patients?|records?|rows?|entries)")
FOOTER = re.compile(
    r"copyright|confidential|generated (?:by|on)|printed (?:by|on)|exported|all rights reserved|"
    r"^page [0-9]+|end of report|filtered by|report run|prepared by|do not distribute|last updated|"
    r"^(?:printed|run|created|as of)[: ]+[0-9]"
)
MOST_CELLS_OF_A_FOOTER = 2
FEWEST_COLUMNS = 3  # of a table in which a line with one cell is a title or a footer
PATIENTS = (Meaning.PATIENT, Meaning.PATIENT_LAST, Meaning.PATIENT_FIRST)
SOURCES = (Meaning.SOURCE, Meaning.SOURCE_LAST)
ALIKE = 0.8  # of the column names that a line repeats


def list_left_out(
    rows: Sequence[RawRow], header: Header, above: Sequence[RawRow]
) -> dict[int, str]:
    """The lines that are none, each with the reason; ``above`` stand over the column names."""
    found: dict[int, str] = {row.line: Why.BLANK if row.is_blank() else Why.TITLE for row in above}
    seen: dict[tuple[str, ...], int] = {}
    places = header.places_of()
    footers = set(find_footers(rows, header, places))
    for row in rows:
        why = Why.FOOTER if row.line in footers else why_left_out(row, header, places)
        if not why and (first := seen.setdefault(cells_as_compared(row), row.line)) != row.line:
            why = Why.REPEAT.format(first)
        if why:
            found[row.line] = why
    return {line: str(why) for line, why in found.items()}


def cells_as_compared(row: RawRow) -> tuple[str, ...]:
    """The cells without the white space around them and without empty ones at the end."""
    cells = [cell.strip() for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def why_left_out(
    row: RawRow, header: Header, places: Mapping[Meaning, Sequence[int]]
) -> str | None:
    """Why a line below the column names is no row, if it is none."""
    if row.is_blank():
        return Why.BLANK
    if repeats_header(row, header):
        return Why.HEADER_AGAIN
    if reason := skip_reason(row, header):
        return reason
    if header.format.rows is not RowKind.REFERRAL:
        return None
    if is_total(row, places):
        return Why.TOTAL
    return Why.TITLE if is_title(row, header, places) else None


def repeats_header(row: RawRow, header: Header) -> bool:
    """Whether a line names the columns again, as on each page of a report."""
    names = [column.header.strip() for column in header.columns]
    alike = sum(bool(a) and a == b.strip() for a, b in zip(names, row.cells, strict=False))
    return alike >= 2 and alike >= ALIKE * sum(map(bool, names))  # noqa: PLR2004


def skip_reason(row: RawRow, header: Header) -> str | None:
    """Why the format says that a row is none of ours."""
    for rule in header.format.skip:
        for place, column in enumerate(header.columns):
            same = header_key(column.header) == header_key(rule.column)
            if same and place < len(row.cells) and row.cells[place].strip() in rule.equals:
                return rule.why
    return None


def filled_places(row: RawRow) -> list[int]:
    """The columns in which something stands."""
    return [place for place, cell in enumerate(row.cells) if cell.strip()]


def is_total(row: RawRow, places: Mapping[Meaning, Sequence[int]]) -> bool:
    """Whether a line adds up the ones above it: it has no day, and no patient with a source.

    Total Dental Care may send patients, and Sum Wong may be one.
    """
    filled = filled_places(row)
    if len(filled) == 1 and filled[0] in places.get(Meaning.VALUE, ()):
        return True
    if len(filled) == 1 and COUNTED.fullmatch(plain_words(row.cells[filled[0]])):
        return True
    if any(map(is_day_cell, list_cells(row, places, {Meaning.RECEIVED_ON}))):
        return False
    return not names_both(row, places) and any(
        TOTAL.fullmatch(plain_words(row.cells[place])) for place in filled[:3]
    )


def names_both(row: RawRow, places: Mapping[Meaning, Sequence[int]]) -> bool:
    """Whether a patient stands in a line beside a source, and one of them is no word for a sum."""
    patients = [cell for cell in list_cells(row, places, PATIENTS) if is_name(cell)]
    sources = [cell for cell in list_cells(row, places, SOURCES) if is_name(cell)]
    sums = [TOTAL.fullmatch(plain_words(cell)) for cell in (*patients, *sources)]
    return bool(patients and sources) and not all(sums)


def list_cells(
    row: RawRow, places: Mapping[Meaning, Sequence[int]], meanings: Collection[Meaning]
) -> list[str]:
    """The cells of a row that have one of some meanings."""
    there = [place for one in meanings for place in places.get(one, ())]
    return [row.cells[place] for place in there if place < len(row.cells)]


def is_name(cell: str) -> bool:
    """Whether a cell may be a name: it has letters and no figures."""
    return any(map(str.isalpha, cell)) and not any(map(str.isdigit, cell))


def is_title(row: RawRow, header: Header, places: Mapping[Meaning, Sequence[int]]) -> bool:
    """Whether a line in the middle is the title of what follows: ``September 2026``."""
    filled = filled_places(row)
    if len(filled) != 1 or len(header.columns) < FEWEST_COLUMNS:
        return False
    [place] = filled
    text = row.cells[place].strip()
    of_days = place in places.get(Meaning.RECEIVED_ON, ())
    return of_days and not is_day_cell(text) and any(map(str.isalpha, text))


def find_footers(
    rows: Sequence[RawRow], header: Header, places: Mapping[Meaning, Sequence[int]]
) -> Iterator[int]:
    """The lines at the end that are about the list: whose it is, who printed it and when."""
    if header.format.rows is not RowKind.REFERRAL or len(header.columns) < FEWEST_COLUMNS:
        return
    below: list[int] = []
    for row in reversed(rows):
        if row.is_blank():
            yield from below
            below = []
            continue
        text = " ".join(cell.strip() for cell in row.cells if cell.strip()).lower()
        filled = filled_places(row)
        if FOOTER.search(text) and len(filled) <= MOST_CELLS_OF_A_FOOTER:
            yield row.line
        elif len(filled) == 1:
            below.append(row.line)  # a footer, if a blank line parts it from the rows
        elif not is_total(row, places):
            return
