"""The appointment that a referral has from the first: ``ref add ... --booked 12/2``."""

from dataclasses import replace
from datetime import date

from refcli.core.referrals.records import NewReferral, steps_told
from refcli.core.values.clock_hours import AppointmentTime, say_hour
from refcli.core.vocabulary import Status, StepKind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.lines import type_line
from refcli.on_use import storage


def read_booked(env: Env, booked: str | None, status: Status | None) -> AppointmentTime | None:
    """The typed appointment; one that has passed is told in two lines, with both days."""
    when = env.appointment(booked)
    if when and status not in {None, Status.RECEIVED, Status.SCHEDULED}:
        raise UsageError(f"--booked goes without --status {status}. Leave one of them out.")
    if when and when.day < env.today:
        line = type_line("referral status", "ID", "scheduled", "--on", "DATE", "--for", when.day)
        raise UsageError(
            f"--booked: {when} has passed. Record the referral, then with the day on which the"
            f" appointment was made: {line}"
        )
    return when


def first_status(env: Env, typed: Status | None, when: AppointmentTime | None) -> Status:
    """How far a new referral has come, where a practice may have said that ``add`` means booked.

    One that is added without a day is then scheduled for a day that nobody told.
    """
    if when or typed:
        return Status.SCHEDULED if when else typed or Status.RECEIVED
    with storage.book.door.reading(env.door()) as book:
        booked = storage.practice.read_practice(book).add_means_booked
    return Status.SCHEDULED if booked else Status.RECEIVED


def with_appointment(new: NewReferral, when: AppointmentTime | None) -> NewReferral:
    """With the day for which the appointment is."""
    if when is None:
        return new
    told = [
        replace(one, for_day=when.day, for_hour=when.hour) if one.what is StepKind.BOOKED else one
        for one in steps_told(new)
    ]
    return replace(new, told=tuple(told))


def booked_words(when: AppointmentTime | None, today: date) -> str:
    """The sentence on the appointment: `` Scheduled on 2026-11-23, for Wed 2 Dec 2026, 9:30.``."""
    if when is None:
        return ""
    read = f" ({when.as_read} was read as {say_hour(when.hour or '')})" if when.as_read else ""
    return f" Scheduled on {today}, for {when}{read}."
