"""From what somebody typed to the referral that is meant, by the rules that hold for sources.

A command that tells what happened looks among the referrals that can still come to it, then among
those with a step in the last twelve months. What is only read is looked for among all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from refcli.core.finding.things import is_certain
from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.core.names.people import person_key
from refcli.core.referrals.patients import chart_key
from refcli.core.sources.matching import Found, Unclear, find_sources
from refcli.core.values.day_words import short_day
from refcli.core.values.periods import active_since
from refcli.core.vocabulary import Kind, Status

OPEN = frozenset({Status.RECEIVED, Status.SCHEDULED})
AFTER_SEEN = frozenset(Status) - OPEN - {Status.SEEN} | {None}  # None: it is only corrected


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownReferral:
    """A referral as it can be meant: who, from whom, and the day of its last step.

    ``dated``: whether somebody told that day. ``texts`` are those beside the name by which it can
    be found too, such as the chart.
    """

    id: int
    patient: str
    source_id: int
    source: str
    received_on: date
    last_on: date
    status: Status
    chart: str = ""
    dated: bool = True
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def named(self) -> Named:
        """The patient as names are matched."""
        return Named(self.id, self.patient, Kind.PATIENT)

    @property
    def about(self) -> str:
        """What tells it from those of its namesakes: 2 Nov 2026, from Dr. Wei Chen, seen."""
        return f"{short_day(self.received_on)}, from {self.source}, {self.status}"


Groups = Sequence[Sequence[KnownReferral]]


def find_referral(typed: str, groups: Groups, known: Sequence[KnownReferral]) -> Found | Unclear:
    """The referral meant by a patient's name: in the first group that has one for certain.

    Whose whole name was typed comes before anybody with those words in a longer one. Where no group
    has one, all on record that may be meant, which only a person or a number decides.
    """
    for group in keep_whole_name(typed, groups):
        found = find_patient(typed, group)
        if isinstance(found, Found) or any(is_certain(typed, one) for one in found.candidates):
            return found
    found = find_patient(typed, known)
    return Unclear((found.source,), clear=True) if isinstance(found, Found) else found


def keep_whole_name(typed: str, groups: Groups) -> Groups:
    """The groups with those alone whose whole name was typed; as they are where it is nobody's.

    One word is no whole name: "lopez" can mean the patient Lopez, and Maria Lopez.
    """
    wanted = name_key(typed)
    if " " not in wanted:
        return groups
    named = [[one for one in group if name_key(one.patient) == wanted] for group in groups]
    return named if any(named) else groups


def find_patient(typed: str, some: Sequence[KnownReferral]) -> Found | Unclear:
    """The one meant by a patient's name; of namesakes the first that was given is named first."""
    found = find_sources(typed, [replace(one.named, id=n) for n, one in enumerate(some)])
    if isinstance(found, Found):
        return Found(some[found.source.id].named, found.level)
    nearest = tuple(some[one.id].named for one in found.candidates)
    return Unclear(nearest, found.clear, more=found.more)


def open_first(
    known: Sequence[KnownReferral],
    today: date,
    wanted: Status | None = None,
    standing: Status | None = None,
) -> Groups:
    """The referrals that can come to a status (or are to be corrected), then the recent ones.

    Before them those that stand at one, where nothing but that can be meant: who is missed has an
    appointment, who is back was lost.
    """
    since = active_since(today)
    recent = [one for one in known if one.last_on >= since]
    first = [[one for one in recent if one.status is standing]] if standing else []
    return *first, [one for one in known if is_waiting(one, wanted, since)], recent


def is_waiting(one: KnownReferral, wanted: Status | None, since: date) -> bool:
    """Whether a referral can come to a status next; one seen long ago waits for nothing."""
    if one.status in OPEN:
        return True
    return one.status is Status.SEEN and wanted in AFTER_SEEN and one.last_on >= since


@dataclass(frozen=True, slots=True)
class Person:
    """All referrals of one person, the latest first."""

    referrals: Sequence[KnownReferral]

    @property
    def latest(self) -> KnownReferral:
        """The one that stands for the person."""
        return self.referrals[0]

    @property
    def named(self) -> Named:
        """Every name under which the person was referred, the latest first."""
        first, *more = dict.fromkeys(one.patient for one in self.referrals)
        return Named(self.latest.id, first, Kind.PATIENT, tuple(more))


def find_people(known: Iterable[KnownReferral]) -> list[Person]:
    """Each person with all referrals: of one chart number, or of one name where none has a chart.

    One without a chart is of the person with that name and a chart; of neither where there are two.
    """
    everybody = [(one, chart_key(one.chart), person_key(one.patient)) for one in known]
    charts_of: dict[str, set[str]] = {}
    for _, chart, name in everybody:
        charts_of.setdefault(name, set()).update({chart} - {""})
    people: dict[tuple[str, str], list[KnownReferral]] = {}
    for one, chart, name in everybody:
        charts = {chart} if chart else charts_of[name]
        key = (next(iter(charts)), "") if len(charts) == 1 else ("", name)
        people.setdefault(key, []).append(one)
    return [Person(sorted(mine, key=latest_first)) for mine in people.values()]


def latest_first(one: KnownReferral) -> tuple[int, int]:
    """Where a referral stands among those of its person."""
    return (-one.received_on.toordinal(), -one.id)


def referrals_of_person(
    one: KnownReferral, known: Iterable[KnownReferral]
) -> Sequence[KnownReferral]:
    """All referrals of the person of this one, which is among them, the latest first."""
    return next(person.referrals for person in find_people(known) if one in person.referrals)
