"""What was recorded of the day for which an appointment is, in words."""

from collections.abc import Iterator
from datetime import date

from refcli.core.referrals.meant_days import MeantDay, find_appointment
from refcli.core.referrals.step_rows import ReferralStep, is_same
from refcli.core.referrals.step_words import describe_status, notes_on_rest
from refcli.core.values.clock_hours import AppointmentTime, say_appointment, say_hour
from refcli.core.values.day_words import day_of_year, full_day, said_day
from refcli.core.vocabulary import Status, StepKind


def name_appointment(step: ReferralStep | None) -> str:
    """``Wed 2 Dec 2026, 9:30``; empty where nobody said for which day the appointment is."""
    return say_appointment(step.for_day, step.for_hour) if step and step.for_day else ""


def meant_words(meant: MeantDay, when: AppointmentTime, today: date) -> str:
    """What was recorded: ``moved from Wed 2 Dec to Wed 9 Dec 2026, 9:30``, or scheduled for it."""
    step, found = meant.step, meant.found
    read = f" ({when.as_read} was read as {say_hour(when.hour or '')})" if when.as_read else ""
    named = name_appointment(step) + read
    if meant.moved_from:
        on = f" on {full_day(step.day)}" if step.day and step.day != today else ""
        moved = move_words(meant.moved_from, step)
        return f"moved{on} {moved}{read}{move_notes(meant)}"
    if step.what is StepKind.MOVED and step.day and found.changed:
        return f"moved on {said_day(step.day, today)}, for {named}"
    return f"{describe_status(found, Status.SCHEDULED, today)}, for {named}"


def move_words(before: ReferralStep, step: ReferralStep) -> str:
    """``from Wed 2 Dec to Wed 9 Dec 2026, 9:30``; the hour of before only where the day stays."""
    old, new = before.for_day, step.for_day
    if old is None or new is None:
        return f"to {name_appointment(step)}"
    was = day_of_year(old) if old.year == new.year else full_day(old)
    hour = f", {say_hour(before.for_hour)}," if before.for_hour and old == new else ""
    return f"from {was}{hour} to {name_appointment(step)}"


def move_notes(meant: MeantDay) -> str:
    """What else is to say of a move, in brackets."""
    notes = "; ".join(list_notes(meant))
    return f" ({notes})" if notes else ""


def list_notes(meant: MeantDay) -> Iterator[str]:
    """The day that a move had before, a later appointment that stands, how far the referral is."""
    found = meant.found
    now = {one.id: one.day for one in found.now}
    for one in found.told:
        if one.id in now and now[one.id] != one.day:
            yield f"was {one.day}"
    stands = find_appointment(found.after.received_on, found.now)
    if stands and not (stands is meant.step or is_same(stands, meant.step)):
        yield f"still for {name_appointment(stands)}" if stands.for_day else "still another one"
    made_on = found.after.day(Status.SCHEDULED)
    yield from notes_on_rest(found, Status.SCHEDULED, made_on)
