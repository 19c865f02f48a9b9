"""Files with people's names that went out: noted, so that whoever asks later can be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from refcli.core.output.table import Column, Table, Type

DISCLOSURE_COLUMNS = (
    Column("id", "No.", Type.ID),
    Column("left_on", "Day", Type.DATE),
    Column("who", "Who"),
    Column("login", "Login", machine_only=True),
    Column("command", "Command"),
    Column("content", "What"),
    Column("people", "People", Type.COUNT),
    Column("file", "File"),
    Column("at", "Moment (UTC)", machine_only=True),
)
NOTE = (
    "Every file that ref wrote with people's names in it, by the real day; undo leaves these rows."
    " People: patients named, and whoever is written to or listed. What was shown on the screen,"
    " printed, or taken by another program with > is not in it, nor are copies of the book."
)


class Content(StrEnum):
    """What kind of content a file had that named people."""

    LETTERS = "letters"
    LABELS = "labels"
    REPORT = "report with patients' names"
    CALENDAR = "calendar with patients' names"
    AUDIT = "audit of gifts"
    BOOK = "the whole book"
    ROUTE = "route of visits"
    NAMES = "list of names in a file"


@dataclass(frozen=True, slots=True)
class NamesTold:
    """What a file tells of people: the kind of its content, and how many it names."""

    content: Content
    people: int


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A file with people's names that went out, on a real day; ``at``: the moment, in UTC."""

    id: int
    at: str
    left_on: date
    who: str
    login: str
    command: str
    file: str
    content: str
    people: int


def disclosures_table(found: Sequence[Disclosure]) -> Table:
    """One row per file, the latest first."""
    rows = [tuple(getattr(one, column.name) for column in DISCLOSURE_COLUMNS) for one in found]
    empty = "No file with people's names was written."
    return Table("Files with names that went out", DISCLOSURE_COLUMNS, rows, NOTE, empty=empty)
