"""The referrals on record, as far as the rows of a file are compared with them."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from refcli.core.names.people import person_key
from refcli.core.referrals.patients import chart_key
from refcli.core.referrals.step_rows import (
    ReferralStep,
    derive_standing,
    list_undated,
)
from refcli.core.vocabulary import Status, StepKind

CAME = frozenset({StepKind.SEEN, StepKind.COMPLETED})
ON_RECORD = "on record"  # where a contradiction says that the other thing stands
NO_REFERRAL = frozenset({Status.DUPLICATE, Status.INVALID})  # nobody is counted by one
FILLED = ("chart", "service", "provider", "phone")  # what is contradicted where it differs
FURTHER = ("service", "provider", "phone", "note")
FOLDERS = re.compile(r"[/\\]")
CHART = "#"  # before a chart number, which no name begins with


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """One referral on record; two are equal where they say the same of one patient's day.

    ``line`` and ``file``: where it stands in the files at hand, if it came from there.
    ``appointments`` are the days for which it was booked. ``undated``: nobody told on which day the
    patient came. ``further`` are the further columns that are not empty. ``id`` is its number on
    record, below zero for a line, 0 where it has none yet. ``helpers`` are its further sources.
    """

    source_id: int
    status: Status
    seen_on: date | None = None
    cents: int | None = None
    patient: str = field(compare=False)
    chart: str = field(default="", compare=False)
    source: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    file: str = field(default="", compare=False)
    appointments: frozenset[date] = field(default=frozenset(), compare=False)
    undated: bool = field(default=False, compare=False)
    closed_on: date | None = field(default=None, compare=False)
    id: int = field(default=0, compare=False)
    further: Mapping[str, str] = field(default_factory=dict, compare=False)
    helpers: frozenset[int] = field(default=frozenset(), compare=False)

    @property
    def counts(self) -> bool:
        """Whether it counts a patient."""
        return self.status not in NO_REFERRAL

    @property
    def visit(self) -> date | None:
        """The day on which the patient came, as it was told."""
        return None if self.undated else self.seen_on

    def is_visit_of(self, other: "OnRecord") -> bool:
        """Whether it is one visit that two referrals of one person are about."""
        return is_one_visit(self.visit, other.visit, self.appointments & other.appointments)


def is_one_visit(seen: date | None, other: date | None, appointments: Collection[date]) -> bool:
    """Whether two are one visit: seen on one day, else with an appointment for one day.

    ``appointments`` are those that both have.
    """
    return seen == other if seen and other else bool(appointments)


def list_further(one: object) -> dict[str, str]:
    """The further columns of a referral, in whatever form, that are not empty."""
    return {name: text for name in FURTHER if (text := getattr(one, name))}


def days_booked(told: Iterable[ReferralStep]) -> frozenset[date]:
    """The days for which a patient was booked."""
    return frozenset(one.for_day for one in told if one.for_day)


def name_line(line: int, file: str, here: str) -> str:
    """A line of the files at hand, as said of a row of the file ``here``.

    >>> name_line(2, "lists/october.csv", "november.csv")
    'line 2 of october.csv'
    >>> name_line(2, "november.csv", "november.csv")
    'line 2 of this file'
    """
    if file == here:
        return f"line {line} of this file"
    return f"line {line} of {re.split(FOLDERS, file)[-1]}"


def say_place(one: "OnRecord | RecordedReferral", here: str) -> str:
    """Where a referral stands, as said of a row of the file ``here``."""
    return f"in {name_line(one.line, one.file, here)}" if one.line else ON_RECORD


def keys_of(patient: str, chart: str) -> tuple[str, ...]:
    """What a patient is found by: the name and, where there is one, the chart number."""
    number = chart_key(chart)
    return (person_key(patient), *([CHART + number] if number else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedReferral:
    """A referral on record, as far as a row can bring news of it.

    ``line`` and ``file``: where it stands in the files at hand, if it comes in by them; its number
    is below zero then.
    """

    id: int
    patient: str
    received_on: date
    source_id: int
    source: str = ""
    chart: str = ""
    service: str = ""
    provider: str = ""
    phone: str = ""
    note: str = ""
    told: tuple[ReferralStep, ...] = ()
    assists: tuple[int, ...] = ()
    line: int = 0
    file: str = ""

    def as_compared(self) -> OnRecord:
        """The referral as rows are compared with it."""
        standing = derive_standing(self.received_on, self.told)
        return OnRecord(
            source_id=self.source_id,
            status=standing.steps.status,
            seen_on=standing.steps.seen_on,
            cents=standing.cents,
            patient=self.patient,
            chart=self.chart,
            source=self.source,
            line=self.line,
            file=self.file,
            appointments=days_booked(self.told),
            undated="seen_on" in list_undated(self.told),
            closed_on=standing.steps.closed_on,
            id=self.id,
            further=list_further(self),
            helpers=frozenset(self.assists),
        )
