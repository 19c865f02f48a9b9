"""The steps of a referral with those that a row tells: each once, on and never back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from operator import itemgetter

from refcli.core.intake.on_record import CAME, ON_RECORD, RecordedReferral
from refcli.core.referrals.appointments import put_before
from refcli.core.referrals.reasons import NOT_RECORDED, OTHER
from refcli.core.referrals.step_rows import (
    APPOINTMENTS,
    CALLED_OFF,
    ENDS,
    ReferralStep,
    count_days,
    keep_told_days,
)
from refcli.core.referrals.step_rows import derive_standing as stand_after
from refcli.core.referrals.steps import StepError, check_order
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import StepKind


class AgainstError(StepError):
    """A step that contradicts what is known: ``was`` stands there, ``here`` in the row."""

    def __init__(self, was: str, here: str) -> None:
        super().__init__(f"{was} {ON_RECORD}, {here}.")
        self.was, self.here = was, here

    def say(self, where: str) -> str:
        """The sentence, with the place where the other thing stands."""
        return f"{self.was} {where}, {self.here}."


def join_steps(
    one: RecordedReferral, said: Sequence[ReferralStep], *, note: str = "", where: str = ON_RECORD
) -> tuple[tuple[ReferralStep, ...] | None, list[str]]:
    """All steps after the row, None where it tells nothing new; and what it contradicts.

    ``note`` is that of the row: a reason that is no more than that contradicts no reason.
    ``where``: the place of the referral, in the words of a contradiction.
    """
    known, against, refused = in_order(one), list[str](), False
    told = known
    made = next((step.for_day for step in said if step.what in APPOINTMENTS), None)
    off = next((step for step in said if step.what in CALLED_OFF), None)
    if off and (placed := call_off_earlier(told, off, made)):
        told = placed
        said = [step for step in said if step.what not in APPOINTMENTS | CALLED_OFF]
    for step in said:
        try:
            joined = join_step(told, step, made)
            refuse_reason(told, step, note)
            check_order(keep_told_days(stand_after(one.received_on, joined).steps, joined))
            refuse_early(one, step)
        except StepError as error:
            against.append(error.say(where) if isinstance(error, AgainstError) else str(error))
            refused = refused or step.what in CAME
        else:
            of_refused = refused and step.what is StepKind.VALUE  # it would count for another visit
            told = told if of_refused else joined
    return (tuple(told) if told != known else None), against


def in_order(one: RecordedReferral) -> list[ReferralStep]:
    """The steps on record by the day on which each counts; those of one day as they were told."""
    days = count_days(one.received_on, one.told)
    return [step for _, step in sorted(zip(days, one.told, strict=True), key=itemgetter(0))]


def call_off_earlier(
    told: Sequence[ReferralStep], off: ReferralStep, made: date | None
) -> list[ReferralStep] | None:
    """The steps with an appointment called off that was followed by another; None for the last one.

    ``made``: for which day it was. A patient who came or was given up has no news of it, and of an
    appointment that was moved before its day nobody can say that it was missed.
    """
    last = place_of_appointment(told)
    day = made or off.day
    if not day or any(one.what in CAME or one.what in ENDS for one in told):
        return None
    if not told or told[last].for_day in {None, day}:
        return None
    places = [at for at, one in enumerate(told[:last]) if one.what in APPOINTMENTS]
    at = next((at for at in reversed(places) if told[at].for_day == day), None)
    if at is None:
        return None
    after = next(one for one in told[at + 1 :] if one.what in APPOINTMENTS | CALLED_OFF)
    too_late = off.day and after.day and off.day > after.day
    return None if after.what in CALLED_OFF or too_late else put_before(told, after, off)


def refuse_early(one: RecordedReferral, step: ReferralStep) -> None:
    """A step before the day received contradicts it."""
    if step.day and step.day < one.received_on and step.what is not StepKind.VALUE:
        raise StepError(f"{step.day} is before the referral was received ({one.received_on}).")


def refuse_reason(told: Sequence[ReferralStep], step: ReferralStep, note: str) -> None:
    """Another reason of an end contradicts; one that stands for "not known" does not."""
    known = next((one for one in reversed(told) if one.what is step.what), None)
    if known is None or step.what not in ENDS:
        return
    said, was = (one.reason.strip().casefold() for one in (step, known))
    plain = {"", NOT_RECORDED, note.strip().casefold(), known.note.strip().casefold()}
    if was not in {"", NOT_RECORDED, OTHER} and said != was and said not in plain:
        raise AgainstError(f"{step.what} for {known.reason!r}", f"here for {step.reason!r}")


def join_step(
    told: list[ReferralStep], step: ReferralStep, made: date | None = None
) -> list[ReferralStep]:
    """The steps with one more, with its day filled in, or as they were where it is known.

    ``made``: for which day the row has an appointment.
    """
    if step.what in APPOINTMENTS:
        return join_appointment(told, step)
    mine = told
    if step.what in CALLED_OFF:
        mine = told[place_of_appointment(told) :]  # one of before was of another appointment
        if is_of_another(mine, made) or (told != mine and is_of_before(told, mine, step, made)):
            return told
    known = next((one for one in reversed(mine) if one.what is step.what), None)
    if known is None:
        return add_step(told, step)
    if step.what is StepKind.VALUE:
        return join_value(told, known, step)
    if step.day and known.day and step.day != known.day:
        raise AgainstError(f"{step.what} on {known.day}", f"here on {step.day}")
    filled = replace(known, day=known.day or step.day)
    if known.reason == NOT_RECORDED:
        filled = replace(filled, reason=step.reason)
    return [filled if one is known else one for one in told]


def place_of_appointment(told: Sequence[ReferralStep]) -> int:
    """Where the last appointment stands among the steps; 0 where there is none."""
    return max((at for at, one in enumerate(told) if one.what in APPOINTMENTS), default=0)


def is_of_another(mine: Sequence[ReferralStep], made: date | None) -> bool:
    """Whether a row is of an appointment for another day than the last one, which stands."""
    last = mine[0] if mine and mine[0].what in APPOINTMENTS else None
    return bool(last and made and last.for_day and made != last.for_day)


def is_of_before(
    told: Sequence[ReferralStep],
    mine: Sequence[ReferralStep],
    step: ReferralStep,
    made: date | None,
) -> bool:
    """Whether a row says that an appointment was called off that came before the last one.

    Where it may be the last one, and was said of an earlier one too, that is a contradiction.
    """
    before = [one for one in told[: -len(mine)] if one.what is step.what]
    if not before:
        return False
    if step.day and any(one.day == step.day for one in before):
        return True
    if made and mine[0].for_day:
        return False  # it is of the last one
    if any(one.what is step.what for one in mine):
        return False
    days = " and ".join(str(one.day or "an unknown day") for one in before)
    raise AgainstError(f"{step.what} on {days}", "before the last appointment; here again")


def add_step(told: list[ReferralStep], step: ReferralStep) -> list[ReferralStep]:
    """The steps with one more, unless the patient is further, or the referral has ended."""
    end = next((one for one in reversed(told) if one.what in ENDS), None)
    came = any(one.what in CAME for one in told)
    back = next((one for one in reversed(told) if one.what is StepKind.BACK), None)
    ended = end is not None and (back is None or told.index(back) < told.index(end))
    if step.what in CALLED_OFF and (came or ended):
        return told
    if ended and end and step.what is not StepKind.VALUE:
        raise AgainstError(f"{end.what} on {end.day or 'an unknown day'}", f"here {step.what}")
    completed = any(one.what is StepKind.COMPLETED for one in told)
    if step.what in ENDS and completed:
        raise AgainstError("completed", f"here {step.what}")
    return [*told, step]


def join_appointment(told: list[ReferralStep], step: ReferralStep) -> list[ReferralStep]:
    """The steps with an appointment that is new or for another day; none after the patient came."""
    known = next((one for one in reversed(told) if one.what in APPOINTMENTS), None)
    came = any(one.what in CAME for one in told)
    if known is None:
        return told if came else add_step(told, step)
    if step.for_day and known.for_day and step.for_day != known.for_day:
        return told if came else move_appointment(told, known.for_day, step)
    refuse_appointment(known, step)
    filled = replace(
        known,
        for_day=known.for_day or step.for_day,
        for_hour=known.for_hour or step.for_hour,
        day=known.day or (step.day if known.what is StepKind.BOOKED else None),
    )
    return [filled if one is known else one for one in told]


def refuse_appointment(known: ReferralStep, step: ReferralStep) -> None:
    """Another hour of an appointment, or another day on which it was made, contradicts."""
    if step.for_hour and known.for_hour and step.for_hour != known.for_hour:
        raise AgainstError(f"appointment at {known.for_hour}", f"here at {step.for_hour}")
    if step.day and known.day and step.day != known.day and known.what is StepKind.BOOKED:
        raise AgainstError(f"booked on {known.day}", f"here on {step.day}")


def move_appointment(told: list[ReferralStep], was: date, step: ReferralStep) -> list[ReferralStep]:
    """The steps with an appointment put on a later day; an earlier one contradicts."""
    if step.for_day and step.for_day < was:
        raise AgainstError(f"appointment for {was}", f"here for {step.for_day}")
    moved = ReferralStep(what=StepKind.MOVED, for_day=step.for_day, for_hour=step.for_hour)
    return add_step(told, moved)


def join_value(
    told: list[ReferralStep], known: ReferralStep, step: ReferralStep
) -> list[ReferralStep]:
    """The steps as they were; another value contradicts."""
    if step.cents != known.cents:
        was, said = (cents_text(one.cents or 0) for one in (known, step))
        raise AgainstError(f"value {was}", f"here {said}")
    return told
