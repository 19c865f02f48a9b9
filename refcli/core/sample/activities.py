"""What the sample practice's staff did for its sources, and what they still owe."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from dateutil.relativedelta import relativedelta

from refcli.core.activities import NewActivity
from refcli.core.owed.cadence import first_monday_after
from refcli.core.referrals.records import NewReferral
from refcli.core.sample.arrivals import FIRST_ID, draw_chance, draw_workday
from refcli.core.sample.cast import (
    ATTEMPT_NOTES,
    BROUGHT,
    FRONT_DESKS,
    INTEL,
    NEXT_STEPS,
    PURPOSES,
    STAFF,
    CastRole,
)
from refcli.core.vocabulary import NOT_COUNTABLE, ActivityKind, Kind

IN_PERSON = (
    *(ActivityKind.VISIT,) * 6,
    *(ActivityKind.DROP_OFF,) * 2,
    ActivityKind.LUNCH,
    ActivityKind.EVENT,
)
UNTHANKED = (0, 1, 2, 4, 7)  # still owed, counted from the latest
UNREPORTED = (0, 1, 2, 3, 6, 9)
UNCALLED = 3  # patients still to be called, of the latest whose call is due
CALL_AFTER, ASK_AFTER = timedelta(days=12), timedelta(days=28)  # the first visit, the booking
LATE = timedelta(days=105)
MONTHLY = 6  # months of monthly visits, then quarterly

Cast = Mapping[int, CastRole]
Numbered = Sequence[tuple[int, NewReferral]]


def make_activities(
    rng: Random, cast: Sequence[CastRole], referrals: Sequence[NewReferral], today: date
) -> list[NewActivity]:
    """Everything that was done by today, in order."""
    known = dict(enumerate(cast, start=FIRST_ID))
    numbered = [
        (number, one)
        for number, one in enumerate(referrals, start=1)
        if one.status not in NOT_COUNTABLE
    ]
    credited = [
        (number, one)
        for number, one in numbered
        if one.source_id in known and known[one.source_id].kind.refers
    ]
    done = [
        *make_visits(rng, known, today),
        *make_thanks(rng, credited, today),
        *make_reports(rng, known, credited, today),
        *patient_notes(rng, known, numbered, today),
        *make_calls(numbered, today),
    ]
    return sorted(done, key=lambda one: one.on)


def owner_of(cast: Cast, source_id: int) -> str:
    """Who on our staff looks after a source; a provider's office decides for both."""
    office = cast[source_id].office
    place_id = next((id_ for id_, role in cast.items() if role.name == office), source_id)
    return STAFF[place_id % len(STAFF)]


def make_visits(rng: Random, cast: Cast, today: date) -> Iterator[NewActivity]:
    """The rounds of every place that is visited."""
    for id_, role in cast.items():
        if role.visits:
            who = owner_of(cast, id_)
            within = [n for n, one in cast.items() if role.name == one.office] or [id_]
            last = last_visit(role, today)
            for day in visit_days(rng, role, last, today):
                yield from round_trip(rng, make_visit(rng, cast, id_, within, day), who)
            if last < today - LATE and role.retired is None:  # somebody has been to the door
                missed = NewActivity(source_id=id_, kind=ActivityKind.VISIT, on=last, who=who)
                yield make_attempt(rng, missed, draw_workday(rng, today, -12, -7))


def last_visit(role: CastRole, today: date) -> date:
    """The weekday from which the rule gives the next visit in the role's number of days."""
    first_ago, due = role.visits or (0, 0)
    months = role.visit_later or (1 if first_ago < MONTHLY else 3)
    day = today + timedelta(days=due) - relativedelta(months=months)
    return weekday_before(day)


def visit_days(rng: Random, role: CastRole, last: date, today: date) -> list[date]:
    """From the last visit back to the first: every quarter, in the first half-year every month."""
    first = today - relativedelta(months=(role.visits or (0, 0))[0])
    if role.times:
        step = (last - first) / (role.times - 1)
        return [weekday_before(last - n * step) for n in range(role.times)]
    days, often = [last], first + relativedelta(months=MONTHLY)
    later = role.visit_later or 3
    while days[-1] > first + timedelta(days=25):
        low, high = (26, 33) if days[-1] <= often + timedelta(days=60) else (27 * later, 32 * later)
        days.append(draw_workday(rng, days[-1], -high, -low))
    return days


