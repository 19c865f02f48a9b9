"""What do we owe to whom, and since when? Facts and a date in, due items out.

Nothing here is stored and nothing rolls forward: an item is due from the day its rule gives until
the activity that closes it is recorded, or until it is skipped. A snoozed one is only hidden.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from refcli.core.cadence import Cadence, first_monday_after, frequent, next_visit
from refcli.core.vocabulary import DueType, Kind, MarkAction

THANK_AFTER = 3  # days after a referral was received
REPORT_AFTER = 7  # days after its patient was seen
SCHEDULE_AFTER = 3  # days after it was received
SOON_DAYS = 7  # how far ahead the list looks when nobody says otherwise

LETTERS = {
    "V": DueType.VISIT,
    "T": DueType.THANK_YOU,
    "B": DueType.THANK_YOU,  # the monthly batch to the patients who referred
    "R": DueType.REPORT,
    "S": DueType.SCHEDULE,
}
KEY = re.compile(r"\s*([VTBRS])(\d{1,18})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A source as the due list needs it: whom to call, and how the visiting stands.

    The visiting facts belong to the place: an office's are those of all who work in it.
    """

    id: int
    name: str
    kind: Kind
    cadence: Cadence
    owner: str = ""
    phone: str = ""
    office_id: int | None = None
    do_not_visit: bool = False
    do_not_mail: bool = False
    archived: bool = False
    target_since: date | None = None
    first_referral: date | None = None
    first_visit: date | None = None
    last_visit: date | None = None
    met: str = ""
    next_step: str = ""
    attempts: int = 0

    @property
    def place_id(self) -> int:
        """The source that is visited: the office of a provider who has one."""
        return self.office_id or self.id


@dataclass(frozen=True, slots=True)
class Unthanked:
    """A provider or office whose referrals since a day have not been thanked for."""

    source_id: int
    since: date
    referrals: int


