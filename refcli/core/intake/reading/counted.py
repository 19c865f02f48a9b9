"""Lists that have how many patients came from somebody where the patient would stand."""

from refcli.core.intake.columns.header import Header
from refcli.core.intake.columns.meanings import Meaning, RowKind
from refcli.core.intake.columns.raw import RawTable
from refcli.core.intake.reading.left_out import list_cells
from refcli.errors import RefusedError
from refcli.phrases import name_some

MOST_DIGITS, MOST_SHOWN = 2, 3  # a program that has numbers for names has longer ones
ONE_BY_ONE = "ref counts patients one by one, by name. Import a list with a line for each patient."


def refuse_counts(table: RawTable, header: Header) -> None:
    """Refuse a list whose column of patients holds counts: 4, 3, 12."""
    if header.format.rows is not RowKind.REFERRAL:
        return
    places = header.places_of()
    rows = table.rows[header.place + 1 :]
    cells = [cell.strip() for row in rows for cell in list_cells(row, places, {Meaning.PATIENT})]
    counts = [cell for cell in cells if cell]
    if counts and all(one.isdecimal() and len(one) <= MOST_DIGITS for one in counts):
        name = header.columns[places[Meaning.PATIENT][0]].header
        shown = name_some(list(dict.fromkeys(counts)), MOST_SHOWN)
        raise RefusedError(
            f"{table.file} looks like counts of patients: its column {name} holds {shown}."
            f" {ONE_BY_ONE}"
        )
