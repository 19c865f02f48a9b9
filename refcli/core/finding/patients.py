"""From what somebody typed to the referral that is meant, by the rules that hold for sources.

A command that tells what happened looks among the referrals that can still come to it, then among
those with a step in the last twelve months. What is only read is looked for among all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from refcli.core.finding.things import is_certain
from refcli.core.names.people import person_key
from refcli.core.referrals.patients import chart_key
from refcli.core.sources.matching import Found, Named, Unclear, find_sources
from refcli.core.values.day_words import short_day
from refcli.core.values.periods import active_since
from refcli.core.vocabulary import Kind, Status

OPEN = frozenset({Status.RECEIVED, Status.SCHEDULED})
AFTER_SEEN = frozenset(Status) - OPEN - {Status.SEEN} | {None}  # None: it is only corrected
OF_A_REFERRAL = "SRF"  # letters of keys whose number is the referral's


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownReferral:
    """A referral as it can be meant: who, from whom, and the day of its last step.

    ``texts`` are those beside the name by which it can be found too, such as the chart.
    """

    id: int
    patient: str
    source_id: int
    source: str
    received_on: date
    last_on: date
    status: Status
    chart: str = ""
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

    Where none has, all on record that may be meant, which only a person or a number decides.
    """
    for group in groups:
        found = find_patient(typed, group)
        if isinstance(found, Found) or any(is_certain(typed, one) for one in found.candidates):
            return found
    found = find_patient(typed, known)
    return Unclear((found.source,), clear=True) if isinstance(found, Found) else found


def find_patient(typed: str, some: Sequence[KnownReferral]) -> Found | Unclear:
    """The one meant by a patient's name; of namesakes the first that was given is named first."""
    found = find_sources(typed, [replace(one.named, id=n) for n, one in enumerate(some)])
    if isinstance(found, Found):
        return Found(some[found.source.id].named, found.level)
    return Unclear(tuple(some[one.id].named for one in found.candidates), found.clear)


def open_first(known: Sequence[KnownReferral], today: date, wanted: Status | None = None) -> Groups:
    """The referrals that can come to a status (or are to be corrected), then the recent ones."""
    since = active_since(today)
    recent = [one for one in known if one.last_on >= since]
    return [one for one in known if is_waiting(one, wanted, since)], recent


def is_waiting(one: KnownReferral, wanted: Status | None, since: date) -> bool:
    """Whether a referral can come to a status next; one seen long ago waits for nothing."""
    if one.status in OPEN:
        return True
    return one.status is Status.SEEN and wanted in AFTER_SEEN and one.last_on >= since


def are_same_person(one: KnownReferral, other: KnownReferral) -> bool:
    """The same chart number, or the same name where not both have one."""
    mine, theirs = chart_key(one.chart), chart_key(other.chart)
    if mine and theirs:
        return mine == theirs
    return person_key(one.patient) == person_key(other.patient)


def referrals_of_person(one: KnownReferral, known: Iterable[KnownReferral]) -> list[KnownReferral]:
    """All referrals of the person of this one, the latest first."""
    mine = (other for other in known if are_same_person(one, other))
    return sorted(mine, key=lambda other: (other.received_on, other.id), reverse=True)


def first_of_each_person(found: Iterable[KnownReferral]) -> Iterator[KnownReferral]:
    """One referral for each person, the first that comes."""
    charts_of: dict[str, set[str]] = {}
    seen: set[str] = set()
    for one in found:
        chart = chart_key(one.chart)
        known = charts_of.setdefault(person_key(one.patient), set())
        if not (chart in seen or (known and (not chart or "" in known))):
            yield one
        known.add(chart)
        seen |= {chart} - {""}
