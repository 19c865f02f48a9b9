"""Patients who are counted already: which rows count them once more, and how that is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from refcli.core.intake.on_record import (
    FILLED,
    ON_RECORD,
    OnRecord,
    RecordedReferral,
    name_line,
    say_place,
)
from refcli.core.names.people import Sameness, compare_people
from refcli.core.referrals.patients import chart_key
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


def say_same(said: OnRecord, known: OnRecord, source: str, *, nobody: bool) -> str:
    """What to type where two sources name one referral: both sent the patient, or one is right.

    ``nobody``: none is on record, so that ``source`` helps nobody: it is the source.
    """
    which = known.id if known.id > 0 else said.patient
    when = " afterwards" * bool(known.line)
    right = type_line("referral edit", which, "--from", source)
    if nobody:
        return f". If it is that referral, type{when}: {right}"
    if said.source_id in known.helpers:
        return f". If only {said.source} sent them, type{when}: {right}"
    both = type_line("referral edit", which, "--also", source)
    return f". If both sent them, type{when}: {both}; if only {said.source} did: {right}"


def say_otherwise(was: Mapping[str, str], said: Mapping[str, str], where: str) -> Iterator[str]:
    """Which columns that are filled on record stand otherwise in a row; ``where`` that is."""
    for name in FILLED:
        if name in was and name in said and key_of(name, was[name]) != key_of(name, said[name]):
            yield f"{name} is {was[name]} {where}, here {said[name]}"


def key_of(name: str, text: str) -> str:
    """What stands in a column as it is compared: without blanks and the case of letters."""
    return chart_key(text) if name == "chart" else "".join(text.split()).casefold()


def say_other_columns(said: OnRecord, known: OnRecord) -> str:
    """What a row says otherwise of what is filled on record; empty where that is nothing."""
    where = say_place(known, said.file)
    told = [*say_otherwise(known.further, said.further, where)]
    if known.helpers and not said.helpers <= {*known.helpers, known.source_id}:
        told.append(say_other_helpers(where))
    return "; ".join(told)


def say_other_helpers(where: str) -> str:
    """That other further sources are on record than a row has."""
    return f"other sources helped {where} than here (also)"


def say_same_referral(new: NewReferral, known: RecordedReferral, here: str) -> str:
    """That a row of another day was taken for a referral, and what to type if it is another one."""
    if known.line:
        which = name_line(known.line, known.file, here)
    else:
        which = f"referral {known.id} of {known.received_on}"
    day = new.received_on
    line = type_line("add", new.patient, "--from", known.source, "--on", day, "--again")
    return f"{new.patient} is taken for {which}. If it is another one: {line}"


def say_differs(said: OnRecord, known: OnRecord) -> str:
    """How the referral on record differs from the row of the file."""
    was = known.status.value + (f" on {known.visit}" if known.visit else "")
    if known.line:
        where = name_line(known.line, known.file, said.file)
        return f"{where} says otherwise of that day ({was}); it stays"
    return f"the record of that day differs (there: {was}); it stays as it is"
