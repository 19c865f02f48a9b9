"""What was understood of a file: in lines for people, and as a record for programs."""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from refcli.core.intake.columns.formats import header_key
from refcli.core.intake.columns.meanings import ColumnRead, RowKind
from refcli.core.intake.planned import ImportPlan
from refcli.core.intake.reading.understood import DateOrder, Doubt, Understood
from refcli.phrases import count_phrase, name_some
from refcli.reading_files import PIPED, STANDARD_INPUT

MOST_REASONS = 50
MOST_LINES = 10  # that are named for one reason
UNUSUAL = {";": "semicolons", "\t": "tabs", "|": "pipes"}  # between the cells
ORDERS = {
    DateOrder.DAY_FIRST: "Days are read with the day first (3/8: August 3).",
    DateOrder.UNCLEAR: "No day proves whether the day or the month comes first; the month is read"
    " first (3/8: March 8). If the day does, add --day-first.",
}


def lines_of_understood(one: Understood) -> Iterator[str]:
    """What was understood, from the file as a whole to the lines that were left out."""
    yield first_line(one)
    if columns := describe_columns(one.columns):
        yield f"Columns: {columns}."
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
        if column.means and header_key(column.header) != header_key(column.means)
    )


def left_out_lines(one: Understood) -> Iterator[str]:
    """The lines that are no rows, those of one reason together."""
    several = len(one.files) > 1
    for word, helps in (("Left out", False), ("Taken with another line", True)):
        grouped = group_lines(
            (name_file(left.file, several), left.why, left.line)
            for left in one.left_out
            if left.helps is helps
        )
        if grouped:
            parts = "; ".join(
                f"{place}{list_line_numbers(lines)} {why}"
                for (place, why), lines in grouped.items()
            )
            yield f"{word}: {parts}."


def doubt_lines(doubts: Iterable[Doubt]) -> Iterator[str]:
    """The cells without which rows are taken, or which are taken otherwise than they stand."""
    grouped = group_lines(
        ("", f"{'with' if one.kept else 'without'} {one.column}: {one.why}", one.line)
        for one in doubts
    )
    for (_, why), lines in islice(grouped.items(), MOST_REASONS):
        yield f"{list_line_numbers(lines)}: taken {why}"


def remark_lines(plan: ImportPlan, said: Container[str] = ()) -> Iterator[str]:
    """The rows that are not taken, those of one reason together, with their file among several.

    ``said``: the reasons that the list of names has told already.
    """
    yield from reason_lines(
        "rejected",
        (
            (name_file(one.file, plan.several), "; ".join(reasons), one.line)
            for one in plan.rejected
            if (reasons := [reason for reason in one.reasons if reason not in said])
        ),
    )
    yield from reason_lines(
        "conflict",
        ((name_file(one.file, plan.several), one.text, one.line) for one in plan.conflicts),
    )


def again_lines(plan: ImportPlan) -> Iterator[str]:
    """The rows that are taken although their patient is on record, to be looked at.

    And those that are no referral of their own, since an earlier line has it.
    """
    told = ((name_file(one.file, plan.several), one.text, one.line) for one in plan.again)
    yield from reason_lines("counted once more", told)
    bare = ((name_file(one.file, plan.several), one.text, one.line) for one in plan.bare)
    yield from reason_lines("taken with another contact", bare)
    news = ((name_file(one.file, plan.several), one.text, one.line) for one in plan.joined)
    yield from reason_lines("taken with another line", news)
    same = ((name_file(one.file, plan.several), one.text, one.line) for one in plan.same)
    yield from reason_lines("no referral of its own", same)
    names = ((name_file(one.file, plan.several), one.text, one.line) for one in plan.alike_names)
    yield from reason_lines("both counted", names)


def filled_lines(plan: ImportPlan) -> Iterator[str]:
    """What contacts fill in of sources on record, a line for each."""
    for number, news in islice(plan.filled.items(), MOST_REASONS):
        yield f"#{number} {news.source.record.name}: filled in: {', '.join(news.words)}"
    if (left := len(plan.filled) - MOST_REASONS) > 0:
        yield f"... and {count_phrase(left, 'more source')} filled in"


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
    """A remark with a capital and a full stop; a line to type at its end has none."""
    stop = "" if ": ref " in remark else "."
    return f"{remark[:1].upper()}{remark[1:]}{stop}"


def record_of_all(understood: Sequence[Understood], plan: ImportPlan) -> dict[str, object]:
    """What was understood of all files, and what becomes of their rows, for programs."""
    several = plan.several
    return {
        "format": join_values(one.format for one in understood),
        "encoding": join_values(one.encoding for one in understood),
        "delimiter": join_values(one.delimiter for one in understood),
        "header_line": next((one.header_line or None for one in understood), None),
        "date_order": join_values(one.date_order for one in understood),
        "rows": sum(one.rows for one in understood),
        "new": plan.new,
        "matched": plan.matched,
        "updated": plan.updated,
        "conflicts": [
            place_record(one.file, one.line, several=several) | {"reason": one.text}
            for one in plan.conflicts
        ],
        "rejected": [
            place_record(one.file, one.line, several=several) | {"reasons": list(one.reasons)}
            for one in plan.rejected
        ],
        "left_out": [
            place_record(left.file, left.line, several=several) | {"why": left.why}
            for one in understood
            for left in one.left_out
        ],
        "columns": dict(name_columns([c for one in understood for c in one.columns])),
    }


def name_columns(columns: Sequence[ColumnRead]) -> Iterator[tuple[str, str | None]]:
    """The columns by their names with what they mean.

    One that means something else in another file has the file before it: ``c2.csv: Provider``.
    """
    meanings: dict[str, set[str | None]] = {}
    for one in columns:
        meanings.setdefault(one.header, set()).add(one.means)
    for one in columns:
        alone = len(meanings[one.header]) == 1
        yield one.header if alone else f"{short_name(one.file)}: {one.header}", one.means


def samples_of(understood: Sequence[Understood]) -> list[dict[str, object]]:
    """The rows as read, those of one file after those of the other."""
    return [{"line": sample.line, **sample.cells} for one in understood for sample in one.samples]


def join_values(values: Iterable[str]) -> str | None:
    """The one value of all files, else each once; None where no file has one."""
    return ", ".join(dict.fromkeys(str(value) for value in values if value)) or None


def place_record(file: str, line: int, *, several: bool) -> dict[str, object]:
    """Where something stands; with its file, where several were given."""
    return ({"file": short_name(file)} if several else {}) | {"line": line}
