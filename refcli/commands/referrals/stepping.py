"""What is said of a step that a referral took, or that it cannot take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from refcli.core.referrals.going_back import find_before
from refcli.core.referrals.meant_days import PassedError, take_meant
from refcli.core.referrals.meant_words import meant_words
from refcli.core.referrals.reasons import read_reason
from refcli.core.referrals.records import ReferralView
from refcli.core.referrals.statuses import TakenStatus, ToldStatus
from refcli.core.referrals.step_words import describe_status, name_kind
from refcli.core.referrals.steps import BackError, OrderError, StepError
from refcli.core.referrals.tables import referral_record
from refcli.core.referrals.telling_steps import tell_value
from refcli.core.values.clock_hours import AppointmentTime, say_appointment
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import NOT_COUNTABLE, Status
from refcli.env import Env, read_amount
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of a step: which, when, why, and what else is known since."""

    status: Status
    on: date | None = None
    why: str = ""
    value: str | None = None
    provider: str = ""
    note: str = ""
    back: bool = False
    when: AppointmentTime | None = None
    for_text: str = ""


def day_of_appointment(known: ReferralView, today: date) -> date | None:
    """The day of the appointment that was to be before today, and of which nothing is told yet.

    Who is said to have come, or not, is answered about that day, unless another one is said.
    """
    if known.record.status is not Status.SCHEDULED or known.appointment is None:
        return None
    day = known.appointment.for_day
    return day if day and day < today else None


def ahead_words(known: ReferralView, told: Told, on: date) -> str:
    """The sentence on an appointment that was for a later day than the one told; else empty."""
    if told.status not in {Status.SEEN, Status.COMPLETED} or known.record.seen_on:
        return ""
    meant = known.appointment if known.record.status is Status.SCHEDULED else None
    if meant is None or meant.for_day is None or meant.for_day <= on:
        return ""
    return f" The appointment was for {say_appointment(meant.for_day, meant.for_hour)}."


def new_amount(value: str | None, known: int | None) -> int | None:
    """The production that was typed; None where it is on record already, and keeps its day."""
    amount = read_amount(value)
    return None if amount == known else amount


def refuse_after_a_step(book: "Book", known: ReferralView, on: date) -> None:
    """Refuse a day received that lies after a step."""
    if early := find_before(storage.referrals.read_told_of(book, known.id), on):
        step, taken, last = name_kind(early[0]), early[0].day, name_kind(early[-1])
        raise RefusedError(
            f"{known.record.patient} was {step} on {taken}, before that. Type that day or an"
            f" earlier one: {type_line('referral edit', known.id, '--on', taken)}; if it was {last}"
            f" later, first: {type_line('referral status', known.id, last, '--on', on)}"
        )


def step_refused(known: ReferralView, told: Told, error: StepError) -> RefusedError:
    """Why a step is refused, and what to type instead."""
    status, on = told.status, told.on
    who = f"Referral {known.id}, {known.record.patient}"
    meant = ["--for", told.for_text] if told.for_text else []
    if isinstance(error, PassedError):
        line = type_line("referral status", known.id, status, "--on", error.day, *meant)
        return RefusedError(f"{who}: {error} With the day on which that was: {line}")
    if isinstance(error, OrderError):
        return RefusedError(f"{who}: {error} See: {type_line('referral show', known.id)}")
    if not isinstance(error, BackError):
        return RefusedError(f"{who}: {error}")
    day = ["--on", on] if on and status is not Status.RECEIVED else []
    reason = ["--why", told.why] if told.why else []
    late = type_line("referral status", known.id, status, "--on", error.before, *meant)
    back = type_line("referral status", known.id, status, *day, *meant, *reason, "--back")
    earlier = f" If it was {status} before that: {late}." if error.before else ""
    return RefusedError(f"{who}: {error}.{earlier} Going back needs --back: {back}")


def told_texts(
    known: ReferralView, values: Mapping[str, Any], *, plainly: bool = False
) -> Iterator[str]:
    """The provider and the note that were typed, each with what it was until now.

    One that takes no other's place is named ``plainly``, or else not at all.
    """
    for name in ("provider", "note"):
        was = getattr(known.record, name)
        if name in values and was not in {"", values[name]}:
            yield f"{name}: {values[name]} (was: {was})"
        elif name in values and plainly:
            yield name


