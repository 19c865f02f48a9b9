"""A workbook of Excel as tables. A zip of XML can be a trap: it is weighed before it is opened.

openpyxl reads it (MIT, pure Python, 3 MB with et_xmlfile): it reads row by row, the values that are
kept beside formulas, and which days are days.
"""

import io
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from refcli.core.intake.columns.raw import (
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_MANY_ROWS,
    RawRow,
    RawTable,
    ReadingError,
)
from refcli.core.intake.shown import shorten_text
from refcli.errors import UsageError
from refcli.lines import line_about
from refcli.phrases import count_phrase, name_some

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

ZIP = b"PK\x03\x04"
MOST_BYTES = 200_000_000  # of all parts of a workbook, unpacked
MOST_OF_TEXTS = 50_000_000  # of its shared texts, which are read as a whole
MOST_TIMES = 200  # as large as in the zip may a part of more than a megabyte be
LARGE = 1_000_000
MOST_PARTS = 2_000
LONGEST_CELL = 131_072  # letters, as in a CSV file
MOST_BLANK_ROWS = 20_000  # together; what stands below them is not read, and said
TRAP = "it is packed as no workbook is: it would fill the memory"
OF_A_MAC = "__MACOSX/"  # what a Mac adds to a zip
MOST_NAMED, LONGEST_NAME = 5, 60  # of what is in a zip; letters
BROKEN = "it is a damaged workbook. Open it in Excel, save it anew, and import that file"
SCANNED = 2_000  # bytes at the head of a part, in which a DOCTYPE would stand


def is_workbook(raw: bytes) -> bool:
    """Whether the bytes are a zip, as a workbook of Excel since 2007 is."""
    return raw.startswith(ZIP)


def read_workbook(file: str, raw: bytes) -> list[RawTable]:
    """Each sheet that can be seen and holds something, as a table."""
    weigh_zip(file, raw)
    try:
        return list(read_sheets(file, raw))
    except ReadingError:
        raise
    except Exception as error:  # noqa: BLE001  (whatever XML parsers say of damaged bytes)
        raise ReadingError(f"{BROKEN} ({type(error).__name__})") from None


def weigh_zip(file: str, raw: bytes) -> None:
    """Refuse a zip that is no workbook, or would be far larger unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            refuse_other_zip(file, names)
            weigh_parts(parts)
            refuse_entities(archive, parts)
    except (ReadingError, UsageError):
        raise
    except Exception as error:  # noqa: BLE001  (a damaged zip fails in a dozen ways)
        raise ReadingError(f"{BROKEN} ({type(error).__name__})") from None


def refuse_other_zip(file: str, names: Collection[str]) -> None:
    """Refuse a zip without the parts of a workbook, with what is in it."""
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return
    inside = sorted(n for n in names if not n.endswith("/") and not n.startswith(OF_A_MAC))
    if not inside:
        raise UsageError(f"{file} is a zip with nothing in it.")
    shown = name_some([shorten_text(name, LONGEST_NAME) for name in inside], MOST_NAMED)
    first = inside[0].replace("\\", "/").rpartition("/")[2]
    line = line_about("import", first)
    raise UsageError(f"{file} is a zip with {shown} in it. Unpack it, then type: {line}")


def weigh_parts(parts: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse parts that are too many, or far larger unpacked."""
    texts = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise ReadingError(TRAP)
    if texts > MOST_OF_TEXTS:
        raise ReadingError(TOO_MANY_ROWS)
    for part in parts:
        if part.file_size > LARGE and part.file_size > MOST_TIMES * part.compress_size:
            raise ReadingError(TRAP)


