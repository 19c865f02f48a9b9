"""A patient who is on record already: said so at the desk, and counted once."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from refcli.asking.turns import Way
from refcli.commands.finding.picking import Pickable, PickList, pick_choice
from refcli.commands.referrals.credit import Credited
from refcli.core.names.keys import BUILT_IN_KEYS, name_key
from refcli.core.names.people import Sameness, compare_people
from refcli.core.referrals.patients import (
    SAME_AGAIN_DAYS,
    KnownPatient,
    PatientsFound,
    find_on_record,
    list_patients,
)
from refcli.core.referrals.records import NewReferral
from refcli.core.values.day_words import short_day
from refcli.core.values.periods import Period
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


def look_up(book: "Book", patient: str, chart: str, on: date) -> PatientsFound:
    """Who on record is the new patient or may be: of 90 days around, or of the chart number."""
    span = timedelta(days=SAME_AGAIN_DAYS)
    known = storage.referrals.read_patients(book, Period(on - span, on + span), chart=chart)
    return find_on_record(patient, chart, known)


def refuse_known(found: PatientsFound, new: NewReferral, credit: Credited) -> None:
    """Refuse a patient who is on record, with the two lines that may be meant."""
    if not found.same:
        return
    one = found.same[0]
    chart = f" with chart number {one.chart}" if is_by_chart(one, new) else ""
    raise RefusedError(
        f"{one.patient} is referral {one.id} of {one.received_on}{chart}, from {one.source}."
        f" Nothing was recorded. The same person: {line_for_same(one, credit)}; another"
        " one, or referred anew: add --again"
    )


def is_by_chart(one: KnownPatient, new: NewReferral) -> bool:
    """Whether only the chart number says that it is the same person."""
    return compare_people(one.patient, new.patient) is not Sameness.SAME


def line_for_same(one: KnownPatient, credit: Credited) -> str:
    """What to type for a further source of a referral, or to see the one that there is.

    Of one that nobody was known to have sent it is the source: an assist would help nobody.
    """
    if credit.id == one.source_id or name_key(credit.name) in BUILT_IN_KEYS:
        return type_line("referral show", one.id)
    source = credit.name if credit.created else f"#{credit.id}"
    if name_key(one.source) in BUILT_IN_KEYS:
        line = type_line("referral edit", one.id, "--from", source)
    else:
        line = type_line("referral edit", one.id, "--also", source)
    return ", then ".join([*credit.lines, line])


def refuse_own_source(new: NewReferral, credit: Credited, kind: Kind) -> None:
    """Refuse a patient who would have sent himself."""
    if kind is Kind.PATIENT and compare_people(new.patient, credit.name) is Sameness.SAME:
        raise RefusedError(
            f"{new.patient} cannot have sent {new.patient}. Who came by themselves: --from none;"
            " another person of that name: add --again"
        )


def ask_same_patient(env: Env, patient: str, chart: str, on: date) -> frozenset[int] | Way | None:
    """Ask in a terminal whether a patient of the same or of a like name is the same one.

    Where it is, nothing is recorded; the referrals that were shown and are of others are the
    answer. None where there is nothing to ask.
    """
    with storage.book.door.reading(env.door()) as book:
        found = look_up(book, patient, chart, on)
    known = [*found.same, *found.like]
    if not known:
        return None
    choices = [patient_choice(one) for one in known]
    new = "another person, or referred anew: records it"
    listed = PickList(typed=patient, choices=choices, new=new, back=True)
    picked = pick_choice(env, listed)
    if isinstance(picked, Pickable) and int(picked.instead) in {one.id for one in found.same}:
        return frozenset(one.id for one in known) - {int(picked.instead)}
    if isinstance(picked, Pickable):
        raise RefusedError(
            f"Nothing was recorded. See: {type_line('referral show', picked.instead)}"
        )
    return frozenset(one.id for one in known) if picked is Way.NEW else picked


def patient_choice(one: KnownPatient) -> Pickable:
    """A patient on record to be picked."""
    return Pickable(
        sign=str(one.id),
        name=one.patient,
        about=f"{short_day(one.received_on)}, from {one.source}",
        instead=str(one.id),
        kind=Kind.PATIENT,
    )


def say_like(found: PatientsFound) -> str:
    """What the answer says of patients with a like name."""
    if not found.like:
        return ""
    known = list_patients(found.like)
    return f"On record with a like name: {known}. If it is one person: ref undo"
