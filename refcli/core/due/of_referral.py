"""What single referrals make owed: to their patients, to who sent them, and to the place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from refcli.core.due.shown import OffList, pick_shown
from refcli.core.due.thank_yous import (
    PatientBatch,
    Unthanked,
    batch_key,
    find_batches_with,
    patient_batches,
    thank_yous,
)
from refcli.core.due.visits import due_visits
from refcli.core.due.waiting import (
    Expected,
    OpenReferral,
    Tries,
    Uncalled,
    due_arrivals,
    due_reports,
    due_schedules,
    follow_ups,
)
from refcli.core.owed.items import OF_A_REFERRAL, DueItem, Ground, snoozed_keys

SOON_DAYS = 7  # how far ahead the list looks when nobody says otherwise
FAR_DAYS = 400  # as far ahead as anything owed today is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFacts:
    """What was known on a day of referrals and may be owed; closed things are left out."""

    ground: Ground
    unthanked: Sequence[Unthanked] = ()
    batches: Sequence[PatientBatch] = ()
    unreported: Sequence[OpenReferral] = ()
    uncalled: Sequence[Uncalled] = ()
    unscheduled: Sequence[OpenReferral] = ()
    expected: Sequence[Expected] = ()
    tries: Tries = field(default_factory=dict)


def due_for_referrals(facts: ReferralFacts, today: date) -> Iterator[DueItem]:
    """The thank-yous, reports and calls that referrals make owed."""
    ground = facts.ground
    yield from thank_yous(ground, facts.unthanked)
    yield from patient_batches(ground, facts.batches)
    yield from due_reports(ground, facts.unreported)
    yield from follow_ups(ground, facts.uncalled, facts.tries)
    yield from due_schedules(ground, facts.unscheduled, facts.tries)
    yield from due_arrivals(ground, facts.expected, facts.tries, today)


def keys_of_referral(facts: ReferralFacts, one: OpenReferral) -> list[str]:
    """The keys of all that is owed for a referral: to its patient, about it, and to its source.

    Its source is thanked by a key of its own or, where it is a patient, by the note of the month.
    """
    month = batch_key(one.since)
    noted = [month] if month in find_batches_with(facts.batches, one.source_id) else []
    return [*(f"{letter}{one.id}" for letter in OF_A_REFERRAL), f"T{one.source_id}", *noted]


def owed_for(
    facts: ReferralFacts, one: OpenReferral, *, today: date, snoozed_too: bool = False
) -> list[DueItem]:
    """What is owed because of one referral, and soon to the place that it came from."""
    own, place = keys_of_referral(facts, one), facts.ground.parties[one.source_id].place_id
    soon, horizon = (today + timedelta(days=days) for days in (SOON_DAYS, FAR_DAYS))
    found = [*due_visits(facts.ground), *due_for_referrals(facts, today)]
    hidden = OffList() if snoozed_too else OffList(snoozed_keys(facts.ground.marks, today))
    return [
        item
        for item in pick_shown(found, hidden, until=horizon, today=today)
        if item.key in own or (item.key == f"V{place}" and item.due_on <= soon)
    ]