def weekday_before(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def make_visit(
    rng: Random, cast: Cast, place_id: int, within: Sequence[int], day: date
) -> NewActivity:
    """One visit that met somebody, mostly booked on the place itself."""
    kind, met_id = rng.choice(IN_PERSON), rng.choice(within)
    plain = cast[place_id].no_gifts or cast[met_id].no_gifts
    lunch = kind is ActivityKind.LUNCH and not plain
    return NewActivity(
        source_id=met_id if draw_chance(rng, 0.2) else place_id,
        kind=ActivityKind.VISIT if plain else kind,
        on=day,
        met=person_met(rng, cast[met_id]),
        brought="referral pads"
        if plain
        else "lunch for the team"
        if lunch
        else rng.choice(BROUGHT),
        purpose=rng.choice(PURPOSES),
        intel=rng.choice(INTEL),
        next_step=rng.choice(NEXT_STEPS),
    )


def person_met(rng: Random, role: CastRole) -> str:
    """Whom a visit met: the doctor if he or she came out, and the front desk."""
    desk = f"{rng.choice(FRONT_DESKS)} (front desk)"
    if role.kind is not Kind.PROVIDER or draw_chance(rng, 0.35):
        return desk
    return f"Dr. {role.name.split()[-1]}, {desk}"


def round_trip(rng: Random, made: NewActivity, who: str) -> Iterator[NewActivity]:
    """A visit by its owner, now and then after one that found nobody."""
    if draw_chance(rng, 0.07):
        yield replace(make_attempt(rng, made, draw_workday(rng, made.on, -6, -2)), who=who)
    yield replace(made, who=who)


def make_attempt(rng: Random, made: NewActivity, day: date) -> NewActivity:
    """A visit of the same round that met nobody."""
    return NewActivity(
        source_id=made.source_id,
        kind=ActivityKind.VISIT,
        on=day,
        attempt=True,
        who=made.who,
        note=rng.choice(ATTEMPT_NOTES),
    )


def make_thanks(rng: Random, credited: Numbered, today: date) -> Iterator[NewActivity]:
    """One thank-you for all that a provider or office sent until then, but for the last few."""
    days: dict[int, list[date]] = {}
    for _, one in credited:
        days.setdefault(one.source_id, []).append(one.received_on)
    latest = sorted(days, key=lambda id_: (days[id_][-1], id_), reverse=True)
    owed = {latest[place] for place in UNTHANKED if place < len(latest)}
    for id_, received in days.items():
        for day in thank_days(rng, received, today, owed=id_ in owed):
            yield NewActivity(
                source_id=id_,
                kind=ActivityKind.THANK_YOU,
                on=day,
                who=rng.choice(STAFF),
                note=rng.choice(("card", "card", "call", "note with the report")),
            )


def thank_days(rng: Random, received: Sequence[date], today: date, *, owed: bool) -> list[date]:
    """The days of the thank-yous to one source; none since its last referral where one is owed."""
    days: list[date] = []
    for day in received:
        if not days or day > days[-1]:
            days.append(min(draw_workday(rng, day, 1, 4), today))
    return [day for day in days if day < received[-1]] if owed else days


def make_reports(rng: Random, cast: Cast, credited: Numbered, today: date) -> Iterator[NewActivity]:
    """A report on every patient who was seen, but for a few of the last."""
    seen = sorted(
        ((one.seen_on, number, one.source_id) for number, one in credited if one.seen_on),
        reverse=True,
    )
    for place, (day, number, source_id) in enumerate(seen):
        if place not in UNREPORTED:
            yield NewActivity(
                source_id=source_id,
                kind=ActivityKind.REPORT,
                on=min(draw_workday(rng, day, 3, 9), today),
                who=owner_of(cast, source_id),
                referral_id=number,
            )


def patient_notes(
    rng: Random, cast: Cast, numbered: Numbered, today: date
) -> Iterator[NewActivity]:
    """The monthly notes to the patients who referred; a month whose day has not come is open."""
    months = {
        (one.source_id, first_monday_after(one.received_on))
        for _, one in numbered
        if one.source_id in cast and cast[one.source_id].kind is Kind.PATIENT
    }
    for id_, monday in sorted(months):
        day = min(draw_workday(rng, monday, 0, 1), today)
        if monday <= today and not cast[id_].do_not_mail:
            yield NewActivity(source_id=id_, kind=ActivityKind.THANK_YOU, on=day, who="Tina")


def make_calls(numbered: Numbered, today: date) -> Iterator[NewActivity]:
    """A call to everybody whose treatment goes on, or who did not come, but for the latest."""
    owed = sorted(
        (one.seen_on + CALL_AFTER if one.seen_on else booked + ASK_AFTER, number, one)
        for number, one in numbered
        if not one.completed_on and not one.closed_on and (booked := one.scheduled_on)
    )
    for day, number, one in [found for found in owed if found[0] <= today][:-UNCALLED]:
        yield NewActivity(
            source_id=one.source_id,
            kind=ActivityKind.FOLLOW_UP,
            on=day,
            who=STAFF[number % len(STAFF)],
            referral_id=number,
        )
