"""A table as what was understood of it: its rows read, left out or rejected, each line once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from refcli.core.intake.columns.header import Header
from refcli.core.intake.columns.meanings import DAYS, NOT_KEPT, ColumnRead, Meaning, RowKind
from refcli.core.intake.columns.raw import MeantRow, RawRow, RawTable
from refcli.core.intake.reading.contact_rows import ContactReader
from refcli.core.intake.reading.days import DayColumn, DayReader, join_columns, judge_days
from refcli.core.intake.reading.left_out import list_left_out
from refcli.core.intake.reading.program_table import understand_program
from refcli.core.intake.reading.referral_rows import RowReader
from refcli.core.intake.reading.samples import show_samples
from refcli.core.intake.reading.understood import (
    ContactLine,
    DateOrder,
    Doubt,
    LeftOut,
    ReferralLine,
    Rejected,
    Understood,
    Why,
)
from refcli.core.intake.shown import (
    NUMBER_LEFT_OUT,
    NUMBER_NOT_KEPT,
    drop_numbers,
    has_number_of_a_person,
)
from refcli.core.names.keys import name_key
from refcli.core.names.people import Sameness, compare_people
from refcli.errors import UsageError


@dataclass(slots=True)
class Sorted:
    """The rows of a table as they were read."""

    referrals: list[ReferralLine]
    contacts: list[ContactLine]
    rejected: list[Rejected]
    doubts: list[Doubt]
    left_out: list[LeftOut]


def understand_table(
    table: RawTable,
    header: Header,
    today: date,
    order: DateOrder = DateOrder.NONE,
    earlier: DateOrder = DateOrder.NONE,
) -> Understood:
    """What a table says whose columns are known; ``order`` of day and month where it was told.

    ``earlier`` is that of another file with these columns, where the days of this one prove none.
    """
    above, below = table.rows[: header.place], table.rows[header.place + 1 :]
    left_out = list_left_out(below, header, above)
    kept = [row for row in below if row.line not in left_out]
    if header.format.rows is RowKind.PROGRAM:
        refuse_other_order(table.file, order, DateOrder.MONTH_FIRST)
        return understand_program(table, header, left_out)
    columns = judge_columns(kept, header)
    whole = join_columns(columns.values())
    refuse_other_order(table.file, order, whole.order)
    order = order or (whole.order is DateOrder.UNCLEAR and earlier) or whole.order
    reader = make_reader(header, today, columns, order)
    found = sort_rows((as_meant(table.file, row, header) for row in kept), reader, header)
    found.left_out += [LeftOut(table.file, line, why) for line, why in left_out.items()]
    return Understood(
        files=(table.file,),
        format=header.format.id,
        title=header.format.title,
        rows_are=header.format.rows,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        header_line=header.line,
        date_order=order,
        columns=tuple(replace(one, file=table.file) for one in list_kept(header)),
        referrals=tuple(found.referrals),
        contacts=tuple(found.contacts),
        left_out=tuple(sorted(found.left_out)),
        rejected=tuple(found.rejected),
        doubts=tuple(found.doubts),
        samples=tuple(show_samples(below, header, left_out, meant_headers(header))),
        remarks=table.remarks,
    )


def refuse_other_order(file: str, said: DateOrder, proved: DateOrder) -> None:
    """Refuse an order of day and month that was said where the days prove the other one."""
    if said is DateOrder.DAY_FIRST and proved is DateOrder.MONTH_FIRST:
        raise UsageError(
            f"{file} has days that only have the month first. Leave out --day-first.",
            drop=["--day-first"],
        )
    if said is DateOrder.MONTH_FIRST and proved is DateOrder.DAY_FIRST:
        raise UsageError(
            f"{file} has days that only have the day first. Leave out --month-first.",
            drop=["--month-first"],
        )


def meant_headers(header: Header) -> set[str]:
    """The names of the columns of which something is kept."""
    return {column.header for column in list_kept(header) if column.means}


def list_kept(header: Header) -> Iterator[ColumnRead]:
    """The columns with what they were taken for; one of which nothing is kept means nothing."""
    referral = header.format.rows is RowKind.REFERRAL
    for column in header.columns:
        kept = not (referral and column.means in NOT_KEPT)
        if column.header:
            yield column if kept else ColumnRead(column.header, None)


def as_meant(file: str, row: RawRow, header: Header) -> MeantRow:
    """A row by what its columns mean."""
    cells: dict[Meaning, list[str]] = {}
    for column, cell in zip(header.columns, row.cells, strict=False):
        if column.means:
            cells.setdefault(column.means, []).append(cell)
    return MeantRow(file, row.line, cells, "".join(row.cells[len(header.columns) :]))


def judge_columns(rows: Sequence[RawRow], header: Header) -> dict[Meaning, DayColumn]:
    """How each column of days is written."""
    days = DAYS | {Meaning.BIRTHDAY}
    return {
        meaning: judge_days(row.cells[place].strip() for row in rows if place < len(row.cells))
        for meaning, [place, *_] in header.places_of().items()
        if meaning in days
    }


def make_reader(
    header: Header, today: date, columns: Mapping[Meaning, DayColumn], order: DateOrder
) -> RowReader | ContactReader:
    """The reader for the rows of a table."""
    names = {column.means: column.header for column in header.columns if column.means}
    if header.format.rows is not RowKind.REFERRAL:
        day_first = order is DateOrder.DAY_FIRST
        return ContactReader(header.format, today, names, day_first=day_first)
    readers = {
        meaning: DayReader(today, column, own_order(column, order))
        for meaning, column in columns.items()
    }
    join = header.format.join is not None
    return RowReader(header.format, today, readers, names, join=join)


def own_order(column: DayColumn, whole: DateOrder) -> DateOrder:
    """The order that a column proves by itself, else that of the whole file."""
    proved = column.order in {DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST}
    return column.order if proved else whole


def sort_rows(
    rows: Iterable[MeantRow], reader: RowReader | ContactReader, header: Header
) -> Sorted:
    """Each row as a referral, a contact, or rejected."""
    found = Sorted([], [], [], [], [])
    seen: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        if (first := same_person(row, header, seen)) != row.line:
            why = Why.SAME_PERSON.format(first)
            found.left_out.append(LeftOut(row.file, row.line, why))
            continue
        kept = without_numbers(row)
        one, doubts = reader.read(kept)
        numbers = list(doubt_numbers(row, kept, reader.columns))
        found.doubts += doubts
        if isinstance(one, Rejected):
            more = tuple(f"{doubt.column}: {doubt.why}" for doubt in numbers)
            found.rejected.append(replace(one, reasons=(*one.reasons, *more)))
            continue
        found.doubts += numbers
        if isinstance(one, ContactLine):
            found.contacts.append(one)
        else:
            found.referrals.append(one)
    leave_closed_offices(found)
    return found


def without_numbers(row: MeantRow) -> MeantRow:
    """The row without Social Security numbers, under whatever name of a column they stand."""
    if not any(has_number_of_a_person(cell) for cells in row.cells.values() for cell in cells):
        return row
    cells = {
        means: [drop_numbers(cell, prose=means is Meaning.NOTE) for cell in several]
        for means, several in row.cells.items()
    }
    return replace(row, cells=cells)


def doubt_numbers(row: MeantRow, kept: MeantRow, columns: Mapping[Meaning, str]) -> Iterator[Doubt]:
    """The cells that are not kept as they stand."""
    for means, cells in row.cells.items() if kept is not row else ():
        if list(cells) != list(kept.cells[means]):
            rest = any(kept.cells[means])
            why = NUMBER_LEFT_OUT if rest else NUMBER_NOT_KEPT
            yield Doubt(row.file, row.line, columns.get(means, means), why, kept=rest)


def leave_closed_offices(found: Sorted) -> None:
    """Take who works at an office that the file calls out of use without it, and say so.

    Else the office would come in anew by its name, and in use.
    """
    closed = {name_key(one.name) for one in found.contacts if one.hidden}
    for place, one in enumerate(found.contacts):
        if one.office and not one.hidden and name_key(one.office) in closed:
            found.contacts[place] = replace(one, office="")
            why = f"{one.office} is out of use in this file, so {one.name} comes without an office"
            found.doubts.append(Doubt(one.file, one.line, "office", why))


def same_person(row: MeantRow, header: Header, seen: dict[str, list[tuple[int, str]]]) -> int:
    """The first line of that person, where the format says that an e-mail tells people apart.

    A mother and her child, who share one, are two.
    """
    meaning = header.format.one_row_per
    key = row.get(meaning).casefold() if meaning else ""
    if not key:
        return row.line
    name = patient_name(row)
    for line, other in seen.setdefault(key, []):
        if not (name and other) or compare_people(name, other) is not Sameness.DIFFERENT:
            return line
    seen[key].append((row.line, name))
    return row.line


def patient_name(row: MeantRow) -> str:
    """The patient of a row, whole or in parts."""
    parts = (Meaning.PATIENT_FIRST, Meaning.PATIENT_MIDDLE, Meaning.PATIENT_LAST)
    return row.get(Meaning.PATIENT) or " ".join(filter(None, map(row.get, parts)))
