"""What do we owe to whom, and since when? Facts and a date in, due items out.

Nothing here is stored and nothing rolls forward: an item is due from the day its rule gives until
the activity that closes it is recorded, or until it is skipped. A snoozed one is only hidden.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from refcli.core.dealings.issues import IssueFacts, due_issues
from refcli.core.dealings.meetings import Meeting, due_meetings, tell_planned
from refcli.core.due.events import PlannedEvent, due_events
from refcli.core.due.gifts_back import give_backs
from refcli.core.due.next_steps import due_next_steps
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
from refcli.core.duties.rota import DutyFacts, due_duties
from refcli.core.insurers import CredentialFacts, due_renewals
from refcli.core.occasions import OccasionFacts, due_occasions
from refcli.core.owed.items import OF_A_REFERRAL, DueItem, Ground
from refcli.core.owed.over import Over
from refcli.core.quiet.sentences import QuietFacts, gone_quiet

SOON_DAYS = 7  # how far ahead the list looks when nobody says otherwise
FAR_DAYS = 400  # as far ahead as anything owed today is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFacts:
    """Everything that was known on a day and may be owed; closed things are left out."""

    ground: Ground
    unthanked: Sequence[Unthanked] = ()
    batches: Sequence[PatientBatch] = ()
    unreported: Sequence[OpenReferral] = ()
    uncalled: Sequence[Uncalled] = ()
    unscheduled: Sequence[OpenReferral] = ()
    expected: Sequence[Expected] = ()
    tries: Tries = field(default_factory=dict)
    occasions: OccasionFacts = field(default_factory=OccasionFacts)
    duties: DutyFacts = field(default_factory=DutyFacts)
    credentials: CredentialFacts = field(default_factory=CredentialFacts)
    quiet: QuietFacts = field(default_factory=QuietFacts)
    over: Sequence[Over] = ()
    events: Sequence[PlannedEvent] = ()
    meetings: Sequence[Meeting] = ()
    issues: IssueFacts = field(default_factory=IssueFacts)


def find_owed(facts: DueFacts, until: date, today: date) -> Iterator[DueItem]:
    """What every rule finds; things that come again and again are made up to ``until``."""
    ground = facts.ground
    yield from tell_planned(ground, due_visits(ground), facts.meetings)
    yield from due_meetings(ground, facts.meetings)
    yield from thank_yous(ground, facts.unthanked)
    yield from patient_batches(ground, facts.batches)
    yield from due_reports(ground, facts.unreported)
    yield from follow_ups(ground, facts.uncalled, facts.tries)
    yield from due_schedules(ground, facts.unscheduled, facts.tries)
    yield from due_arrivals(ground, facts.expected, facts.tries, today)
    yield from due_occasions(ground, facts.occasions, until)
    yield from due_duties(ground, facts.duties, until)
    yield from due_renewals(ground, facts.credentials, until)
    yield from gone_quiet(ground, facts.quiet, today)
    yield from due_issues(ground, facts.issues, today)
    yield from give_backs(ground, facts.over, today)
    yield from due_next_steps(ground)
    yield from due_events(ground, facts.events, today)


def due_items(
    facts: DueFacts, *, until: date, today: date, snoozed_too: bool = False
) -> list[DueItem]:
    """What falls due no later than ``until``, the most overdue first; snoozed ones if asked."""
    found = find_owed(facts, until, today)
    hidden = OffList() if snoozed_too else OffList.on(today, facts.ground, facts.quiet)
    return pick_shown(found, hidden, until=until, today=today)


def keys_of_referral(facts: DueFacts, one: OpenReferral) -> list[str]:
    """The keys of all that is owed for a referral: to its patient, about it, and to its source.

    Its source is thanked by a key of its own or, where it is a patient, by the note of the month.
    """
    month = batch_key(one.since)
    noted = [month] if month in find_batches_with(facts.batches, one.source_id) else []
    return [*(f"{letter}{one.id}" for letter in OF_A_REFERRAL), f"T{one.source_id}", *noted]


def owed_for(
    facts: DueFacts, one: OpenReferral, *, today: date, snoozed_too: bool = False
) -> list[DueItem]:
    """What is owed because of one referral, and soon to the place that it came from."""
    own, place = keys_of_referral(facts, one), facts.ground.parties[one.source_id].place_id
    soon, horizon = (today + timedelta(days=days) for days in (SOON_DAYS, FAR_DAYS))
    return [
        item
        for item in due_items(facts, until=horizon, today=today, snoozed_too=snoozed_too)
        if item.key in own or (item.key == f"V{place}" and item.due_on <= soon)
    ]
