"""Which line names the columns, which format that makes the file, and what each column means."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from refcli.core.intake.columns.formats import (
    TRACKER,
    ColumnRule,
    FileFormat,
    exact_key,
    header_key,
    is_dropped,
    is_known,
    rule_for,
)
from refcli.core.intake.columns.meanings import MAY_REPEAT, ColumnRead, Meaning, RowKind
from refcli.core.intake.columns.raw import RawRow

FIRST_LINES = 30  # in which the column names are looked for
KNOWN, MAPPED = 1_000, 500  # what a known format, and a column that was mapped, weigh
SIGN = "|"  # between the names of a line
NEARLY = 0.6  # of the names of two lines that are of the same list
FEWEST = 2  # columns that a line has to name
PATIENT = frozenset({Meaning.PATIENT, Meaning.PATIENT_LAST, Meaning.PATIENT_FIRST})
WHO = PATIENT | {Meaning.SOURCE, Meaning.SOURCE_LAST}  # a line of column names speaks of one

Maps = Mapping[str, Meaning | None]
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class KnownColumns:
    """What columns mean beside the formats: ``maps`` as typed, ``by_header`` as once answered.

    ``by_header`` has them by the line of column names, as ``sign_header`` gives it; they hold for
    a line that is nearly the same, too.
    """

    maps: Maps = field(default_factory=dict)
    by_header: Mapping[str, Maps] = field(default_factory=dict)

    def maps_of(self, cells: Sequence[str]) -> Maps:
        """What is known about the columns of one line; what is typed goes first."""
        kept = find_like_line(sign_header(cells), self.by_header) if self.by_header else None
        return {**kept, **self.maps} if kept else self.maps


def sign_header(cells: Iterable[str]) -> str:
    """A line of column names as answers about it are kept: the same names in the same order."""
    return SIGN.join(header_key(cell) for cell in cells if cell.strip())


def find_like_line(line: str, kept: Mapping[str, Kept]) -> Kept | None:
    """What is kept of a line of column names, or of the one most like it.

    A program that adds a column, drops one or moves them about writes the same list.
    """
    if line in kept:
        return kept[line]
    names = set(line.split(SIGN))
    shares = {other: share_names(names, set(other.split(SIGN))) for other in kept}
    best = max(shares, key=lambda other: shares[other], default="")
    return kept[best] if best and shares[best] >= NEARLY else None


def share_names(one: set[str], other: set[str]) -> float:
    """Which part of the names of two lines stands in both."""
    return len(one & other) / len(one | other)


@dataclass(frozen=True, slots=True)
class Header:
    """The line of column names: where it stands among the rows, and what it makes of the file."""

    place: int
    line: int
    format: FileFormat
    columns: tuple[ColumnRead, ...]
    score: int

    def places_of(self) -> dict[Meaning, list[int]]:
        """In which columns each meaning stands."""
        found: dict[Meaning, list[int]] = {}
        for place, column in enumerate(self.columns):
            if column.means:
                found.setdefault(column.means, []).append(place)
        return found


def find_header(
    rows: Sequence[RawRow], formats: Sequence[FileFormat], known: KnownColumns
) -> Header | None:
    """The best of the first lines; None where no line names columns that are known."""
    found = list(find_headers(rows[:FIRST_LINES], formats, known))
    first = next((one.place for one in found if one.format.rows is not RowKind.REFUSED), len(rows))
    fitting = [one for one in found if one.place <= first or not is_loosely_refused(one)]
    return max(fitting, key=lambda one: one.score, default=None)  # the first of equals


def is_loosely_refused(one: Header) -> bool:
    """Whether one word makes a file refused: ``Count`` below the rows of a list adds them up."""
    return one.format.rows is RowKind.REFUSED and not one.format.known.all


def find_headers(
    rows: Sequence[RawRow], formats: Sequence[FileFormat], columns_known: KnownColumns
) -> Iterator[Header]:
    """The lines that may name the columns."""
    for place, row in enumerate(rows):
        cells = [cell.strip() for cell in row.cells]
        keys = frozenset(map(header_key, filter(None, cells)))
        if not keys:
            continue
        maps = columns_known.maps_of(cells)
        known = [one for one in formats if one.id != TRACKER and is_known(one, keys)]
        best = max(known, key=lambda one: (*width_of(one), has_order(one, cells)), default=None)
        mapped = len((keys | set(map(exact_key, cells))) & maps.keys())
        used = best or next(one for one in formats if one.id == TRACKER)
        columns = tuple(assign_columns(cells, used, maps))
        count = sum(column.means is not None for column in columns)
        if best or mapped or (count >= FEWEST and names_somebody(columns)):
            score = KNOWN * (best is not None) + MAPPED * mapped + count
            yield Header(place, row.line, used, columns, score)


def width_of(one: FileFormat) -> tuple[int, bool]:
    """How much a format asks for: of two that fit, the narrower one is meant."""
    return len(one.known.all), bool(one.known.any)


def has_order(one: FileFormat, cells: Sequence[str]) -> bool:
    """Whether the columns stand as the format has them: what tells two of the same columns."""
    return tuple(map(header_key, one.known.all)) == tuple(map(header_key, cells))


def names_somebody(columns: Sequence[ColumnRead]) -> bool:
    """Whether one of the columns is about a patient or a source."""
    return any(column.means in WHO for column in columns)


def assign_columns(cells: Sequence[str], used: FileFormat, maps: Maps) -> list[ColumnRead]:
    """What each column means; each meaning is taken once, by the most certain column."""
    places = {id(rule): place for place, rule in enumerate(used.column)}
    rules = [pick_rule(cell, used, maps) for cell in cells]
    order = sorted(
        (place for place, rule in enumerate(rules) if rule),
        key=lambda place: rank_rule(rules[place], places),
    )
    taken: set[Meaning] = set()
    found = [ColumnRead(cell, None) for cell in cells]
    for place in order:
        rule = rules[place]
        means = rule and free_meaning(rule, taken)
        if rule and means:
            taken.add(means)
            found[place] = ColumnRead(cells[place], means, rule.sure)
    return found if taken & PATIENT else [*name_by_number(found, rules)]


def name_by_number(
    columns: Sequence[ColumnRead], rules: Sequence[ColumnRule | None]
) -> Iterator[ColumnRead]:
    """The columns, where none names the patient: one of numbers may stand for it."""
    for column, rule in zip(columns, rules, strict=True):
        number = column.means and rule and column.means is rule.means and rule.if_lacking
        yield replace(column, means=rule.if_lacking) if rule and number else column


def pick_rule(cell: str, used: FileFormat, maps: Maps) -> ColumnRule | None:
    """The rule about a column: what was typed with --map, else that of the format."""
    key = exact_key(cell) if exact_key(cell) in maps else header_key(cell)
    if not cell or is_dropped(used, cell):
        return None
    if key in maps:
        means = maps[key]
        return ColumnRule(means=means, headers=(cell,)) if means else None
    return rule_for(used, cell)


def rank_rule(rule: ColumnRule | None, places: Mapping[int, int]) -> tuple[bool, int]:
    """Who takes a meaning first: what was mapped, what is sure, and the earlier rule."""
    return (rule is not None and not rule.sure), places.get(id(rule), -1)


def free_meaning(rule: ColumnRule, taken: set[Meaning]) -> Meaning | None:
    """What a column means, as long as no other one has that meaning."""
    for means in (rule.means, rule.or_else):
        if means and (means not in taken or means in MAY_REPEAT):
            return means
    return None


def repeated_headers(header: Header, maps: Maps) -> list[str]:
    """The names that stand over two columns, of which one meaning only can be taken.

    Date 1 and Date 2 are two names where somebody said what they mean.
    """
    counted = Counter(header_key(column.header) for column in header.columns if column.header)
    exact = Counter(exact_key(column.header) for column in header.columns if column.header)
    return sorted(
        column.header
        for column in header.columns
        if column.means
        and column.means not in MAY_REPEAT
        and counted[header_key(column.header)] > 1
        and (exact_key(column.header) not in maps or exact[exact_key(column.header)] > 1)
    )


def has_column(columns: Iterable[ColumnRead], key: str) -> bool:
    """Whether a column is called as somebody typed it."""
    return any(key in {exact_key(one.header), header_key(one.header)} for one in columns)
