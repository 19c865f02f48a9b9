"""Bytes of files as what was understood of them: the one way in to the reading stage."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from refcli.core.intake.columns.formats import FileFormat, KnownBy
from refcli.core.intake.columns.header import (
    Header,
    KnownColumns,
    Maps,
    find_header,
    find_like_line,
    has_column,
    repeated_headers,
    sign_header,
)
from refcli.core.intake.columns.meanings import ColumnRead, RowKind
from refcli.core.intake.columns.raw import GivenFile, MeantRow, RawTable, ReadingError
from refcli.core.intake.csv_text import CsvError
from refcli.core.intake.encodings import decode_text
from refcli.core.intake.files.json_tables import is_json, read_json_table
from refcli.core.intake.files.kinds_of_files import describe_table, kind_of_bytes
from refcli.core.intake.files.text_tables import read_text_table, refuse_many_lines
from refcli.core.intake.files.vcards import is_vcard, list_properties, read_vcards
from refcli.core.intake.files.workbook import is_workbook, read_workbook
from refcli.core.intake.reading.contact_rows import ContactReader
from refcli.core.intake.reading.counted import refuse_counts
from refcli.core.intake.reading.joining import join_files
from refcli.core.intake.reading.lacking import (
    LackingColumnsError,
    free_columns,
    list_lacking,
)
from refcli.core.intake.reading.samples import LONGEST_SAMPLE
from refcli.core.intake.reading.tables import sort_rows, understand_table
from refcli.core.intake.reading.understood import DateOrder, SampleRow, Understood
from refcli.core.intake.shown import shorten_text
from refcli.errors import RefusedError, UsageError
from refcli.lines import line_about, quote_word
from refcli.phrases import name_some

MOST_NAMED = 8  # columns
VCARD = FileFormat(
    schema=1, id="vcard", title="vCard, contacts", rows=RowKind.CONTACT, known=KnownBy()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What was said about the files on the command line.

    ``maps`` are meanings by the column's name as ``header_key`` has it; None leaves a column out.
    ``remembered`` are those of earlier files, by the line of column names; ``orders`` is how files
    with that line wrote their days.
    """

    maps: Maps = field(default_factory=dict)
    remembered: Mapping[str, Maps] = field(default_factory=dict)
    sheet: str = ""
    encoding: str | None = None
    order: DateOrder = DateOrder.NONE
    orders: Mapping[str, DateOrder] = field(default_factory=dict)
    may_lack: bool = False  # columns that were named: another of several files may have them

    @property
    def known(self) -> KnownColumns:
        """What is known of columns beside the formats."""
        return KnownColumns(self.maps, self.remembered)


def understand_file(
    file: GivenFile, formats: Sequence[FileFormat], today: date, wishes: Wishes
) -> Understood:
    """What is in one file.

    One that cannot be read, or is no list that can be taken, is refused with its name.
    """
    try:
        if is_workbook(file.raw):
            table, header = choose_sheet(read_workbook(file.name, file.raw), formats, wishes)
        else:
            if what := kind_of_bytes(file.raw):
                raise UsageError(f"{file.name} is {what}")
            text, encoding = decode_text(file.raw, wishes.encoding)
            if is_vcard(text):
                refuse_many_lines(text)  # a photo may be one endless line
                return understand_vcards(file.name, text, encoding, today)
            table, header = read_text(file.name, text, encoding, formats, wishes)
    except CsvError as error:
        raise RefusedError(f"{file.name}, {error}.") from None
    except ReadingError as error:
        raise RefusedError(f"{file.name}: {error}.") from None
    used = check_header(table, header, wishes)
    line = sign_header(column.header for column in used.columns)
    kept = find_like_line(line, wishes.orders)
    return understand_table(table, used, today, wishes.order, kept or DateOrder.NONE)


def read_text(
    name: str, text: str, encoding: str, formats: Sequence[FileFormat], wishes: Wishes
) -> tuple[RawTable, Header | None]:
    """The table of a text, JSON or CSV."""
    if is_json(text):
        table = read_json_table(name, text, encoding)
        return table, find_header(table.rows, formats, wishes.known)
    return read_text_table(name, text, encoding, formats, wishes.known)


