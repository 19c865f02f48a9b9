"""The appointments of a referral, one after the other: made, and perhaps missed or called off.

What is told of one late takes its place there. Example: booked on the 5th and missed on the 9th
is one round, booked on the 14th the next one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, zip_longest

from refcli.core.referrals.step_rows import (
    APPOINTMENTS,
    CALLED_OFF,
    ReferralStep,
    count_days,
    is_same,
    keep_told_days,
    set_step_day,
)
from refcli.core.referrals.steps import OrderError, StepError, Steps, days_in_words, told_late
from refcli.core.vocabulary import NOT_COUNTABLE, Status, StepKind


@dataclass(frozen=True, slots=True)
class Round:
    """An appointment, since when it was made, and what called it off, and when.

    ``ended`` is the day on which the referral was lost or another appointment was made after it;
    None for the latest. ``moves`` are the steps that gave it another day, the earliest first.
    """

    made: ReferralStep
    since: date
    called_off: ReferralStep | None
    called_off_on: date | None
    ended: date | None
    moves: tuple[ReferralStep, ...] = ()

    @property
    def until(self) -> date | None:
        """The day on which it stood no more, if there is one."""
        return self.called_off_on or self.ended


class CalledOffError(StepError):
    """An appointment that came to nothing in another way; ``found`` is how, and when."""

    def __init__(self, what: StepKind, found: ReferralStep) -> None:
        day = f" on {found.day}" if found.day else ""
        super().__init__(f"the appointment was {found.what}{day}, not {what}.")
        self.found = found


class LateError(StepError):
    """What no longer can have happened to an appointment now, but may have by the day ``last``."""

    def __init__(self, said: str, last: date | None) -> None:
        super().__init__(said)
        self.last = last


class AheadError(StepError):
    """An appointment that is still to come cannot have been missed.

    ``earlier`` is the day of the one that it took the place of, where that may be meant. ``off``
    is how it was called off already.
    """

    def __init__(
        self,
        on: date,
        ahead: date,
        earlier: date | None = None,
        off: ReferralStep | None = None,
    ) -> None:
        was = f", and was {off.what} on {off.day}" if off and off.day else ""
        super().__init__(
            f"missed on {on} would be before the appointment, which is for {ahead}{was}."
        )
        self.ahead, self.earlier, self.off = ahead, earlier, off


def find_rounds(received_on: date, told: Sequence[ReferralStep]) -> list[Round]:
    """The appointments, the earliest first."""
    dated = [*zip(count_days(received_on, told), told, strict=True)]
    mine = [(day, one) for day, one in dated if one.what in APPOINTMENTS | CALLED_OFF]
    groups: list[list[tuple[date, ReferralStep]]] = []
    for day, one in sorted(mine, key=lambda pair: pair[0]):  # of one day, what was told first
        if one.what is StepKind.BOOKED or (one.what is StepKind.MOVED and not groups):
            groups.append([(day, one)])
        elif groups:
            groups[-1].append((day, one))
    lost = [day for day, one in dated if one.what is StepKind.LOST]
    begun = [group[0][0] for group in groups]
    return [make_round(group, lost, after) for group, after in zip_longest(groups, begun[1:])]


def make_round(
    group: Sequence[tuple[date, ReferralStep]], lost: Sequence[date], after: date | None
) -> Round:
    """One appointment with what happened to it, until the next one was made.

    Each step comes with the day on which it counts.
    """
    since, made = group[0]
    off_on, off = next(
        ((day, one) for day, one in reversed(group) if one.what in CALLED_OFF), (None, None)
    )
    ends = [day for day in lost if after and since <= day <= after]
    moves = tuple(one for _, one in group[1:] if one.what is StepKind.MOVED)
    return Round(made, since, off, off_on, min(ends, default=after), moves)


def find_round(rounds: Sequence[Round], day: date) -> Round | None:
    """The appointment that was made on a day, if it is one on record with another day."""
    return next((one for one in rounds if one.until is None or day < one.until), None)


def correct_appointment(
    told: Sequence[ReferralStep], before: Steps, on: date
) -> list[ReferralStep] | None:
    """The steps after another day was told for an appointment; None where it is a new one."""
    rounds = find_rounds(before.received_on, told)
    late = told_late(before, Status.SCHEDULED, on)
    begun = before.status in {Status.RECEIVED, Status.SCHEDULED}
    if on < before.received_on or not (late or begun):
        return None
    if not begun and any(one.made.day == on for one in rounds):
        return list(told)  # said again
    found = find_round(rounds, on)
    if found is None:
        return None
    refuse_past_a_move(found, "scheduled", on)
    return set_step_day(list(told), found.made, on)


def refuse_past_a_move(found: Round, what: str, on: date) -> None:
    """Refuse an appointment made after it was moved, or after the day that it was for."""
    if found.moves and (moved := found.moves[0].day) and on > moved:
        raise OrderError(f"{what} on {on} would be after that appointment was moved on {moved}.")
    if found.made.for_day and on > found.made.for_day:
        raise OrderError(f"{what} on {on} would be after the day it was for, {found.made.for_day}.")


def tell_called_off(  # noqa: PLR0913
    told: Sequence[ReferralStep],
    steps: Steps,
    what: StepKind,
    on: date,
    *,
    assumed: bool,
    note: str = "",
) -> list[ReferralStep]:
    """The steps after somebody told that an appointment was missed or called off.

    It is the appointment that stood on that day. Said again, it keeps its day where none was named
    (``assumed``); told as missed on the day on which it was cancelled, it was missed.
    """
    rounds, dated = find_rounds(steps.received_on, told), keep_told_days(steps, told)
    refuse_none(rounds, dated, what)
    if assumed and (known := rounds[-1].called_off) and known.what is what:
        return change_step(told, known, replace(known, note=note or known.note))
    found = next((one for one in reversed(rounds) if one.since <= on), None)
    if found is None:
        first = rounds[0].since
        raise OrderError(f"{what} on {on} would be before the appointment of {first}.")
    if moved := find_move_after(found, what, on, assumed=assumed):
        return put_before(told, moved, ReferralStep(what=what, day=on, note=note))
    off = found.called_off
    if ahead := find_ahead(found, what, on):
        off = next((one.called_off for one in rounds if one.called_off_on == on), None)
        if off is None or off.what is not what:
            raise AheadError(on, ahead, find_earlier(found, on), found.called_off)
    if off and off.what is not what and off.day != on:
        raise CalledOffError(what, off)
    if off is None or off.day != on:
        refuse_too_late(dated, found, what, on, assumed=assumed)
    if off is None:
        return [*told, ReferralStep(what=what, day=on, note=note)]
    return change_step(told, off, replace(off, what=what, day=on, note=note or off.note))


def refuse_none(rounds: Sequence[Round], steps: Steps, what: StepKind) -> None:
    """Refuse what was told of an appointment where there is none that it can be about."""
    if steps.status in NOT_COUNTABLE:
        ended = days_in_words(steps, [steps.status])
        raise StepError(f"{ended}: there is no appointment that can have been {what}.")
    if not rounds:
        raise StepError(f"there is no appointment that can have been {what}.")


def find_move_after(
    found: Round, what: StepKind, on: date, *, assumed: bool
) -> ReferralStep | None:
    """The move that made a new appointment, because the one before had come to nothing on a day.

    Who was to come on the 9th, did not, and got the 14th on the 12th missed the 9th; so it is where
    the 14th was given on the 9th, if that day is named. Nobody has missed a day before it came.
    """
    stood = found.made
    for move in found.moves:
        early, later = is_ahead(stood, what, on), is_ahead(move, what, on)
        if move.day and on < move.day:
            if early:
                raise OrderError(
                    f"{what} on {on} would be before the appointment was moved on {move.day}."
                )
            return move
        if move.day == on and stood.for_day and later and not (early or assumed):
            return move
        stood = move
    return None


def is_ahead(step: ReferralStep, what: StepKind, on: date) -> bool:
    """Whether an appointment cannot have been missed yet on a day."""
    return what is StepKind.MISSED and step.for_day is not None and step.for_day > on


def find_ahead(found: Round, what: StepKind, on: date) -> date | None:
    """The day of an appointment that cannot have been missed yet."""
    last = (found.made, *found.moves)[-1]
    return last.for_day if is_ahead(last, what, on) else None


def find_earlier(found: Round, on: date) -> date | None:
    """The day of an appointment that came before its patient was given another, the latest one."""
    pairs = pairwise((found.made, *found.moves))
    days = [(one.for_day, after.day or on) for one, after in pairs]
    return max((day for day, moved in days if day and day <= min(moved, on)), default=None)


def put_before(
    told: Sequence[ReferralStep], after: ReferralStep, off: ReferralStep
) -> list[ReferralStep]:
    """The steps with an appointment called off before the step that gave it another day.

    That step made a new appointment then. Of one day, what was told first counts first: there each
    appointment of that day takes the row of the next, and none is gone.
    """
    made = replace(after, what=StepKind.BOOKED)
    if off.day and after.day and off.day < after.day:
        return [*change_step(told, after, made), off]
    at = next(place for place, one in enumerate(told) if is_same(one, after))
    beside = [one for one in told[at:] if one.what in APPOINTMENTS and one.day == after.day]
    rows: list[ReferralStep] = [off, made, *beside[1:]]
    kept = list(told)
    for was, one in zip(beside, rows[:-1], strict=True):
        kept = change_step(kept, was, replace(one, id=was.id))
    return [*kept, replace(rows[-1], id=0)]


def change_step(
    told: Sequence[ReferralStep], known: ReferralStep, now: ReferralStep
) -> list[ReferralStep]:
    """With a step in the place of another."""
    return [now if is_same(one, known) else one for one in told]


def refuse_too_late(steps: Steps, found: Round, what: StepKind, on: date, *, assumed: bool) -> None:
    """Refuse what lies behind the visit or the end that came after the appointment."""
    later = [status for status, day in list_later(steps) if assumed or (day and day < on)]
    if later:
        status = min(later, key=lambda one: steps.day(one) or date.min)
        after, last = days_in_words(steps, [status]), last_day(found, steps.day(status))
        raise LateError(f"{what} on {on} would be after {after}.", last)
    if found.ended and on > found.ended:
        end = f"that appointment's end, {found.ended}"
        raise LateError(f"{what} on {on} would be after {end}.", last_day(found, found.ended))


def last_day(found: Round, end: date | None) -> date | None:
    """The last day on which an appointment can have come to nothing: that for which it was."""
    meant = (found.made, *found.moves)[-1].for_day
    return min(filter(None, (meant, end)), default=None)


def list_later(steps: Steps) -> Iterator[tuple[Status, date | None]]:
    """What comes after any appointment: seen, completed, lost; without a day that nobody told."""
    for status in (Status.SEEN, Status.COMPLETED, Status.LOST):
        day = steps.day(status)
        if day or steps.status is status:
            yield status, day
