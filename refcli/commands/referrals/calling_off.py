"""An appointment that came to nothing: missed by the patient, or called off."""

from datetime import timedelta
from typing import TYPE_CHECKING

from refcli.commands.referrals.stepping import Told, day_of_appointment, told_texts
from refcli.core.referrals.appointments import (
    AheadError,
    CalledOffError,
    LateError,
    tell_called_off,
)
from refcli.core.referrals.meant_days import find_called_off
from refcli.core.referrals.meant_words import name_appointment
from refcli.core.referrals.statuses import TakenStatus
from refcli.core.referrals.step_rows import derive_standing
from refcli.core.referrals.step_words import called_off_words
from refcli.core.referrals.steps import StepError
from refcli.core.referrals.tables import referral_record
from refcli.core.vocabulary import StepKind
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


def call_off(
    env: Env, book: "Book", id_: int, what: StepKind, told: Told
) -> tuple[dict[str, object], str]:
    """Note that there is no appointment any more; the referral as it is now, and what was noted."""
    known = storage.referrals.read_referral(book, id_)
    who = f"Referral {id_}, {known.record.patient}"
    steps, before = (
        storage.referrals.read_told_of(book, id_),
        storage.referrals.read_steps(book, id_),
    )
    day = told.on or (day_of_appointment(known, env.today) if what is StepKind.MISSED else None)
    on = day or env.today
    try:
        now = tell_called_off(steps, before, what, on, assumed=not day, note=told.why)
    except StepError as error:
        raise RefusedError(f"{who}: {error} {way_out(id_, what, error)}") from None
    found = find_called_off(before.received_on, now, what, on)
    after = derive_standing(before.received_on, now).steps
    texts = {"provider": told.provider, "note": told.note}
    values = {name: text for name, text in texts.items() if text}
    storage.referrals.set_told(book, id_, now, **values)
    said = called_off_words(TakenStatus(steps, before, now, after), what, on, env.today)
    owed = storage.owed.referrals.find_unscheduled(book, [id_])
    then = f" An appointment is owed: {type_line('done', f'S{id_}')}" if owed else ""
    record = referral_record(storage.referrals.read_referral(book, id_))
    meant = name_appointment(found)
    which = f" The appointment was for {meant}." if meant else ""
    new = [*told_texts(known, values)]
    saved = f" Saved: {', '.join(new)}." if new else ""
    return record, f"{who}: {said}.{which}{saved}{then}"


def way_out(id_: int, what: StepKind, error: StepError) -> str:
    """What to type instead."""
    if isinstance(error, CalledOffError) and error.found.day:
        line = type_line("referral status", id_, what, "--on", error.found.day)
        return f"If it was {what} instead: {line}"
    if isinstance(error, LateError) and error.last:
        line = type_line("referral status", id_, what, "--on", error.last)
        return f"If it was {what} before that: {line}"
    if isinstance(error, AheadError):
        return way_ahead(id_, error)
    return f"See: {type_line('referral show', id_)}"


def way_ahead(id_: int, error: AheadError) -> str:
    """What to type about an appointment that is still to come, or of the one before it."""
    later = error.ahead + timedelta(weeks=1)
    booked = f"{type_line('booked', id_, later)} (or another day)"
    lines = [f"called off: {type_line('cancelled', id_)}", f"moved: {booked}"]
    if error.off:
        lines = [f"a new one: {booked}"]
    if error.earlier:
        lines.insert(0, f"the one before it: {type_line('missed', id_, '--on', error.earlier)}")
    said = "; ".join(lines)
    return f"{said[0].upper()}{said[1:]}"
