"""The appointment that a referral has from the first: ``ref add ... booked 12/2``.

A practice may say once that ``add`` means booked (its setting ``add_means_booked``). Then a
referral without a day is booked too: in a terminal the day is asked, elsewhere it is not known.
Nobody has to call such a patient for an appointment, and the day is told later.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from refcli.core.referrals.records import NewReferral, steps_told
from refcli.core.referrals.steps import Steps, advance
from refcli.core.values.clock_hours import AppointmentTime, say_hour
from refcli.core.vocabulary import PROGRESS, Status, StepKind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.lines import type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


@dataclass(frozen=True, slots=True)
class Booking:
    """What is said of the appointment: the status where one was said, the time where it is known.

    ``assumed``: only the practice's setting says that there is one.
    """

    status: Status | None = None
    when: AppointmentTime | None = None
    assumed: bool = False

    @property
    def is_said(self) -> bool:
        """Whether it is said if there is one."""
        return bool(self.status or self.when)

    def settle(self, *, at_once: bool) -> "Booking":
        """What holds where nothing was said; ``at_once``: the practice adds who is booked."""
        if self.is_said:
            return replace(self, status=Status.SCHEDULED) if self.when else self
        return Booking(Status.SCHEDULED if at_once else Status.RECEIVED, assumed=at_once)


NOTHING_SAID = Booking()


def read_booked(
    env: Env, booked: str | None, status: Status | None, came_in: date
) -> AppointmentTime | None:
    """The typed appointment; one that has passed only where the referral came in before it."""
    when = env.appointment(booked)
    if when and status not in {None, Status.RECEIVED, Status.SCHEDULED}:
        raise UsageError(
            f"--booked goes without --status {status}. Leave one of them out.", drop=["--status"]
        )
    if when and when.day < min(came_in, env.today):
        raise UsageError(
            f"The appointment of {when} has passed. Say on which day the referral came in, on or"
            " before it",
            add=["--on", f"{when.day}"],
        )
    return when


def with_appointment(new: NewReferral, when: AppointmentTime | None) -> NewReferral:
    """With the day for which the appointment is."""
    if when is None:
        return new
    told = [
        replace(one, for_day=when.day, for_hour=when.hour) if one.what is StepKind.BOOKED else one
        for one in steps_told(new)
    ]
    return replace(new, told=tuple(told))


def read_status(status: Status | None) -> Status | None:
    """The status that was typed; a referral that is already over is no new one."""
    if status is None or status in PROGRESS:
        return status
    raise UsageError(
        f"A new referral cannot be {status} at once."
        f" Record it, then: {type_line('referral status', 'ID', status)}"
    )


def settle_booking(book: "Book", said: Booking) -> Booking:
    """What holds of the appointment; where nothing was said, what the practice has set."""
    if said.is_said:
        return said.settle(at_once=False)
    return said.settle(at_once=bool(storage.practice.read_practice(book).add_means_booked))


def with_steps(new: NewReferral, booking: Booking, today: date) -> NewReferral:
    """With the steps that were taken; who is assumed to be booked was so when they came in.

    So was who had an appointment that has gone by.
    """
    gone_by = booking.when is not None and booking.when.day < today
    made_on = new.received_on if booking.assumed or gone_by else today
    steps = first_steps(new.received_on, booking.status or Status.RECEIVED, made_on)
    return with_appointment(replace(new, **asdict(steps)), booking.when)


def first_steps(received_on: date, status: Status, made_on: date) -> Steps:
    """A new referral's steps; ``made_on``: the day of the last one."""
    return advance(Steps(received_on=received_on), status, made_on, assumed=True)


def booked_words(done: NewReferral, when: AppointmentTime | None) -> str:
    """The sentence on the appointment: `` Scheduled on 2026-11-23, for Wed 2 Dec 2026, 9:30.``."""
    if when is None:
        return " Booked, the day is not known." if done.status is Status.SCHEDULED else ""
    read = f" ({when.as_read} was read as {say_hour(when.hour or '')})" if when.as_read else ""
    return f" Scheduled on {done.scheduled_on}, for {when}{read}."


def how_to_tell_day(done: NewReferral, id_: int, when: AppointmentTime | None) -> str:
    """What to type once the day of an appointment is known."""
    if when or done.status is not Status.SCHEDULED:
        return ""
    return f"When the day is known, as: {type_line('booked', id_, '12/2')}"
