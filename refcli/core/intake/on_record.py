"""The referrals on record, as far as the rows of a file are compared with them."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from refcli.core.names.people import Sameness, compare_people, person_key
from refcli.core.referrals.patients import SAME_AGAIN_DAYS, chart_key, weigh_charts
from refcli.core.referrals.step_rows import ENDS, ReferralStep
from refcli.core.vocabulary import Status, StepKind

CAME = frozenset({StepKind.SEEN, StepKind.COMPLETED})

ON_RECORD = "on record"  # where a contradiction says that the other thing stands
NEAR = timedelta(days=SAME_AGAIN_DAYS)
NO_REFERRAL = frozenset({Status.DUPLICATE, Status.INVALID})  # nobody is counted again after one
FOLDERS = re.compile(r"[/\\]")
CHART = "#"  # before a chart number, which no name begins with


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """One referral on record; two are equal where they say the same of one patient's day.

    ``line`` and ``file``: where it stands in the files at hand, if it came from there.
    ``appointments`` are the days for which it was booked.
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

    def is_visit_of(self, other: "OnRecord") -> bool:
        """Whether it is one visit of one person that both are about."""
        named = compare_people(self.patient, other.patient)
        same = weigh_charts(named, self.chart, other.chart) is Sameness.SAME
        return (
            same
            and named is not Sameness.DIFFERENT
            and is_one_visit(self.seen_on, other.seen_on, self.appointments & other.appointments)
        )


class Records:
    """The referrals on record by patient and day; it grows by the rows that are taken."""

    def __init__(self) -> None:
        self.by_name: defaultdict[tuple[str, date], list[OnRecord]] = defaultdict(list)
        self.by_chart: defaultdict[tuple[str, date], list[OnRecord]] = defaultdict(list)
        self.days: defaultdict[str, list[tuple[date, OnRecord]]] = defaultdict(list)

    def add(self, one: OnRecord, day: date) -> None:
        """Know one more referral of a day."""
        self.by_name[person_key(one.patient), day].append(one)
        if chart := chart_key(one.chart):
            self.by_chart[chart, day].append(one)
        if one.status not in NO_REFERRAL:
            for key in keys_of(one.patient, one.chart):
                self.days[key].append((day, one))

    def list_near(self, patient: str, chart: str, day: date) -> list[tuple[date, OnRecord]]:
        """Other referrals by the chart number, or of the person within 90 days; the nearest first.

        Those of another person who has the chart number stand last.
        """
        charted = self.days.get(CHART + chart_key(chart), []) if chart_key(chart) else []
        named = [
            (on, one)
            for on, one in self.days.get(person_key(patient), ())
            if abs(on - day) <= NEAR
            and weigh_charts(compare_people(one.patient, patient), one.chart, chart)
            is Sameness.SAME
        ]

        def how_far(one: tuple[date, OnRecord]) -> tuple[bool, timedelta]:
            another = compare_people(patient, one[1].patient) is not Sameness.SAME
            return another, abs(one[0] - day)

        return sorted([*charted, *named], key=how_far)

    def find_same(self, patient: str, chart: str, day: date) -> list[OnRecord]:
        """The referrals of the same person on a day, by the name and the chart number."""
        near = [
            *self.by_name.get((person_key(patient), day), ()),
            *self.by_chart.get((chart_key(chart), day), ()),
        ]
        return [
            one
            for one in {id(one): one for one in near}.values()
            if weigh_charts(compare_people(one.patient, patient), one.chart, chart) is Sameness.SAME
        ]


def is_one_visit(seen: date | None, other: date | None, appointments: Collection[date]) -> bool:
    """Whether two are one visit: seen on one day, else with an appointment for one day.

    ``appointments`` are those that both have.
    """
    return seen == other if seen and other else bool(appointments)


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

    @property
    def seen_on(self) -> date | None:
        """The day on which the patient came, if that is known."""
        return next((one.day for one in self.told if one.what in CAME and one.day), None)

    def where(self, here: str) -> str:
        """Where it stands, as said of a row of the file ``here``."""
        return f"in {name_line(self.line, self.file, here)}" if self.line else ON_RECORD

    @property
    def is_open(self) -> bool:
        """Whether the patient has not come yet."""
        return not any(one.what in CAME or one.what in ENDS for one in self.told)