def choose_sheet(
    tables: Sequence[RawTable], formats: Sequence[FileFormat], wishes: Wishes
) -> tuple[RawTable, Header | None]:
    """The sheet that was named, else the one whose columns are known best."""
    if not tables:
        raise ReadingError("no sheet of the workbook holds anything")
    titles = name_some([table.sheet for table in tables], 10)
    if wishes.sheet:
        named = [t for t in tables if t.sheet.strip().lower() == wishes.sheet.strip().lower()]
        if not named:
            raise ReadingError(
                f"no sheet is called {wishes.sheet!r}; there are {titles}"
                + say_hidden(tables[0], "; hidden, and not read: {}")
            )
        tables = named
    headers = [find_header(table.rows, formats, wishes.known) for table in tables]
    best = max(range(len(tables)), key=lambda at: sheet_score(tables[at], headers[at]))
    table = tables[best]
    others = name_some([t.sheet for t in tables if t is not table], 10)
    if unseen := say_hidden(table, "not read, since they are hidden: {}"):
        table = with_remark(table, unseen)
    if len(tables) > 1:
        remark = f"the sheet {table.sheet} is read; for another one name it with --sheet: {others}"
        table = with_remark(table, remark)
    return table, headers[best]


def say_hidden(table: RawTable, sentence: str) -> str:
    """A sentence about the hidden sheets beside a table; empty where there is none."""
    return sentence.format(name_some(table.hidden_sheets, 10)) if table.hidden_sheets else ""


def sheet_score(table: RawTable, header: Header | None) -> tuple[bool, int, int]:
    """How likely a sheet is the one that is meant: referrals, known columns, many rows."""
    if header is None:
        return False, 0, 0
    taken = header.format.rows is not RowKind.REFUSED and not list_lacking(header)
    return taken, min(header.score, 100), len(table.rows)


def with_remark(table: RawTable, remark: str) -> RawTable:
    """The table with one more thing to say of it."""
    return replace(table, remarks=(remark, *table.remarks))


def describe_columns(table: RawTable, header: Header | None) -> str:
    """Which columns a table has, as far as a line names them."""
    if header is None:
        return describe_table(table.file, table.rows)
    names = [shorten_text(one.header, LONGEST_SAMPLE) for one in header.columns if one.header]
    return f"It has {name_some(names, MOST_NAMED)} (line {header.line})."


def check_header(table: RawTable, header: Header | None, wishes: Wishes) -> Header:
    """The line of column names; a file without one, or of no use, is told what it looks like."""
    for key in wishes.maps:
        if not wishes.may_lack and not (header and has_column(header.columns, key)):
            raise UsageError(
                f"{table.file} has no column {key!r}. {describe_columns(table, header)}",
                drop=["--map"],
            )
    if header is None:
        raise UsageError(
            f"{table.file} is no list that ref knows. {describe_table(table.file, table.rows)}"
        )
    if header.format.rows is RowKind.REFUSED:
        refused = header.format.refused.replace("FILE", quote_word(table.file))
        raise RefusedError(f"{table.file} looks like {header.format.title}. {refused}")
    maps = wishes.known.maps_of([column.header for column in header.columns])
    if twice := repeated_headers(header, maps):
        raise UsageError(f"{table.file} has the column {name_some(twice)} more than once.")
    if header.format.rows is RowKind.REFERRAL and (missing := list_lacking(header)):
        raise LackingColumnsError(table.file, header, missing, free_columns(table, header))
    refuse_counts(table, header)
    return header


def understand_vcards(file: str, text: str, encoding: str, today: date) -> Understood:
    """What is in a file of vCards."""
    rows = read_vcards(file, text)
    header = Header(0, 0, VCARD, (), 0)
    found = sort_rows(rows, ContactReader(VCARD, today), header)
    return Understood(
        files=(file,),
        format=VCARD.id,
        title=VCARD.title,
        rows_are=RowKind.CONTACT,
        encoding=encoding,
        header_line=0,
        columns=tuple(
            ColumnRead(name, means, file=file) for name, means in list_properties(text).items()
        ),
        contacts=tuple(found.contacts),
        rejected=tuple(found.rejected),
        doubts=tuple(found.doubts),
        samples=tuple(vcard_samples(rows)),
    )


def vcard_samples(rows: Sequence[MeantRow]) -> Iterator[SampleRow]:
    """Three cards, those with letters beyond ASCII first."""
    telling = sorted(rows, key=lambda row: "".join(row.as_text().values()).isascii())[:3]
    for row in sorted(telling, key=lambda row: row.line):
        cells = row.as_text().items()
        shown = {str(name): shorten_text(text, LONGEST_SAMPLE) for name, text in cells}
        yield SampleRow(row.line, shown)


def join_pairs(
    found: Sequence[Understood], formats: Mapping[str, FileFormat]
) -> Iterator[Understood]:
    """The files, those that one format joins to another as one."""
    used: set[int] = set()
    for one in found:
        join = formats[one.format].join if one.format in formats else None
        if not join:
            continue
        other = next((two for two in found if two.format == join.format), None)
        if other is None:
            raise UsageError(
                f"{one.files[0]} names its sources by numbers. Give the file {join.title} of the"
                " same program with it, both in one line:"
                f" {line_about('import', one.files[0], join.title)}"
            )
        used |= {id(one), id(other)}
        yield join_files(one, other)
    yield from (one for one in found if id(one) not in used)
