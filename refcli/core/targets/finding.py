"""Whom a list of providers has that we look for: its rows told apart, one after the other."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from refcli.core.practice import CODES
from refcli.core.sources.reach import read_npi
from refcli.core.targets.columns import FileColumns, find_columns
from refcli.core.targets.cutting import pick_rows
from refcli.core.targets.near import ZIP_DIGITS
from refcli.core.targets.reading import (
    LINE_BREAK,
    PickedRow,
    RowCount,
    Wanted,
    open_list,
)
from refcli.core.targets.records import NewTarget, OwnWords
from refcli.core.targets.rows import Deactivated, Refused, read_own_words, read_row
from refcli.core.targets.scope import Scope
from refcli.core.targets.specialties import has_specialty
from refcli.errors import RefusedError, UsageError

MOST_TARGETS = 20_000
MOST_LISTED = 1_000  # rows that are not taken, one by one
STATE_LETTERS = 2
TOO_LONG = "a cell of it, or the whole, is longer than any of a provider"


@dataclass(frozen=True, slots=True)
class PassedRow:
    """A row that was not taken: its line, and why."""

    line: int
    why: str


@dataclass(slots=True)
class FileFindings:
    """What a list has: who is wanted, and of those on record, where they are and who has left.

    ``elsewhere``: on record, and now not where, or what, is looked for. ``left_out`` are the first
    of the rows that cannot be taken, and ``refused`` is how many there are; ``unread`` are those
    on record of whom one is. ``cut``: the file ends within a row, or nobody knows of whom a row is
    that cannot be read, so that who is absent may still be listed.
    """

    found: dict[str, NewTarget] = field(default_factory=dict)
    elsewhere: dict[str, NewTarget] = field(default_factory=dict)
    deactivated: set[str] = field(default_factory=set)
    left_out: list[PassedRow] = field(default_factory=list)
    refused: int = 0
    unread: set[str] = field(default_factory=set)
    cut: bool = False
    repeated: int = 0
    own_words: dict[str, OwnWords] = field(default_factory=dict)
    national: bool = True  # the national file, or one with all its columns
    tally: RowCount = field(default_factory=RowCount)


def search_list(blocks: Iterable[bytes], scope: Scope, known: AbstractSet[str]) -> FileFindings:
    """Look through a list; ``known`` are the NPIs on record, which are found wherever they are."""
    tally = RowCount()
    opened = open_list(watch_end(blocks, tally))
    columns = find_columns(opened.header)
    findings = FileFindings(national=bool(columns.codes), tally=tally)
    wanted = make_wanted(columns, scope, known, words=not opened.quoted)
    for raw in pick_rows(opened, wanted, findings.tally):
        take_row(raw, columns, scope, known, findings)
    findings.cut |= findings.national and not tally.ended  # each of its rows has its line break
    return findings


def watch_end(blocks: Iterable[bytes], tally: RowCount) -> Iterator[bytes]:
    """The bytes of a list; afterwards the tally knows whether they end with a line."""
    for block in blocks:
        tally.ended = block.endswith(LINE_BREAK)
        yield block


def make_wanted(
    columns: FileColumns, scope: Scope, known: AbstractSet[str], *, words: bool = False
) -> Wanted:
    """What decides about a row: its ZIP code, or its state where no ZIP code is looked for.

    ``words``: the list may have the name of a state in place of its letters.
    """
    npis = {one.encode() for one in known}
    npi, at = columns.at["npi"], columns.at
    if scope.zips:
        return Wanted(npi, at["zip"], ZIP_DIGITS, {one.encode() for one in scope.zips}, npis)
    if "state" not in at:
        raise RefusedError("This list has no column for the state. Look by ZIP code: --near 98101")
    names = [name for name, code in CODES.items() if words and code == scope.state]
    begin = {name.strip()[:STATE_LETTERS] for name in (scope.state, *names)}
    spelt = {way(one).encode() for one in begin for way in (str.upper, str.lower, str.title)}
    return Wanted(npi, at["state"], STATE_LETTERS, spelt, npis)


def take_row(
    raw: PickedRow,
    columns: FileColumns,
    scope: Scope,
    known: AbstractSet[str],
    findings: FileFindings,
) -> None:
    """Put a row where it belongs."""
    if raw.cells and not may_fit(raw.cells, columns, scope, known):
        return
    one = read_row(raw.cells, columns) if raw.cells else Refused(TOO_LONG)
    if isinstance(one, Refused):
        refuse_row(raw, one, columns, known, findings)
    elif isinstance(one, Deactivated):
        findings.deactivated |= {one.npi} & known
    elif one.npi in findings.found or one.npi in findings.elsewhere:
        findings.repeated += 1
    elif scope.fits(one):
        findings.found[one.npi] = one
        if not findings.national:
            findings.own_words[one.npi] = read_own_words(raw.cells or (), columns)
        refuse_too_many(findings)
    elif one.npi in known:
        findings.elsewhere[one.npi] = one


def refuse_row(
    raw: PickedRow,
    one: Refused,
    columns: FileColumns,
    known: AbstractSet[str],
    findings: FileFindings,
) -> None:
    """Note a row that is not taken; of whom it is shows whom it does not say to have left."""
    findings.refused += 1
    if findings.refused <= MOST_LISTED:
        findings.left_out.append(PassedRow(raw.line, one.why))
    cells, place = raw.cells or (), columns.at["npi"]
    npi = cells[place].strip() if len(cells) > place else ""
    findings.unread |= {npi} & known
    if not findings.cut and len(cells) != columns.count:
        findings.cut = raw.last or not is_npi(npi)


def is_npi(text: str) -> bool:
    """Whether it is an NPI by its check digit."""
    try:
        return bool(read_npi(text))
    except UsageError:
        return False


def may_fit(
    cells: Sequence[str], columns: FileColumns, scope: Scope, known: AbstractSet[str]
) -> bool:
    """False for a row that says what somebody does, and that is not what is looked for."""
    if not columns.codes or not scope.codes or len(cells) != columns.count:
        return True
    codes = [cells[place] for place, _ in columns.codes]
    return cells[columns.at["npi"]] in known or has_specialty(codes, scope.codes)


def refuse_too_many(findings: FileFindings) -> None:
    """Refuse what nobody can visit."""
    if len(findings.found) > MOST_TARGETS:
        raise RefusedError(
            f"More than {MOST_TARGETS} offices and providers are there, and nothing was taken. Look"
            " for fewer: --radius 5, --specialty dentist"
        )