def refuse_entities(archive: zipfile.ZipFile, parts: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse XML with a DOCTYPE: no workbook has one, and what it declares can explode."""
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as content:
                if b"<!DOCTYPE" in content.read(SCANNED):
                    raise ReadingError(TRAP)


def read_sheets(file: str, raw: bytes) -> Iterator[RawTable]:
    """The sheets one after the other, each with the names of those that are hidden."""
    from openpyxl import load_workbook  # noqa: PLC0415  (only a workbook needs it)

    values = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    formulas = load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
    hidden = hidden_rows(raw, values)
    unseen = tuple(s.title for s in values.worksheets if s.sheet_state != "visible")
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            continue
        rows, empty, stopped = read_sheet_rows(sheet, formulas[sheet.title])
        if rows:
            count = hidden.get(sheet.title, 0)
            remarks = tuple(list_remarks(sheet.title, count, empty, stopped))
            yield RawTable(
                file=file, rows=rows, sheet=sheet.title, remarks=remarks, hidden_sheets=unseen
            )


def read_sheet_rows(sheet: Any, formulas: Any) -> tuple[list[RawRow], int, int]:  # noqa: ANN401
    """The rows as text; how many formulas have no value beside them; where reading stopped."""
    found: list[RawRow] = []
    empty = last = 0
    for number, (cells, sources) in enumerate(zip(sheet.iter_rows(), formulas.iter_rows()), 1):  # noqa: B905
        if number - last > MOST_BLANK_ROWS:
            return found[:last], empty, number
        texts = row_texts(cells[:MOST_COLUMNS])
        found.append(RawRow(number, texts))
        if not texts:
            continue
        last = number
        if last > MOST_ROWS:
            raise ReadingError(TOO_MANY_ROWS)
        empty += count_empty(cells[:MOST_COLUMNS], sources)
    return found[:last], empty, 0


def row_texts(cells: Sequence[Any]) -> tuple[str, ...]:
    """The cells as text, without the empty ones at the end."""
    texts = [cell_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def count_empty(cells: Sequence[Any], sources: Sequence[Any]) -> int:
    """How many formulas of a row have no value kept beside them."""
    return sum(
        one.value is None and isinstance(source.value, str) and source.value.startswith("=")
        for one, source in zip(cells, sources, strict=False)
    )


def cell_text(cell: Any) -> str:  # noqa: ANN401
    """The value of a cell as text: a day as 2026-11-20, a number without a needless zero."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, float):
        return number_text(value)
    text = value.isoformat() if isinstance(value, date | time) else str(value)
    if len(text) > LONGEST_CELL:
        raise ReadingError(f"a cell of more than {LONGEST_CELL:,} letters: it is no list")
    return text


def number_text(value: float) -> str:
    """1450 for 1450.0, 0.3 for 0.30000000000000004: spreadsheets show fifteen digits.

    Three decimals become four, 100.0050: in a text 1.450 may be thousands, in a number it is not.
    """
    text = f"{value:.0f}" if value == int(value) else f"{value:.15g}"
    return text + "0" * (text[-4:-3] == ".")


def hidden_rows(raw: bytes, book: "Workbook") -> dict[str, int]:
    """How many rows of each sheet are hidden, by hand or by a filter."""
    from xml.etree.ElementTree import iterparse  # noqa: PLC0415  (no DOCTYPE in it)

    found: dict[str, int] = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for sheet in book.worksheets:
            path = getattr(sheet, "_worksheet_path", "")
            with archive.open(path.lstrip("/")) as content:
                count = 0
                for _, element in iterparse(content):  # noqa: S314
                    if element.tag.endswith("}row"):
                        count += element.get("hidden") in {"1", "true"}
                        element.clear()
            found[sheet.title] = count
    return found


def list_remarks(title: str, hidden: int, empty: int, stopped: int) -> Iterator[str]:
    """What there is to say of a sheet."""
    if stopped:
        yield f"below line {stopped:,} of the sheet {title} nothing was read, so much is blank"
    if hidden:
        rows = count_phrase(hidden, "hidden row")
        are = "is" if hidden == 1 else "are"
        yield f"{rows} of the sheet {title} (by hand or by a filter) {are} read like the others"
    if empty:
        formulas = count_phrase(empty, "formula")
        has, have_it = ("has", "it has") if empty == 1 else ("have", "they have")
        yield (
            f"{formulas} of the sheet {title} {has} no value kept in the file: open it in Excel and"
            f" save it, so that {have_it}"
        )
