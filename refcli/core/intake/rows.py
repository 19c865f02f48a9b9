"""The rows of a file of referrals, and what each of them says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from refcli.core.names.keys import LONGEST
from refcli.core.referrals.steps import Steps, advance
from refcli.core.values.date_text import DateError, DaySense
from refcli.core.values.dates import read_day_for
from refcli.core.values.money import MoneyError, read_cents
from refcli.core.values.no_days import is_no_day
from refcli.core.vocabulary import Status
from refcli.errors import RefusedError

REQUIRED = ("received_on", "patient", "source")
OPTIONAL = (
    *("kind", "office", "status", "seen_on", "value"),
    *("also", "service", "chart", "note"),
)
DAYS = ("received_on", "seen_on")
NAMES = ("patient", "source", "office", "also")
ONE_LINE = tuple(name for name in (*REQUIRED, *OPTIONAL) if name not in {"service", "note"})
EXTRA = "(extra)"  # where cells without a column are put
NOT_RECORDED = "not recorded"  # the reason of a lost referral whose file gives none


class RowError(RefusedError):
    """A row that cannot be taken; the message says why and what to write instead."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of a file: its line number, and its cells by column name."""

    line: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        """A cell without the white space around it; empty where it is missing."""
        return self.cells.get(name, "").strip()

    def day_text(self, name: str) -> str:
        """A cell of a day; empty too where it says that there is none: N/A, 0001-01-01."""
        text = self.get(name)
        return "" if is_no_day(text) else text


def faults_of_cells(row: FileRow) -> Iterator[str]:
    """What is wrong with the cells before anybody reads what they say."""
    if row.get(EXTRA):
        yield "more cells than columns: put a text with commas into quotes"
    for name in REQUIRED:
        if not (row.day_text(name) if name in DAYS else row.get(name)):
            yield f"{name} is empty"
    for name in (*REQUIRED, "office"):
        if len(row.get(name)) > LONGEST:
            yield f"{name} has more than {LONGEST} letters"
    for name in ONE_LINE:
        if not {"\n", "\r"}.isdisjoint(row.cells.get(name, "")):
            yield f"{name} has a line break"


def faults_of_values(row: FileRow, today: date) -> Iterator[str]:
    """What is wrong with the days, the status and the amount, each read by itself."""
    day, seen = map(row.day_text, DAYS)
    status = row.get("status")
    yield from refusal_reasons(lambda: day and read_day(day, "received_on", today))
    yield from refusal_reasons(lambda: seen and read_day(seen, "seen_on", today))
    yield from refusal_reasons(lambda: status and read_status(status))
    yield from refusal_reasons(
        lambda: day and steps_of(row, read_day(day, "received_on", today), today)
    )
    yield from refusal_reasons(lambda: cents_of(row))


def refusal_reasons(read: Callable[[], object]) -> Iterator[str]:
    """Why something cannot be read, if it cannot."""
    try:
        read()
    except RefusedError as error:
        yield str(error)


def read_day(text: str, column: str, today: date) -> date:
    """A day that is not in the future."""
    try:
        return read_day_for(text, today, DaySense.CELL)
    except DateError as error:
        raise RowError(f"{column}: {error}") from None


def steps_of(row: FileRow, received_on: date, today: date) -> Steps:
    """How far the row's referral has come; a step without a day of its own gets a known one."""
    seen = row.day_text("seen_on")
    seen_on = read_day(seen, "seen_on", today) if seen else None
    status = read_status(row.get("status") or ("seen" if seen_on else "received"))
    if status in {Status.SEEN, Status.COMPLETED} and seen_on is None:
        raise RowError(f"status {status} needs seen_on, the day of the visit")
    if status in {Status.RECEIVED, Status.SCHEDULED} and seen_on:
        raise RowError(f"status {status} has no seen_on; leave it empty or write seen")
    steps = Steps(received_on=received_on)
    if seen_on:
        steps = advance(steps, Status.SEEN, seen_on)
    return advance(steps, status, seen_on or received_on, row.get("note") or NOT_RECORDED)


def read_status(text: str) -> Status:
    """A status by its word."""
    try:
        return Status(text.lower())
    except ValueError:
        known = ", ".join(Status)
        raise RowError(f"status {text!r} is none of {known}") from None


def cents_of(row: FileRow) -> int | None:
    """The production in cents, where the row has any."""
    try:
        return read_cents(row.get("value")) if row.get("value") else None
    except MoneyError as error:
        raise RowError(f"value: {error}") from None
