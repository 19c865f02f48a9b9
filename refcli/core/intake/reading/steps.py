"""The steps that a row tells of: with their days, or without where only "seen: Y" is written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from reprlib import repr as short

from refcli.core.intake.columns.meanings import Meaning
from refcli.core.intake.columns.raw import MeantRow
from refcli.core.intake.reading.days import DayReader
from refcli.core.intake.reading.words import Flag, find_answer, find_telling
from refcli.core.names.keys import LONGEST
from refcli.core.referrals.reasons import NOT_RECORDED
from refcli.core.referrals.step_rows import ReferralStep, derive_standing
from refcli.core.referrals.steps import StepError, Steps, check_order
from refcli.core.values.date_text import DateError, plain_date_text
from refcli.core.values.no_days import is_no_day
from refcli.core.values.written_days import WrittenHour, read_written_hour
from refcli.core.vocabulary import Status, StepKind, Telling
from refcli.errors import RefusedError

STEP_COLUMNS = {  # the column of a step, and what a yes in it tells
    Meaning.BOOKED_ON: Telling.SCHEDULED,
    Meaning.APPOINTMENT: Telling.SCHEDULED,
    Meaning.SEEN_ON: Telling.SEEN,
    Meaning.COMPLETED_ON: Telling.COMPLETED,
    Meaning.LOST_ON: Telling.LOST,
}
MIDNIGHT = "00:"  # how programs write a day without an hour
LONGEST_HOUR = 60  # letters of a cell that is a day and its hour
OF_GREENWICH = "the hour of Greenwich (UTC), not of here, so only the day is taken"
HOURS_IN_A_FILE = "Write 9:30 or 2:15 pm"
LISTED = ", ".join(Status)
ASKS_WHO_CAME = re.compile("show|kept|came", re.IGNORECASE)  # not Seen, which may be still to come


class CellError(RefusedError):
    """A cell that cannot be read; the message says why and what to write instead."""


@dataclass(slots=True)
class ToldCells:
    """What the cells of a row tell: each thing once, with its day where one is written."""

    days: dict[Meaning, date] = field(default_factory=dict)
    tellings: set[Telling] = field(default_factory=set)
    reason: str = ""
    called_off: date | None = None
    not_seen: bool = False  # a no stands where the visit is told
    hour: str | None = None  # of the appointment


def read_told(
    row: MeantRow,
    readers: Mapping[Meaning, DayReader],
    names: Mapping[Meaning, str],
    *,
    own: bool = False,
) -> Iterator[str | ToldCells]:
    """The reasons why cells cannot be read, and then what the others tell.

    ``names`` are what the file calls its columns. ``own``: it is a list of ref itself.
    """
    told = ToldCells(
        reason=row.get(Meaning.REASON), hour=hour_of(row.get(Meaning.APPOINTMENT_HOUR))
    )
    for meaning in STEP_COLUMNS:
        try:
            read_step_cell(row.get(meaning), meaning, readers.get(meaning), told)
        except DateError as error:
            yield f"{names.get(meaning, meaning)}: {error}"
        except CellError as error:
            yield str(error)
    try:
        read_status_cell(row.get(Meaning.STATUS), told, own=own)
    except CellError as error:
        yield str(error)
    reader = readers.get(Meaning.APPOINTMENT)
    if reader and told.not_seen and ASKS_WHO_CAME.search(names.get(Meaning.SEEN_ON, "")[:LONGEST]):
        tell_missed(told, reader.today)
    made = told.days.get(Meaning.APPOINTMENT)
    if reader and made and made > reader.today and Telling.MISSED in told.tellings:
        yield f"an appointment for {made} is still to come; nobody has missed it"
    yield told


def tell_missed(told: ToldCells, today: date) -> None:
    """Who did not show up to an appointment that is past has missed it."""
    made = told.days.get(Meaning.APPOINTMENT)
    if made and made < today and told.tellings <= {Telling.RECEIVED, Telling.SCHEDULED}:
        told.tellings.add(Telling.MISSED)


def read_step_cell(text: str, meaning: Meaning, reader: DayReader | None, told: ToldCells) -> None:
    """A day, a yes or a no, or what became of it instead: ``no show`` where an appointment was."""
    if not text:
        return
    if reader and (known := reader.known.get((text, meaning is Meaning.APPOINTMENT))):
        tell_day(known, text, meaning, told)
        return
    answer, telling = find_answer(text), find_telling(text)
    if answer is Flag.YES:
        told.tellings.add(STEP_COLUMNS[meaning])
    elif answer is Flag.NO:
        told.not_seen |= meaning is Meaning.SEEN_ON
    elif telling:
        told.tellings.add(telling)
    elif is_no_day(text):
        return
    elif reader and (day := reader.read(text, future=meaning is Meaning.APPOINTMENT)):
        tell_day(day, text, meaning, told)


def tell_day(day: date, text: str, meaning: Meaning, told: ToldCells) -> None:
    """A step has a day; an appointment may have its hour too."""
    told.days[meaning] = day
    told.tellings.add(STEP_COLUMNS[meaning])
    if meaning is Meaning.APPOINTMENT:
        told.hour = told.hour or hour_of(text)


def hour_of(text: str) -> str | None:
    """The hour of an appointment: 09:30 for ``12/2/2026 9:30 AM``; midnight is none.

    One by the clock of Greenwich is none either: nobody knows how far that is from ours.
    """
    found = read_hour_cell(text)
    return found.hour if found and not found.universal else None


def read_hour_cell(text: str) -> WrittenHour | None:
    """The hour that a cell says, midnight excepted."""
    if len(text) > LONGEST_HOUR:
        return None
    found = read_written_hour(plain_date_text(text))
    return None if found and found.hour.startswith(MIDNIGHT) else found


def doubt_hours(row: MeantRow) -> Iterator[tuple[Meaning, str]]:
    """The columns of an appointment whose hour is left out, each with the reason."""
    for meaning in (Meaning.APPOINTMENT, Meaning.APPOINTMENT_HOUR):
        text = row.get(meaning)
        found = read_hour_cell(text)
        if found and found.universal:
            yield meaning, f"{text}: {OF_GREENWICH}"
        elif meaning is Meaning.APPOINTMENT_HOUR and says_no_hour(text):
            yield meaning, f"{short(text)} is no hour. {HOURS_IN_A_FILE}"


def says_no_hour(text: str) -> bool:
    """Whether a cell that is to say an hour says something else: ``morning``."""
    if not text or is_no_day(text):
        return False
    return len(text) > LONGEST_HOUR or read_written_hour(plain_date_text(text)) is None


def read_status_cell(text: str, told: ToldCells, *, own: bool = False) -> None:
    """A status by its word, or by a word that means one.

    A list of ref itself has the day of the booking beside ``received`` where that was called off.
    """
    if not text or find_answer(text) is Flag.NO:
        return
    telling = None if "?" in text else find_telling(text)
    if telling is None and (reason := find_lost_reason(text)):
        telling, told.reason = Telling.LOST, told.reason or reason
    if telling is None:
        raise CellError(f"status {short(text)} is none of {LISTED}")
    if telling in {Telling.RECEIVED, Telling.SCHEDULED} and Telling.SEEN in told.tellings:
        raise CellError(f"status {telling} has no seen_on; leave it empty or write seen")
    if telling in {Telling.DUPLICATE, Telling.INVALID}:
        told.tellings.discard(Telling.LOST)  # the column of the end said it
    if telling is Telling.LOST and plain_lost(text) and not told.reason:
        told.reason = text.strip()
    booked = Meaning.BOOKED_ON in told.days and Meaning.APPOINTMENT not in told.days
    if own and booked and telling is Telling.RECEIVED:
        telling, told.called_off = Telling.CANCELLED, told.days[Meaning.BOOKED_ON]
    told.tellings.add(telling)


def find_lost_reason(text: str) -> str:
    """Why a referral is lost, where a status says both: ``Lost - too expensive``."""
    for sign in (" - ", ": ", " \N{EN DASH} ", " ("):
        word, _, reason = text.partition(sign)
        if reason.strip() and find_telling(word) is Telling.LOST:
            return reason.strip().removesuffix(")")
    return ""


def plain_lost(text: str) -> bool:
    """Whether a word for lost says more than that: ``went elsewhere``."""
    return text.strip().lower() not in {"lost", "closed lost", "dead", "perdido"}


def list_told_steps(told: ToldCells, note: str) -> list[ReferralStep]:
    """The steps in their order; one without a day of its own has none."""
    return list(made_steps(told, note))


def made_steps(told: ToldCells, note: str) -> Iterator[ReferralStep]:
    """Booked, what became of the appointment, seen, completed, and the end."""
    said = told.tellings
    if said & {Telling.SCHEDULED, Telling.MISSED, Telling.CANCELLED}:
        yield ReferralStep(
            what=StepKind.BOOKED,
            day=told.days.get(Meaning.BOOKED_ON),
            for_day=told.days.get(Meaning.APPOINTMENT),
            for_hour=told.hour,
        )
    if Telling.MISSED in said:  # on the day for which it was made
        yield ReferralStep(what=StepKind.MISSED, day=told.days.get(Meaning.APPOINTMENT))
    if Telling.CANCELLED in said:
        yield ReferralStep(what=StepKind.CANCELLED, day=told.called_off)
    if Telling.SEEN in said:
        yield ReferralStep(what=StepKind.SEEN, day=told.days.get(Meaning.SEEN_ON))
    if Telling.COMPLETED in said:
        yield ReferralStep(what=StepKind.COMPLETED, day=told.days.get(Meaning.COMPLETED_ON))
    if Telling.LOST in said:
        why = told.reason or note or NOT_RECORDED
        yield ReferralStep(what=StepKind.LOST, day=told.days.get(Meaning.LOST_ON), reason=why)
    for telling in (Telling.DUPLICATE, Telling.INVALID):
        if telling in said:
            why = told.reason or note or NOT_RECORDED
            day = told.days.get(Meaning.LOST_ON)
            yield ReferralStep(what=StepKind(telling), day=day, reason=why)


def steps_from(received_on: date, told: Sequence[ReferralStep]) -> Steps:
    """Where a referral stands after its steps; days that run backwards are refused."""
    standing = derive_standing(received_on, told)
    early = [step for step in told if step.day and step.day < received_on]
    if early:
        raise StepError(f"{early[0].day} is before the referral was received ({received_on}).")
    check_order(standing.steps)
    return standing.steps