@dataclass(frozen=True, slots=True)
class PatientBatch:
    """The patients who referred in a month and have not been thanked."""

    month: date
    source_ids: tuple[int, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenReferral:
    """A referral that waits for something since a day."""

    id: int
    source_id: int
    patient: str
    since: date


@dataclass(frozen=True, slots=True)
class Mark:
    """A decision to skip or snooze a due item, made on a day."""

    key: str
    action: MarkAction
    due_on: date
    until: date | None
    made_on: date


@dataclass(frozen=True, slots=True)
class DueFacts:
    """Everything that was known on a day and may be owed; closed things are left out."""

    parties: Mapping[int, Party]
    unthanked: Sequence[Unthanked] = ()
    batches: Sequence[PatientBatch] = ()
    unreported: Sequence[OpenReferral] = ()
    unscheduled: Sequence[OpenReferral] = ()
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something we owe someone by a date; the key names it for as long as it is owed."""

    key: str
    type: DueType
    source_id: int | None
    source: str
    due_on: date
    reason: str
    owner: str = ""
    context: str = ""

    def days_overdue(self, today: date) -> int:
        """Days since the due date; 0 while it is not over."""
        return max(0, (today - self.due_on).days)


def read_key(text: str) -> tuple[str, int] | None:
    """``v12`` as its letter and number, or None where it is no key."""
    found = KEY.fullmatch(text)
    return (found[1].upper(), int(found[2])) if found else None


def due_items(
    facts: DueFacts, *, until: date, today: date, snoozed_too: bool = False
) -> list[DueItem]:
    """What falls due no later than ``until``, the most overdue first; snoozed ones if asked."""
    owed = [item for rule in RULES for item in rule(facts) if item.due_on <= until]
    hidden = set() if snoozed_too else snoozed(facts.marks, today)
    shown = [item for item in owed if (item.key, item.due_on) not in hidden]
    return sorted(shown, key=lambda i: (i.due_on, i.type, i.source.casefold(), len(i.key), i.key))


def owed_for(facts: DueFacts, new: OpenReferral, *, today: date) -> list[DueItem]:
    """What is owed because of one referral: to its patient, its source, and soon to the place."""
    party = facts.parties[new.source_id]
    own = {f"S{new.id}", f"R{new.id}", f"T{party.id}"}
    if party.kind is Kind.PATIENT:
        own.add(batch_key(new.since))
    soon, visit = today + timedelta(days=SOON_DAYS), f"V{party.place_id}"
    return [
        item
        for item in due_items(facts, until=date.max, today=today)
        if item.key in own or (item.key == visit and item.due_on <= soon)
    ]


def snoozed(marks: Iterable[Mark], today: date) -> set[tuple[str, date]]:
    """The keys hidden today, each with the due date that was snoozed; the last word counts."""
    latest = {(m.key, m.due_on): m for m in marks if m.action is MarkAction.SNOOZE}
    return {which for which, mark in latest.items() if mark.until and today < mark.until}


def skips(marks: Iterable[Mark], letter: str) -> dict[str, date]:
    """When each key of a letter was last skipped."""
    return {m.key: m.made_on for m in marks if m.action is MarkAction.SKIP and m.key[0] == letter}


def visits(facts: DueFacts) -> Iterator[DueItem]:
    """One visit per place; a skip restarts the clock as a visit would."""
    skipped = skips(facts.marks, "V")
    for party in facts.parties.values():
        key = f"V{party.id}"
        if visited(party) and (found := visit_due(party, skipped.get(key))):
            due_on, reason = found
            yield item(facts, key, party, due_on, reason)


def visited(party: Party) -> bool:
    """Offices are visited, and providers who work in none."""
    office = party.kind is Kind.OFFICE
    alone = party.kind is Kind.PROVIDER and party.office_id is None
    return (office or alone) and not party.do_not_visit and not party.archived


def visit_due(party: Party, skipped: date | None) -> tuple[date, str] | None:
    """The next visit's day and the rule that gave it; None for a place we do not court."""
    clock = [day for day in (party.last_visit, skipped) if day]
    if clock:
        first, last = party.first_visit or min(clock), max(clock)
        return next_visit(party.cadence, first=first, last=last), rhythm(party, first, last)
    reasons = ((party.first_referral, "refers to us"), (party.target_since, "a target"))
    came_in = sorted((day, why) for day, why in reasons if day)
    if not came_in:
        return None
    known = ", ".join(f"{why} since {day}" for day, why in came_in)
    return came_in[0][0], f"never visited, {known}" + attempts(party)


def rhythm(party: Party, first: date, last: date) -> str:
    """Which interval is in force, and what the clock runs from."""
    often = frequent(party.cadence, first=first, last=last)
    months = party.cadence.every if often else party.cadence.later
    every = "every month" if months == 1 else f"every {months} months"
    since = f"last visit {last}" if last == party.last_visit else f"skipped on {last}"
    return f"{every}, {since}" + attempts(party)


def attempts(party: Party) -> str:
    """How often nobody was met since the last real visit."""
    if not party.attempts:
        return ""
    return f", {party.attempts} attempt{'s' if party.attempts > 1 else ''} since met nobody"


def thank_yous(facts: DueFacts) -> Iterator[DueItem]:
    """One thank-you per provider or office, three days after the first unthanked referral."""
    for owed in facts.unthanked:
        if party := facts.parties.get(owed.source_id):
            many = f"{owed.referrals} referrals" if owed.referrals > 1 else "a referral"
            reason = f"{many} since {owed.since}" + ("; no mail" if party.do_not_mail else "")
            due_on = owed.since + timedelta(days=THANK_AFTER)
            yield item(facts, f"T{party.id}", party, due_on, reason)


def patient_batches(facts: DueFacts) -> Iterator[DueItem]:
    """One note a month to all patients who referred, which names no new patient.

    Sent on the first Monday of the next month, so that no note tells when somebody came
    (45 CFR 164.508: naming the new patient would need that patient's authorization).
    """
    skipped = skips(facts.marks, "B")
    for batch in facts.batches:
        key = batch_key(batch.month)
        if key not in skipped:
            many = len(batch.source_ids)
            whom = "1 patient" if many == 1 else f"{many} patients"
            reason = f"who referred in {batch.month:%B %Y}: a note that names no new patient"
            due_on, to = first_monday_after(batch.month), "to " + ", ".join(batch.names)
            yield DueItem(key, DueType.THANK_YOU, None, whom, due_on, reason, context=to)


def batch_key(month: date) -> str:
    """The key of a month's batch: B2610 for October 2026."""
    return f"B{month:%y%m}"


def reports(facts: DueFacts) -> Iterator[DueItem]:
    """A report back to the referring provider, seven days after the patient was seen."""
    for referral, party in waiting(facts, facts.unreported, "R"):
        due_on = referral.since + timedelta(days=REPORT_AFTER)
        reason = f"{referral.patient} was seen on {referral.since}"
        yield item(facts, f"R{referral.id}", party, due_on, reason)


def schedules(facts: DueFacts) -> Iterator[DueItem]:
    """A call to the referred person who has no appointment after three days."""
    for referral, party in waiting(facts, facts.unscheduled, "S"):
        due_on = referral.since + timedelta(days=SCHEDULE_AFTER)
        reason = f"{referral.patient} was referred on {referral.since}, no appointment yet"
        yield item(facts, f"S{referral.id}", party, due_on, reason)


def waiting(
    facts: DueFacts, referrals: Iterable[OpenReferral], letter: str
) -> Iterator[tuple[OpenReferral, Party]]:
    """The referrals that were not skipped, with their sources."""
    skipped = skips(facts.marks, letter)
    for referral in referrals:
        if f"{letter}{referral.id}" not in skipped and referral.source_id in facts.parties:
            yield referral, facts.parties[referral.source_id]


def item(facts: DueFacts, key: str, party: Party, due_on: date, reason: str) -> DueItem:
    """A due item about a source, with the context to act on it."""
    type_ = LETTERS[key[0]]
    place = facts.parties.get(party.place_id, party)
    owner, context = party.owner or place.owner, "; ".join(helps(party, place, type_))
    return DueItem(key, type_, party.id, party.name, due_on, reason, owner, context)


def helps(party: Party, place: Party, type_: DueType) -> Iterator[str]:
    """What helps to do it: the last visit, whom we met, the next step, the phone."""
    if type_ is not DueType.SCHEDULE:
        if place.last_visit and type_ is not DueType.VISIT:
            yield f"last visit {place.last_visit}"
        if place.met:
            yield f"met {place.met}"
        if place.next_step:
            yield f"next: {place.next_step}"
    if phone := party.phone or place.phone:
        yield phone


RULES = (visits, thank_yous, patient_batches, reports, schedules)
