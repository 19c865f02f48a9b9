"""What was understood of a file: in lines for people, and as a record for programs."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from refcli.core.intake.plan import ImportPlan
from refcli.core.intake.reading.understood import (
    ColumnRead,
    DateOrder,
    Doubt,
    RowKind,
    Understood,
)
from refcli.phrases import count_phrase, name_some
from refcli.reading_files import PIPED, STANDARD_INPUT

MOST_REASONS = 50
MOST_LINES = 10  # that are named for one reason
UNUSUAL = {";": "semicolons", "\t": "tabs", "|": "pipes"}  # between the cells
ORDERS = {
    DateOrder.DAY_FIRST: "Days are read with the day first, as its columns prove.",
    DateOrder.UNCLEAR: "Every day could be read both ways; the month is read first (3/8: March 8)."
    " If the day comes first, add --day-first.",
}


def lines_of_understood(one: Understood) -> Iterator[str]:
    """What was understood, from the file as a whole to the lines that were left out."""
    yield first_line(one)
    if one.format != "own" and one.columns:
        yield f"Columns: {describe_columns(one.columns)}."
    if left := [column.header for column in one.columns if not column.means]:
        yield f"Columns left out: {name_some(left, 12)}."
    if one.rows_are is RowKind.REFERRAL and one.date_order in ORDERS:
        yield ORDERS[one.date_order]
    for sample in one.samples:
        yield f"As read, line {sample.line}: {' | '.join(sample.cells.values())}"
    yield from left_out_lines(one)
    if hidden := sum(contact.hidden for contact in one.contacts):
        yield f"Left out: {count_phrase(hidden, 'contact')} that the file calls out of use."
    yield from doubt_lines(one.doubts)
    yield from map(as_sentence, one.remarks)


def first_line(one: Understood) -> str:
    """The file, how many rows it has, and what it is."""
    names = " and ".join(short_name(file) for file in one.files)
    facts = [count_phrase(one.rows, "row"), one.encoding, UNUSUAL.get(one.delimiter, "")]
    facts += [f"sheet {one.sheet}" if one.sheet else ""]
    facts += [f"column names in line {one.header_line}" if one.header_line > 1 else ""]
    return f"{names}: {', '.join(filter(None, facts))}; {one.title}"


def short_name(file: str) -> str:
    """The name of a file without its folder."""
    return STANDARD_INPUT if file == PIPED else Path(file).name


def describe_columns(columns: Sequence[ColumnRead]) -> str:
    """The columns with what they were taken for; a question mark where that is not certain."""
    return ", ".join(
        f"{column.header} = {column.means}{'' if column.sure else '?'}"
        for column in columns
        if column.means and column.header.lower() != column.means
    )


def left_out_lines(one: Understood) -> Iterator[str]:
    """The lines that are no rows, those of one reason together."""
    several = len(one.files) > 1
    found = [(name_file(left.file, several), left.why, left.line) for left in one.left_out]
    if grouped := group_lines(found):
        parts = "; ".join(
            f"{place}{list_line_numbers(lines)} {why}" for (place, why), lines in grouped.items()
        )
        yield f"Left out: {parts}."


def doubt_lines(doubts: Iterable[Doubt]) -> Iterator[str]:
    """The cells without which rows are taken."""
    grouped = group_lines(("", f"{one.column}: {one.why}", one.line) for one in doubts)
    for (_, why), lines in islice(grouped.items(), MOST_REASONS):
        yield f"{list_line_numbers(lines)}: not taken: {why}"


def remark_lines(plan: ImportPlan) -> Iterator[str]:
    """The rows that are not taken, those of one reason together, with their file among several."""
    yield from reason_lines(
        "rejected",
        (
            (name_file(one.file, plan.several), "; ".join(one.reasons), one.line)
            for one in plan.rejected
        ),
    )
    yield from reason_lines(
        "conflict",
        ((name_file(one.file, plan.several), one.text, one.line) for one in plan.conflicts),
    )


def name_file(file: str, several: bool) -> str:  # noqa: FBT001
    """The name of the file ahead of its lines, where several were given."""
    return f"{short_name(file)} " if several else ""


def reason_lines(word: str, found: Iterable[tuple[str, str, int]]) -> Iterator[str]:
    """The first reasons with their lines, and how many lines more there are."""
    grouped = group_lines(found)
    for (place, reason), numbers in islice(grouped.items(), MOST_REASONS):
        yield f"{place}{list_line_numbers(numbers)}: {word}: {reason}"
    if left := sum(map(len, islice(grouped.values(), MOST_REASONS, None))):
        yield f"... and {left} more: {word}"


def group_lines(found: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str], list[int]]:
    """The numbers of the lines by their file and reason."""
    lines: dict[tuple[str, str], list[int]] = {}
    for file, reason, line in found:
        lines.setdefault((file, reason), []).append(line)
    return lines


def list_line_numbers(numbers: Sequence[int]) -> str:
    """The first of these lines, and how many more there are."""
    word = "line" if len(numbers) == 1 else "lines"
    return f"{word} {name_some([str(number) for number in numbers], MOST_LINES)}"


def as_sentence(remark: str) -> str:
    """A remark with a capital and a full stop."""
    return f"{remark[:1].upper()}{remark[1:]}."


def record_of_understood(one: Understood) -> dict[str, object]:
    """What was understood, for programs; one ``Understood`` is one object."""
    several = len(one.files) > 1
    return {
        "files": [short_name(file) for file in one.files],
        "format": one.format,
        "encoding": one.encoding or None,
        "delimiter": one.delimiter or None,
        "sheet": one.sheet or None,
        "header_line": one.header_line or None,
        "date_order": one.date_order or None,
        "rows": one.rows,
        "columns": {column.header: column.means for column in one.columns},
        "unsure": [column.header for column in one.columns if column.means and not column.sure],
        "left_out": [
            place_record(left.file, left.line, several=several) | {"why": left.why}
            for left in one.left_out
        ],
        "doubts": [
            place_record(doubt.file, doubt.line, several=several)
            | {"column": doubt.column, "why": doubt.why}
            for doubt in one.doubts
        ],
        "samples": [{"line": sample.line, **sample.cells} for sample in one.samples],
        "remarks": list(one.remarks),
    }


def records_of_remarks(plan: ImportPlan) -> dict[str, object]:
    """The rows that are in conflict or rejected, for programs."""
    return {
        "conflicts": [
            place_record(one.file, one.line, several=plan.several) | {"reason": one.text}
            for one in plan.conflicts
        ],
        "rejected": [
            place_record(one.file, one.line, several=plan.several) | {"reasons": list(one.reasons)}
            for one in plan.rejected
        ],
    }


def place_record(file: str, line: int, *, several: bool) -> dict[str, object]:
    """Where something stands; with its file, where several were given."""
    return ({"file": short_name(file)} if several else {}) | {"line": line}
