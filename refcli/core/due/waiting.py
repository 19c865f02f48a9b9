"""What single referrals wait for: an appointment, a report back, a call to the patient."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from refcli.core.owed.items import DueItem, Ground, Party, join_parts, make_item, parts_said
from refcli.core.referrals.steps import DAY_NOT_KNOWN
from refcli.core.referrals.tries import Try, say_giving_up, say_tries, tries_since
from refcli.core.values.clock_hours import say_appointment
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import StepKind
from refcli.lines import type_line

Tries = Mapping[int, Sequence[Try]]
"""Per referral: the calls that reached nobody."""


@dataclass(frozen=True, slots=True)
class Callee:
    """What helps to call a patient: the phone, the chart, a note."""

    phone: str = ""
    chart: str = ""
    note: str = ""

    def __str__(self) -> str:
        return join_parts(self.parts)

    @property
    def parts(self) -> tuple[str, ...]:
        """Each thing that is known, apart: ``206-555-0107``, ``chart 991``."""
        return parts_said(self.phone, f"chart {self.chart}" if self.chart else "", self.note)


@dataclass(frozen=True, slots=True)
class OpenReferral:
    """A referral that waits for something since a day.

    ``off``: how its appointment came to nothing on ``off_on``, where it waits for another one.
    ``dated``: whether somebody told that day; else it is the one on which the step was told.
    """

    id: int
    source_id: int
    patient: str
    since: date
    off: StepKind | None = None
    off_on: date | None = None
    dated: bool = True
    callee: Callee = Callee()

    @property
    def begun_on(self) -> date:
        """The day on which it began to wait, or last did."""
        return self.off_on or self.since


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncalled(OpenReferral):
    """A patient to call: seen on ``since``, or given an appointment on it, for no known day."""

    seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected(OpenReferral):
    """A patient whose appointment was on ``since``, at an hour or without one."""

    hour: str | None = None


def due_reports(ground: Ground, unreported: Sequence[OpenReferral]) -> Iterator[DueItem]:
    """A report back to the referring provider, some days after the patient was seen."""
    for referral, party in waiting_referrals(ground, unreported, "R"):
        due_on = referral.since + timedelta(days=ground.rules.report_after)
        why = f"was seen on {day_or_unknown(referral, referral.since)}"
        made = make_item(ground, f"R{referral.id}", party, due_on, why)
        yield replace(made, patient=referral.patient)


def due_schedules(
    ground: Ground, unscheduled: Sequence[OpenReferral], tries: Tries
) -> Iterator[DueItem]:
    """A call to the referred person who has no appointment: after some days, or it was missed."""
    for referral, party in waiting_referrals(ground, unscheduled, "S"):
        days = 0 if referral.off else ground.rules.schedule_after
        due_on = referral.begun_on + timedelta(days=days)
        made = make_item(ground, f"S{referral.id}", party, due_on, why_book(referral))
        yield to_patient(ground, replace(made, remark=bool(referral.off)), referral, tries)


def why_book(referral: OpenReferral) -> str:
    """Why an appointment is owed: a new referral, or missed on Thu 12 Mar 2026."""
    if referral.off:
        day = day_or_unknown(referral, full_day(referral.begun_on))
        return f"{referral.off} on {day}, needs a new appointment"
    return f"was referred on {referral.since}, no appointment yet"


def day_or_unknown(referral: OpenReferral, day: date | str) -> str:
    """The day of a step, which nobody may have told."""
    return str(day) if referral.dated else DAY_NOT_KNOWN


def due_arrivals(
    ground: Ground, expected: Sequence[Expected], tries: Tries, today: date
) -> Iterator[DueItem]:
    """Whether a patient came: on the working day after the appointment, and not before."""
    for referral, party in waiting_referrals(ground, expected, "A"):
        if (due_on := ground.rules.working.day_after(referral.since)) > today:
            continue
        why = f"did they come on {say_appointment(referral.since, referral.hour)}?"
        made = make_item(ground, f"A{referral.id}", party, due_on, why)
        yield to_patient(ground, replace(made, remark=True), referral, tries)


def to_patient(ground: Ground, item: DueItem, referral: OpenReferral, tries: Tries) -> DueItem:
    """The item of a call to a patient: the patient's own phone, chart and note, and the tries."""
    kind = ground.parties[referral.source_id].kind
    seen = isinstance(referral, Uncalled) and referral.seen
    give_up = say_giving_up(referral.id, referral.source_id, item.source, kind, seen=seen)
    tried = say_tries(tries_since(tries.get(referral.id, ()), referral.begun_on), give_up)
    before = referral.begun_on - timedelta(days=1)
    helpful = parts_said(ground.decided(item.key, before), *referral.callee.parts)
    return replace(item, tries=tried, helpful=helpful, patient=referral.patient)


def follow_ups(ground: Ground, uncalled: Sequence[Uncalled], tries: Tries) -> Iterator[DueItem]:
    """A call to the patient: how the first visit went, or what became of the appointment."""
    for referral, party in waiting_referrals(ground, uncalled, "F"):
        days = ground.rules.follow_up_after if referral.seen else ground.rules.missed_after
        if days and referral.since >= ground.rules.calls_since:
            due_on = referral.since + timedelta(days=days)
            made = make_item(ground, f"F{referral.id}", party, due_on, why_call(referral))
            item = to_patient(ground, made, referral, tries)
            yield add_line(item) if referral.seen else item


def add_line(item: DueItem) -> DueItem:
    """A call with what to type when it was made: how it went."""
    typed = f"then {type_line('done', item.key, '--happy')}, or --unhappy TEXT"
    return replace(item, helpful=(*item.helpful, typed))


def why_call(referral: Uncalled) -> str:
    """What the call is about."""
    day = day_or_unknown(referral, referral.since)
    if referral.seen:
        return f"was first seen on {day}: ask how it went"
    return f"was booked on {day} for a day not told, and was not seen yet"


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