def saved_beside(
    known: ReferralView, found: TakenStatus, values: Mapping[str, Any], cents: int | None
) -> str:
    """The sentence on what was saved beside the steps: `` Saved: value $1,450.``."""
    was = known.record.production_cents
    if found.before.seen_on and not found.after.seen_on and was is not None and cents is None:
        line = type_line("referral edit", known.id, "--value", "none")
        return f" The value of {cents_text(was)} stays; to take it away: {line}"
    new = [*told_texts(known, values, plainly=not found.changed)]
    if found.changed:
        return f" Saved: {', '.join(new)}." if new else ""
    if not (new or cents is not None):
        return ""
    if cents is not None:
        new.insert(0, f"value {cents_text(cents)}" + (f" (was {cents_text(was)})" if was else ""))
    return f" Saved: {', '.join(new)}."


def reason_words(status: Status, found: TakenStatus, why: str, note: str) -> str:
    """The sentence on why a referral was lost or does not count; empty without a reason.

    Told for one that did not count already: `` Saved: reason same as 1 (was none).``
    """
    was, now = found.before, found.after
    if not why or status not in {Status.LOST, *NOT_COUNTABLE}:
        return ""
    if was.status is status and status in NOT_COUNTABLE:
        if was.reason == now.reason:
            return ""
        return f" Saved: reason {why} (was {was.reason or 'none'})."
    return f" Reason: {why}{f' ({note})' if note else ''}."


def report_owed(book: "Book", referral_id: int) -> str:
    """Whether the referring provider now waits for a report."""
    owed = storage.owed.referrals.find_unreported(book, [referral_id])
    return f" A report back is owed: {type_line('done', f'R{referral_id}')}" if owed else ""


def tell_step(
    env: Env, book: "Book", id_: int, said: ToldStatus, when: AppointmentTime | None
) -> tuple[TakenStatus, str]:
    """What follows from a status, or from an appointment with its day; and that in words."""
    if when is None:
        found = storage.referrals.take_status(book, id_, said)
        return found, describe_status(found, said.status, env.today)
    told = storage.referrals.read_told_of(book, id_)
    meant = take_meant(told, storage.referrals.read_steps(book, id_), said, when)
    return meant.found, meant_words(meant, when, env.today)


def take_step(env: Env, book: "Book", id_: int, told: Told) -> tuple[dict[str, object], str]:
    """Write the step of one referral; the referral as it is now, and what was recorded."""
    known = storage.referrals.read_referral(book, id_)
    texts = {"provider": told.provider, "note": told.note}
    values: dict[str, Any] = {name: text for name, text in texts.items() if text}
    cents = new_amount(told.value, known.record.production_cents)
    if told.status is Status.SEEN and not told.on:
        told = replace(told, on=day_of_appointment(known, env.today))
    lost = told.status is Status.LOST
    why, note = (
        read_reason(told.why, storage.referrals.read_reasons(book)) if lost else (told.why, "")
    )
    try:
        said = ToldStatus(
            status=told.status,
            on=told.on or env.today,
            reason=why,
            note=note,
            assumed=not told.on,
            back=told.back,
        )
        found, step = tell_step(env, book, id_, said, told.when)
    except StepError as error:
        raise step_refused(known, told, error) from None
    steps = found.now if cents is None else tell_value(found.now, cents, env.today)
    storage.referrals.set_told(book, id_, steps, received_on=found.after.received_on, **values)
    owed = report_owed(book, id_)
    reason = reason_words(told.status, found, why, note)
    worth = f", {cents_text(cents)}" if cents is not None and found.changed else ""
    reason += ahead_words(known, told, said.on)
    did = f"{step}{worth}.{reason}{saved_beside(known, found, values, cents)}"
    line = f"Referral {id_}, {known.record.patient}: {did}{owed}"
    return referral_record(storage.referrals.read_referral(book, id_)), line
