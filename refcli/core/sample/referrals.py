"""What became of everyone who was referred to the sample practice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from refcli.core.owed.settings import DueRules
from refcli.core.referrals.records import NewReferral
from refcli.core.sample.arrivals import (
    BUILT_IN_RATES,
    FIRST_ID,
    Arrival,
    draw_chance,
    draw_workday,
    receive_all,
)
from refcli.core.sample.cast import (
    DENTISTS,
    INVALID_REASONS,
    LOST_REASONS,
    MISTAKE,
    MISTAKEN,
    NOTES,
    SERVICES,
    CastRole,
    Story,
)
from refcli.core.vocabulary import NOT_COUNTABLE, Status

STILL_WAITING = 4  # and are overdue; two more are newer
WAIT = DueRules().schedule_after  # days until an appointment is owed
LONGEST_WAIT = 20  # days


def make_referrals(rng: Random, cast: Sequence[CastRole], today: date) -> list[NewReferral]:
    """All referrals in the order in which they were received."""
    helpers = [
        (id_, role.rate)
        for id_, role in enumerate(cast, start=FIRST_ID)
        if role.story in {Story.STEADY, Story.GROWING} and role.rate and role.retired is None
    ]
    people = receive_all(rng, cast, today)
    waiting = still_waiting(people, today)
    return [
        draw_outcome(rng, add_assist(rng, booked_in(rng, person, number), helpers), person, today)
        if number not in waiting
        else booked_in(rng, person, number)
        for number, person in enumerate(people)
    ]


def still_waiting(people: Sequence[Arrival], today: date) -> set[int]:
    """The places in the list of those who have no appointment yet."""
    real = [
        ((today - one.day).days, n)
        for n, one in enumerate(people)
        if one.fate is None and not one.comes
    ]
    newest = [n for age, n in real if age <= WAIT][-2:]
    older = [n for age, n in real if WAIT < age <= LONGEST_WAIT]
    step = max(1, len(older) // STILL_WAITING)
    return {*newest, *older[::step][:STILL_WAITING]}


def booked_in(rng: Random, person: Arrival, number: int) -> NewReferral:
    """What the front desk writes down on the telephone."""
    weights = [share for _, _, share in SERVICES.values()]
    return NewReferral(
        patient=person.patient,
        source_id=person.source_id,
        received_on=person.day,
        service=rng.choices(list(SERVICES), weights)[0],
        provider=rng.choice(DENTISTS),
        chart=f"C{10001 + number}",
        note=rng.choice(NOTES) if draw_chance(rng, 0.06) else "",
    )


def add_assist(
    rng: Random, referral: NewReferral, helpers: Sequence[tuple[int, float]]
) -> NewReferral:
    """About one in 24 was sent by a second source too."""
    if referral.source_id in BUILT_IN_RATES or not draw_chance(rng, 0.045):
        return referral
    ids, rates = zip(*[one for one in helpers if one[0] != referral.source_id], strict=True)
    return replace(referral, assists=tuple(rng.choices(ids, rates)))


def draw_outcome(rng: Random, referral: NewReferral, person: Arrival, today: date) -> NewReferral:
    """What had become of a referral by today."""
    if person.fate in NOT_COUNTABLE:
        return drop_referral(rng, referral, person, today)
    latest = min(10, (today - person.day).days)
    scheduled = min(draw_workday(rng, person.day, 0, min(latest, rng.choice((3, 5, 10)))), today)
    booked = replace(referral, status=Status.SCHEDULED, scheduled_on=scheduled)
    if not person.comes and draw_chance(rng, 0.085):
        reached = booked if draw_chance(rng, 0.5) else referral
        return lose_referral(rng, reached, today) or booked
    return treat_referral(rng, booked, scheduled, today)


def drop_referral(rng: Random, referral: NewReferral, person: Arrival, today: date) -> NewReferral:
    """A duplicate or an entry that was none."""
    again = person.fate is Status.DUPLICATE
    stray = MISTAKE if person.patient == MISTAKEN else rng.choice(INVALID_REASONS)
    return replace(
        referral,
        status=Status.DUPLICATE if again else Status.INVALID,
        closed_on=min(draw_workday(rng, person.day, 0, 4), today),
        reason="entered twice" if again else stray,
        note="",
        assists=(),
    )


def lose_referral(rng: Random, referral: NewReferral, today: date) -> NewReferral | None:
    """Given up some weeks later; None while that day has not come."""
    day = draw_workday(rng, referral.scheduled_on or referral.received_on, 8, 35)
    why = rng.choice(LOST_REASONS)
    return (
        replace(referral, status=Status.LOST, closed_on=day, reason=why) if day <= today else None
    )


def treat_referral(rng: Random, booked: NewReferral, scheduled: date, today: date) -> NewReferral:
    """Seen, and completed some weeks later, as far as that has come."""
    seen = draw_workday(rng, scheduled, 3, rng.choice((8, 12, 18, 30)))
    if seen > today:
        return booked
    short = booked.service == "consultation"
    done = seen if short else draw_workday(rng, seen, 0, rng.choice((6, 14, 30)))
    completed = done <= today and (short or draw_chance(rng, 0.98))
    paid = draw_chance(rng, 0.95)
    return replace(
        booked,
        status=Status.COMPLETED if completed else Status.SEEN,
        seen_on=seen,
        completed_on=done if completed else None,
        production_cents=draw_fee(rng, booked.service) if paid else None,
        production_on=(done if completed else seen) if paid else None,
    )


def draw_fee(rng: Random, service: str) -> int:
    """What the treatment came to, in cents."""
    low, high, _ = SERVICES[service]
    return rng.randrange(low, high + 1, 5) * 100
