"""What single referrals wait for: an appointment, a report back, a call to the patient."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from refcli.core.owed.items import DueItem, Ground, Party, make_item
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import StepKind


@dataclass(frozen=True, slots=True)
class OpenReferral:
    """A referral that waits for something since a day.

    ``off``: how its appointment came to nothing on ``off_on``, where it waits for another one.
    """

    id: int
    source_id: int
    patient: str
    since: date
    off: StepKind | None = None
    off_on: date | None = None

    @property
    def begun_on(self) -> date:
        """The day on which it began to wait, or last did."""
        return self.off_on or self.since


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncalled(OpenReferral):
    """A patient to call: seen on ``since``, or else given an appointment on it and not seen."""

    seen: bool


def due_reports(ground: Ground, unreported: Sequence[OpenReferral]) -> Iterator[DueItem]:
    """A report back to the referring provider, some days after the patient was seen."""
    for referral, party in waiting_referrals(ground, unreported, "R"):
        due_on = referral.since + timedelta(days=ground.rules.report_after)
        reason = f"{referral.patient} was seen on {referral.since}"
        yield make_item(ground, f"R{referral.id}", party, due_on, reason)


def due_schedules(ground: Ground, unscheduled: Sequence[OpenReferral]) -> Iterator[DueItem]:
    """A call to the referred person who has no appointment: after some days, or it was missed."""
    for referral, party in waiting_referrals(ground, unscheduled, "S"):
        days = 0 if referral.off else ground.rules.schedule_after
        due_on = referral.begun_on + timedelta(days=days)
        yield make_item(ground, f"S{referral.id}", party, due_on, why_book(referral))


def why_book(referral: OpenReferral) -> str:
    """Why an appointment is owed: a new referral, or missed on Thu 12 Mar 2026."""
    if referral.off:
        day = full_day(referral.begun_on)
        return f"{referral.patient}: {referral.off} on {day}, needs a new appointment"
    return f"{referral.patient} was referred on {referral.since}, no appointment yet"


def follow_ups(ground: Ground, uncalled: Sequence[Uncalled]) -> Iterator[DueItem]:
    """A call to the patient: how the first visit went, or what became of the appointment."""
    for referral, party in waiting_referrals(ground, uncalled, "F"):
        days = ground.rules.follow_up_after if referral.seen else ground.rules.missed_after
        if days and referral.since >= ground.rules.calls_since:
            due_on = referral.since + timedelta(days=days)
            yield make_item(ground, f"F{referral.id}", party, due_on, why_call(referral))


def why_call(referral: Uncalled) -> str:
    """What the call is about."""
    if referral.seen:
        return f"{referral.patient} was first seen on {referral.since}: ask how it went"
    return f"{referral.patient} got an appointment on {referral.since}, and was not seen yet"


Waiting = TypeVar("Waiting", bound=OpenReferral)


def waiting_referrals(
    ground: Ground, referrals: Iterable[Waiting], letter: str
) -> Iterator[tuple[Waiting, Party]]:
    """The referrals that were not skipped since they began to wait, with their sources."""
    skipped = ground.skipped(letter)
    for referral in referrals:
        skip = skipped.get(f"{letter}{referral.id}")
        if (skip is None or skip < referral.begun_on) and referral.source_id in ground.parties:
            yield referral, ground.parties[referral.source_id]
