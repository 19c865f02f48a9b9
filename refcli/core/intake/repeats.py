"""Patients who are counted already: which rows count them once more, and how that is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.intake.on_record import NEAR, NO_REFERRAL, ON_RECORD, OnRecord, name_line
from refcli.core.intake.reading.understood import ReferralLine
from refcli.core.names.people import Sameness, compare_people
from refcli.core.referrals.records import NewReferral
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import Status
from refcli.lines import type_line

RANKS = {status: place for place, status in enumerate(Status)}


@dataclass(frozen=True, slots=True)
class Repeats:
    """Which patients may be counted again: all of them, or those twice in a file that ref printed.

    What ``ref referral list`` printed has nobody twice who was not asked about at the desk.
    """

    anyway: bool = False
    printed: frozenset[str] = frozenset()

    def may_count(self, row: ReferralLine) -> bool:
        """Whether a row counts beside another referral of its patient."""
        return self.anyway or row.status in NO_REFERRAL

    def stands_beside(self, row: ReferralLine, line: int, file: str) -> bool:
        """Whether another line is a referral of its own: both are of one list that ref printed."""
        return bool(line) and row.file == file and file in self.printed


NOBODY_TWICE = Repeats()


def is_another(new: NewReferral, known: OnRecord) -> bool:
    """Whether a referral is of another person than the one who has its chart number."""
    return compare_people(new.patient, known.patient) is not Sameness.SAME


def is_repeat(new: NewReferral, day: date, known: OnRecord) -> bool:
    """Whether a referral is of a patient counted within 90 days, or of another one's chart."""
    return is_another(new, known) or abs(new.received_on - day) <= NEAR


def say_again(new: NewReferral, day: date, known: OnRecord, here: str) -> str:
    """That a patient is counted once more, and where the other referral is.

    ``here``: the file of the row.
    """
    where = f" ({name_line(known.line, known.file, here)})" if known.line else ""
    if is_another(new, known):
        return f"chart number {new.chart} is that of {known.patient}{where} too"
    return f"{new.patient} was referred on {day} from {known.source}{where} already"


def say_other_source(said: OnRecord, known: OnRecord) -> str:
    """That a visit is on record as from another source, and what names both."""
    where = f" ({name_line(known.line, known.file, said.file)})" if known.line else ""
    line = type_line("referral edit", said.patient, "--also", said.source)
    return (
        f"the same visit of {known.patient} is counted as from {known.source}{where}, here from"
        f" {said.source}; {said.patient} is not taken. If both sent them, type afterwards: {line}"
    )


def says_more(said: OnRecord, mine: OnRecord) -> bool:
    """Whether a row knows more than the record of its source: --update would take it."""
    return said.source_id == mine.source_id and (
        RANKS[said.status] > RANKS[mine.status]
        or (said.seen_on is not None and mine.seen_on is None)
        or (said.cents is not None and mine.cents is None)
        or bool(said.appointments and not mine.appointments and mine.seen_on is None)
    )


def is_contradicted(said: OnRecord, mine: OnRecord) -> bool:
    """Whether a row has another day of the visit, or another value."""
    pairs = ((said.seen_on, mine.seen_on), (said.cents, mine.cents))
    return any(None not in pair and pair[0] != pair[1] for pair in pairs)


def say_value(said: OnRecord, known: OnRecord) -> str:
    """That a visit has another value in a row."""
    where = name_line(known.line, known.file, said.file) if known.line else ON_RECORD
    was, here = (cents_text(one.cents or 0) for one in (known, said))
    return f"the visit of {said.patient} has the value {was} {where}, here {here}; it stays"


def other_name(patient: str, same: Sequence[OnRecord]) -> str:
    """The other name under which a patient is on record, where only the chart number says so."""
    names = [one.patient for one in same]
    known = any(compare_people(patient, one) is Sameness.SAME for one in names)
    return "" if known else names[0]


def say_that_day(said: OnRecord, known: OnRecord) -> str:
    """That a patient is on record that day from another source."""
    if known.line:
        where = name_line(known.line, known.file, said.file)
        text = f"{where} has this patient that day, from {known.source}"
    else:
        source = f"#{known.source_id} {known.source}".strip()
        text = f"this patient is on record that day from {source}"
    return f"{text}; {said.patient} is not taken"


def say_differs(said: OnRecord, known: OnRecord) -> str:
    """How the referral on record differs from the row of the file."""
    was = known.status.value + (f" on {known.seen_on}" if known.seen_on else "")
    if known.line:
        where = name_line(known.line, known.file, said.file)
        return f"{where} says otherwise of that day ({was}); it stays"
    return f"the record of that day differs (there: {was}); it stays as it is"
