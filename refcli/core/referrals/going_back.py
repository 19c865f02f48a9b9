"""A status is told: said again, told late, further on, or, where that is meant, back.

Going back drops the steps that came after the status, and names each. Example: booked, missed,
booked again; back to received drops the second appointment and keeps the first, with its miss.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from refcli.core.referrals.appointments import correct_appointment
from refcli.core.referrals.statuses import TakenStatus, ToldStatus
from refcli.core.referrals.step_rows import (
    APPOINTMENTS,
    CALLED_OFF,
    ENDS,
    ReferralStep,
    count_days,
    derive_standing,
    find_end,
    last_step,
    latest_of_appointment,
)
from refcli.core.referrals.step_words import KINDS, find_dropped, name_step, name_steps
from refcli.core.referrals.steps import (
    BackError,
    OrderError,
    StepError,
    Steps,
    advance,
    check_order,
)
from refcli.core.referrals.telling_steps import tell_status
from refcli.core.vocabulary import NOT_COUNTABLE, PROGRESS, Status, StepKind

VISITS = frozenset({StepKind.SEEN, StepKind.COMPLETED})


def take_told_status(told: Sequence[ReferralStep], before: Steps, said: ToldStatus) -> TakenStatus:
    """What follows from a status that was told: again, late, further on or, if meant, back."""
    if said.back and is_back(before, said.status):
        return go_back(told, before, said)
    if not said.assumed:
        known = fill_place(told, before, said)
        if known is not None:
            after = derive_standing(before.received_on, known).steps
            check_order(after)
            return TakenStatus(told, before, known, after, said.on)
    try:
        return advance_status(told, before, said)
    except BackError as error:
        kept = keep_steps(told, before, said)
        words = name_steps(find_dropped(told, kept))
        raise BackError(said.status, words, error.before) from None


def fill_place(
    told: Sequence[ReferralStep], before: Steps, said: ToldStatus
) -> list[ReferralStep] | None:
    """The steps after an earlier appointment, or an earlier loss, was told for another day."""
    if said.status is Status.SCHEDULED:
        return correct_appointment(told, before, said.on)
    if said.status is Status.LOST and before.status not in NOT_COUNTABLE:
        return correct_loss(told, said)
    return None


def correct_loss(told: Sequence[ReferralStep], said: ToldStatus) -> list[ReferralStep] | None:
    """The steps with another day for a loss from which the referral came back; None without one.

    Example: lost on the 10th and back on the 14th. Lost told for the 12th corrects the 10th. An
    ``OrderError`` says where another step lies between the old and the new day.
    """
    turns = [one for one in told if one.what in {StepKind.LOST, StepKind.BACK}]
    for loss, back in pairwise(turns):
        if back.what is StepKind.BACK and back.day and loss.day and said.on < back.day:
            low, high = sorted((loss.day, said.on))
            for one in told:
                passed = one.day and (low < one.day < high or said.on < one.day == loss.day)
                if passed and one is not loss and one.what is not StepKind.VALUE:
                    raise OrderError(f"lost on {said.on} does not fit beside {name_step(one)}.")
            reason, note = said.reason or loss.reason, said.note or loss.note
            now = replace(loss, day=said.on, reason=reason, note=note)
            return [now if one is loss else one for one in told]
    return None


def advance_status(told: Sequence[ReferralStep], before: Steps, said: ToldStatus) -> TakenStatus:
    """A status said again or further on."""
    after = advance(before, said.status, said.on, said.reason, assumed=said.assumed)
    if said.status is Status.RECEIVED:
        refuse_received_after(told, after.received_on)
    if after.day(said.status) != before.day(said.status):
        refuse_before_call(told, after, said.status)
    steps = tell_status(told, before, after, said.status, said.on, note=said.note)
    return TakenStatus(told, before, steps if said.assumed else date_step(steps, said), after)


def date_step(told: Sequence[ReferralStep], said: ToldStatus) -> Sequence[ReferralStep]:
    """The steps with the day that was told of one that has none and counts on that day already."""
    known = last_step(told, KINDS.get(said.status, ()))
    if known is None or known.day:
        return told
    return [replace(one, day=said.on) if one is known else one for one in told]


def refuse_received_after(told: Sequence[ReferralStep], day: date) -> None:
    """Refuse a day received that lies after a step."""
    if early := find_before(told, day):
        raise OrderError(f"{name_step(early[0])} would be before received on {day}.")


def refuse_before_call(told: Sequence[ReferralStep], after: Steps, status: Status) -> None:
    """Refuse a visit or a loss before an appointment that was missed or called off."""
    latest, day = latest_of_appointment(told), after.day(status)
    if status not in {Status.SEEN, Status.COMPLETED, Status.LOST} or not (latest and day):
        return
    if latest.day and day < latest.day:
        raise OrderError(f"{status} on {day} would be before {name_step(latest)}.")


def find_before(told: Sequence[ReferralStep], day: date) -> list[ReferralStep]:
    """The steps that were taken before a day, on which a referral cannot be received, by day."""
    early = [one for one in told if one.what is not StepKind.VALUE and one.day and one.day < day]
    return sorted(early, key=lambda one: one.day or day)


def is_back(before: Steps, status: Status) -> bool:
    """Whether a referral would be at an earlier status, or at none of the ends any more.

    An appointment that was missed or called off by mistake stands again.
    """
    if status is before.status or status in NOT_COUNTABLE:
        return False
    if status is Status.SCHEDULED and before.status is Status.RECEIVED:
        return before.scheduled_on is not None
    if status is Status.LOST:
        return before.status in NOT_COUNTABLE
    return before.closed or PROGRESS.index(status) < PROGRESS.index(before.status)


def go_back(told: Sequence[ReferralStep], before: Steps, said: ToldStatus) -> TakenStatus:
    """What is left as of when a referral was last at the status; then the status is told."""
    day = before.received_on
    if said.status is Status.RECEIVED and not said.assumed and said.on != day:
        raise StepError(f"going back to received keeps that day, {day}. Type it without --on.")
    kept = keep_steps(told, before, said)
    stands = derive_standing(day, kept).steps
    if said.assumed and stands.status is not said.status:
        said = replace(said, on=before.day(said.status) or said.on)
    found = take_told_status(kept, stands, replace(said, back=False))
    return TakenStatus(told, before, found.now, found.after)


def keep_steps(told: Sequence[ReferralStep], before: Steps, said: ToldStatus) -> list[ReferralStep]:
    """The steps that stay when a referral goes back to a status; every value stays.

    They end where it last stood at that status. If it never did, they end where it last stood at
    an earlier one. Example: back to received after booked, missed, booked keeps the first two.
    """
    day, told = before.received_on, list(told)
    ordered = order_steps(day, told)
    starts = [ordered[:many] for many in range(len(ordered) - 1, -1, -1)]
    at = said.status
    tests: tuple[Callable[[list[ReferralStep]], bool], ...] = (
        lambda some: stands_at(day, some, at) or can_book_again(day, some, said),
        lambda some: derive_standing(day, some).steps.status in list_earlier(at),
    )
    kept = next(some for test in tests for some in starts if test(some))
    return [one for one in told if one.what is StepKind.VALUE or one in kept]


def stands_at(received_on: date, some: Sequence[ReferralStep], status: Status) -> bool:
    """Whether a referral stands at a status after some steps."""
    return derive_standing(received_on, some).steps.status is status


def list_earlier(status: Status) -> Sequence[Status]:
    """The statuses from which one is told without going back."""
    return PROGRESS[: PROGRESS.index(status)] if status in PROGRESS else PROGRESS


def can_book_again(received_on: date, some: Sequence[ReferralStep], said: ToldStatus) -> bool:
    """Whether an appointment told for its day is a new one, after one that came to nothing."""
    latest = latest_of_appointment(some)
    if said.status is not Status.SCHEDULED or said.assumed or latest is None:
        return False
    off = latest.what in CALLED_OFF and said.on >= (latest.day or received_on)
    return off and stands_at(received_on, some, Status.RECEIVED)


def order_steps(received_on: date, told: Sequence[ReferralStep]) -> list[ReferralStep]:
    """The steps but for values, in the order in which they happened.

    What was told late of an appointment comes before the visit or the end of the same day; what
    takes a referral out of the count stands last.
    """
    end = find_end(told)
    dated = [
        (day, one)
        for day, one in zip(count_days(received_on, told), told, strict=True)
        if one.what is not StepKind.VALUE and ENDS.get(one.what) not in NOT_COUNTABLE
    ]
    found: list[tuple[date, ReferralStep]] = []
    for day, one in sorted(dated, key=lambda pair: pair[0]):
        at = len(found)
        while at and found[at - 1][0] == day and is_earlier(one, found[at - 1][1], end):
            at -= 1
        found.insert(at, (day, one))
    final = [one for one in told if ENDS.get(one.what) in NOT_COUNTABLE]
    return [*(one for _, one in found), *final]


def is_earlier(one: ReferralStep, other: ReferralStep, end: ReferralStep | None) -> bool:
    """Whether a step comes before another one of the same day that was told earlier."""
    if one.what in APPOINTMENTS | CALLED_OFF:
        return other.what in VISITS or other is end
    return one.what is StepKind.SEEN and other.what is StepKind.COMPLETED
