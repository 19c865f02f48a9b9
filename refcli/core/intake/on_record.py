"""The referrals on record, as far as the rows of a file are compared with them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from refcli.core.names.people import Sameness, compare_people, person_key
from refcli.core.referrals.patients import SAME_AGAIN_DAYS, chart_key, weigh_charts
from refcli.core.referrals.step_rows import ENDS, ReferralStep
from refcli.core.vocabulary import Status, StepKind

CAME = frozenset({StepKind.SEEN, StepKind.COMPLETED})

NEAR = timedelta(days=SAME_AGAIN_DAYS)
NO_REFERRAL = frozenset({Status.DUPLICATE, Status.INVALID})  # nobody is counted again after one
CHART = "#"  # before a chart number, which no name begins with


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """One referral on record; two are equal where they say the same of one patient's day.

    ``line``: where it stands in the file at hand, if it came from there.
    """

    source_id: int
    status: Status
    seen_on: date | None = None
    cents: int | None = None
    patient: str = field(compare=False)
    chart: str = field(default="", compare=False)
    source: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


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

    def find_near(self, patient: str, chart: str, day: date) -> tuple[date, OnRecord] | None:
        """The nearest other referral by the chart number, or of the person within 90 days."""
        charted = self.days.get(CHART + chart_key(chart), []) if chart_key(chart) else []
        named = [
            (on, one)
            for on, one in self.days.get(person_key(patient), ())
            if abs(on - day) <= NEAR
            and weigh_charts(compare_people(one.patient, patient), one.chart, chart)
            is Sameness.SAME
        ]
        return min([*charted, *named], key=lambda one: abs(one[0] - day), default=None)

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


def keys_of(patient: str, chart: str) -> tuple[str, ...]:
    """What a patient is found by: the name and, where there is one, the chart number."""
    number = chart_key(chart)
    return (person_key(patient), *([CHART + number] if number else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedReferral:
    """A referral on record, as far as a row can bring news of it.

    ``line``: where it stands in the files at hand, if it comes in by them; its number is below
    zero then.
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

    @property
    def is_open(self) -> bool:
        """Whether the patient has not come yet."""
        return not any(one.what in CAME or one.what in ENDS for one in self.told)
