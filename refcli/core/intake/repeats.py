"""Patients who are counted already: which rows count them once more, and how that is said."""

from dataclasses import dataclass
from datetime import date

from refcli.core.intake.on_record import ON_RECORD, OnRecord, name_line
from refcli.core.names.people import Sameness, compare_people
from refcli.core.referrals.records import NewReferral
from refcli.core.values.money import cents_text
from refcli.lines import type_line


@dataclass(frozen=True, slots=True)
class Repeats:
    """Which patients may be counted again: all of them, or those twice in a file that ref printed.

    What ``ref referral list`` printed has nobody twice who was not asked about at the desk.
    """

    anyway: bool = False
    printed: frozenset[str] = frozenset()


NOBODY_TWICE = Repeats()


def say_again(new: NewReferral, day: date, known: OnRecord, here: str) -> str:
    """That a patient is counted once more, and where the other referral is.

    ``here``: the file of the row.
    """
    where = say_line(known, here)
    also = compare_people(new.patient, known.patient) is not Sameness.SAME
    name = f", as {known.patient}" * also
    return f"{new.patient} was referred on {day} from {known.source}{where} already{name}"


def say_stranger(new: NewReferral, known: OnRecord, here: str) -> str:
    """That somebody else has the chart number of a row."""
    return f"chart number {new.chart} is that of {known.patient}{say_line(known, here)} too"


def say_line(known: OnRecord, here: str) -> str:
    """The line of a referral in brackets, if it comes from the files."""
    return f" ({name_line(known.line, known.file, here)})" if known.line else ""


def say_other_source(said: OnRecord, known: OnRecord) -> str:
    """That a visit is on record as from another source, and what names both."""
    where = say_line(known, said.file)
    line = type_line("referral edit", said.patient, "--also", said.source)
    return (
        f"the same visit of {known.patient} is counted as from {known.source}{where}, here from"
        f" {said.source}; {said.patient} is not taken. If both sent them, type afterwards: {line}"
    )


def say_value(said: OnRecord, known: OnRecord) -> str:
    """That a visit has another value in a row."""
    where = name_line(known.line, known.file, said.file) if known.line else ON_RECORD
    was, here = (cents_text(one.cents or 0) for one in (known, said))
    return f"the visit of {said.patient} has the value {was} {where}, here {here}; it stays"


def say_other_name(new: NewReferral, known: OnRecord) -> str:
    """The other surname under which a patient of the chart number is on record that day, if so."""
    if compare_people(new.patient, known.patient) is not Sameness.DIFFERENT:
        return ""
    named = f"chart number {new.chart} is on record that day as {known.patient}"
    return f"{named}; {new.patient} is not taken"


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
    was = known.status.value + (f" on {known.visit}" if known.visit else "")
    if known.line:
        where = name_line(known.line, known.file, said.file)
        return f"{where} says otherwise of that day ({was}); it stays"
    return f"the record of that day differs (there: {was}); it stays as it is"
