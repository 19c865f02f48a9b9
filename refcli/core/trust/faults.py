"""What can be wrong with the file of a book, in words that hold nobody's data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from refcli.phrases import count_phrase, name_some


class FaultKind(StrEnum):
    """Which of the looks found it."""

    PAGES = "pages"  # SQLite itself cannot read the file as it should be
    KEYS = "keys"  # a row names a row that is not there
    SCHEMA = "schema"  # tables, checks or triggers are not those that were released
    ROWS = "rows"  # a row is not what the history says last of it
    LOG = "history"  # the history lacks entries, or contradicts itself
    LEDGER = "ledger"  # the chain of seals over the gifts does not hold


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, and in which rows by their numbers.

    ``words`` is a sentence without anybody's data.
    """

    kind: FaultKind
    where: str
    words: str
    rows: tuple[int, ...] = ()

    @property
    def is_damage(self) -> bool:
        """Whether figures would be wrong; without its checks a book can still be read."""
        return self.kind is not FaultKind.SCHEMA

    def __str__(self) -> str:
        """The sentence."""
        return self.words


def name_rows(rows: Sequence[int]) -> str:
    """Rows by their numbers, as ``3 rows (7, 9 and 12)``."""
    return f"{count_phrase(len(rows), 'row')} ({name_some([str(row) for row in rows])})"


def verb_for(rows: Sequence[object]) -> str:
    """The verb for so many rows."""
    return "is" if len(rows) == 1 else "are"


def page_fault(where: Iterable[str]) -> Fault:
    """The file itself cannot be read as it should be, at these tables and indexes if known."""
    places = sorted(where)
    at = f" at {name_some(places)}" if places else ""
    words = f"SQLite finds the file broken{at}: a part of it was lost or overwritten."
    return Fault(FaultKind.PAGES, ", ".join(places), words)


def key_fault(table: str, rows: Sequence[int]) -> Fault:
    """Rows name rows that are not there."""
    refer = "refers" if len(rows) == 1 else "refer"
    words = f"In {table}, {name_rows(rows)} {refer} to what is not there."
    return Fault(FaultKind.KEYS, table, words, tuple(rows))


def schema_fault(differing: Sequence[str]) -> Fault:
    """Tables, checks or triggers are missing, or were changed outside ref."""
    words = f"Its own checks were changed outside ref ({name_some(differing)})."
    return Fault(FaultKind.SCHEMA, ", ".join(differing), words)


def table_fault(gone: Sequence[str]) -> Fault:
    """Tables are gone, and all that stood in them."""
    words = f"{count_phrase(len(gone), 'table')} of it {verb_for(gone)} gone ({name_some(gone)})."
    return Fault(FaultKind.PAGES, ", ".join(gone), words)


def altered_rows(table: str, rows: Sequence[int]) -> Fault:
    """Rows are not what the history says of them."""
    words = f"In {table}, {name_rows(rows)} {verb_for(rows)} not what the history says."
    return Fault(FaultKind.ROWS, table, words, tuple(rows))


def lost_rows(table: str, rows: Sequence[int]) -> Fault:
    """The history knows of rows that are gone."""
    it = "it" if len(rows) == 1 else "them"
    words = (
        f"In {table}, {name_rows(rows)} {verb_for(rows)} gone, and the history never saw {it} go."
    )
    return Fault(FaultKind.ROWS, table, words, tuple(rows))


def unknown_rows(table: str, rows: Sequence[int]) -> Fault:
    """Rows are there that the history does not know."""
    words = f"In {table}, {name_rows(rows)} {verb_for(rows)} unknown to the history."
    return Fault(FaultKind.ROWS, table, words, tuple(rows))


def gap_fault(log: str, missing: int) -> Fault:
    """Numbers of the history are missing, though it gives them one by one."""
    words = f"The history lacks {count_phrase(missing, 'row')} of {log}."
    return Fault(FaultKind.LOG, log, words)


def log_contradiction(log: str, rows: Sequence[int]) -> Fault:
    """Rows of the history do not follow on the ones before them."""
    do = "does" if len(rows) == 1 else "do"
    words = f"In {log}, {name_rows(rows)} {do} not follow on what the history said before."
    return Fault(FaultKind.LOG, log, words, tuple(rows))


def ledger_fault(words: str, row: int) -> Fault:
    """The chain of seals does not hold from a row on."""
    return Fault(FaultKind.LEDGER, "incentive", f"The ledger of gifts: {words}", (row,))
