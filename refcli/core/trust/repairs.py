"""What a repair brought back, table by table, in words."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from refcli.core.output.table import Column, Table, Type
from refcli.phrases import count_phrase

WORDS = {
    "back": "brought back",
    "mended": "set right",
    "adopted": "entered",
    "filled": "filled in",
    "gone": "lost",
}
UNKNOWN = "; no command is known of changes "
UNKNOWN_IN_NOTE = re.compile(rf"{UNKNOWN}(\d+(?: to \d+)?(?:, \d+(?: to \d+)?)*)(?:;|$)")
COUNTS = ("brought_back", "set_right", "entered", "filled_in", "lost")  # as programs read them


@dataclass(slots=True)
class TableRepair:
    """What became of the rows of one table: the numbers of those that were touched.

    ``back``: lost, and made anew; ``mended``: there, but not as they had been written; ``adopted``:
    unknown to the history, entered into it now; ``filled``: lost, and in their place stands what
    can be told of them; ``gone``: cannot be brought back.
    """

    back: set[int] = field(default_factory=set)
    mended: set[int] = field(default_factory=set)
    adopted: set[int] = field(default_factory=set)
    filled: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many rows each of these is."""
        sets = (self.back, self.mended, self.adopted, self.filled, self.gone)
        return tuple(map(len, sets))

    @property
    def is_touched(self) -> bool:
        """Whether there is anything to tell."""
        return any(self.counts)


@dataclass(frozen=True, slots=True)
class RepairDone:
    """What a repair did: the path of the copy from before, and what became of each table.

    ``ways``: what else was set right, in sentences. ``noted``: what was found and not touched.
    ``left``: what is still wrong; then the book was left as it is. ``unknown``: the changes on
    record that were made anew, and whose commands nobody can tell.
    """

    copy: str
    tallies: Mapping[str, TableRepair]
    ways: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    unknown: frozenset[int] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether the book was brought back, and nothing is wrong with it any more."""
        return bool(self.copy) and not self.left


def repair_lines(done: RepairDone) -> list[str]:
    """What a person is told, line by line."""
    touched = {name: one for name, one in done.tallies.items() if one.is_touched}
    lines = [f"The book as it was before: {done.copy}"]
    lines += [line for name, one in touched.items() for line in tally_lines(name, one)]
    lines += done.ways
    if not touched and not done.left:
        lines.append("No row was lost. The file, its indexes and its checks were made anew.")
    if any(one.gone or one.filled for one in touched.values()):
        lines.append("A copy from before may have what is lost. See them: ref backup list")
    return [*lines, *done.noted, *(f"Still wrong: {fault}" for fault in done.left)]


def tally_lines(table: str, tally: TableRepair) -> list[str]:
    """The same of one table."""
    told = (
        (tally.back, "lost, brought back"),
        (tally.mended, "altered, set right"),
        (tally.adopted, "not in the history, entered into it"),
        (tally.filled, "lost, filled in as far as it can be told"),
        (tally.gone, "lost, not brought back"),
    )
    return [
        f"{table}: {count_phrase(len(rows), 'row')} {what} ({name_numbers(rows)})"
        for rows, what in told
        if rows
    ]


def name_numbers(numbers: Iterable[int], most: int = 4) -> str:
    """Numbers as runs: ``3, 7 to 12 and 5 more runs`` beyond so many of them."""
    words = name_runs(numbers)
    beyond = len(words) - most
    more = f" and {beyond:,} more {'run' if beyond == 1 else 'runs'}" if beyond > 0 else ""
    return ", ".join(words[:most]) + more


def name_runs(numbers: Iterable[int]) -> list[str]:
    """Numbers as runs: ``3``, ``7 to 12``."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [str(first) if first == last else f"{first} to {last}" for first, last in runs]


def word_unknown(entries: Collection[int]) -> str:
    """What the note of a repair says of entries that it made anew without their commands."""
    return f"{UNKNOWN}{', '.join(name_runs(entries))}" if entries else ""


def read_unknown(note: str) -> set[int]:
    """The entries whose commands a repair could not tell, as its note says."""
    found = UNKNOWN_IN_NOTE.search(note)
    runs = [run.split(" to ") for run in found[1].split(", ")] if found else []
    return {number for run in runs for number in range(int(run[0]), int(run[-1]) + 1)}


def summary_of(done: RepairDone) -> str:
    """One line for the history: ``12 rows brought back, 3 set right``."""
    counts = {what: sum(len(getattr(one, what)) for one in done.tallies.values()) for what in WORDS}
    told = [f"{count_phrase(counts[one], 'row')} {WORDS[one]}" for one in WORDS if counts[one]]
    said = "; ".join([*told, *done.ways]) or "looked at, nothing to bring back"
    return f"{said}{word_unknown(done.unknown)}"


def repair_record(done: RepairDone) -> dict[str, object]:
    """The same for programs."""
    return {
        "copy": done.copy or None,
        "repaired": done.is_whole,
        "tables": {
            name: dict(zip(COUNTS, one.counts, strict=True))
            for name, one in done.tallies.items()
            if one.is_touched
        },
        "also": [*done.ways, *done.noted],
        "still_wrong": list(done.left),
    }


def repair_table(done: RepairDone) -> Table:
    """The same for a spreadsheet: a row for each table that was touched, or one for none."""
    touched = {name: one for name, one in done.tallies.items() if one.is_touched}
    columns = (
        *(Column("copy", "Copy"), Column("repaired", "Repaired"), Column("table", "Table")),
        *(Column(name, name.replace("_", " ").capitalize(), Type.COUNT) for name in COUNTS),
        *(Column("also", "Also", Type.NAMES), Column("still_wrong", "Still wrong", Type.NAMES)),
    )
    rows = [
        (done.copy or None, done.is_whole, name, *one.counts, (*done.ways, *done.noted), done.left)
        for name, one in (touched or {"": TableRepair()}).items()
    ]
    return Table("Repair", columns, rows)
