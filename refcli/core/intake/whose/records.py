"""The referrals known by person and day, as the rows of a file are held against them.

All look-ups go by the day in sorted lists, and names are compared once for each chart number, so
that a file of many rows of one patient is no slower than any other.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from refcli.core.intake.on_record import OnRecord, keys_of
from refcli.core.names.people import are_two_people, person_key
from refcli.core.referrals.patients import SAME_AGAIN_DAYS, chart_key
from refcli.core.vocabulary import Status

NEAR = timedelta(days=SAME_AGAIN_DAYS)
ANY = "*"  # in place of a chart number, which never is that
MOST_NAMES = 10  # under one chart number; nobody bears more
OPEN = frozenset({Status.RECEIVED, Status.SCHEDULED})
DAY = attrgetter("day")


@dataclass(slots=True, eq=False)
class Entry:
    """A referral known and its day; ``taken``: an earlier row of the files is of it."""

    day: date
    known: OnRecord
    taken: bool = False


class Records:
    """The referrals known by patient and day; it grows by the rows that are taken."""

    def __init__(self) -> None:
        self.by_id: dict[int, Entry] = {}
        self.by_person: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        self.waiting: defaultdict[tuple[str, str, int], list[Entry]] = defaultdict(list)
        self.visits: defaultdict[tuple[str, str, date], list[Entry]] = defaultdict(list)
        self.aside: defaultdict[tuple[str, date, int], list[Entry]] = defaultdict(list)
        self.holders: defaultdict[str, dict[str, str]] = defaultdict(dict)  # names by their keys

    def add(self, known: OnRecord, day: date) -> None:
        """Know one more referral of a day."""
        entry = Entry(day, known)
        if known.id:
            self.by_id[known.id] = entry
        self.file_entry(entry)

    def file_entry(self, entry: Entry) -> None:
        """Put a referral where it is looked for."""
        known, name = entry.known, person_key(entry.known.patient)
        chart = chart_key(known.chart)
        if not known.counts:
            for who in keys_of(known.patient, known.chart):
                self.aside[who, entry.day, known.source_id].append(entry)
            return
        for key in ((name, chart), (name, ANY)):
            insort(self.by_person[key], entry, key=DAY)
        if chart:
            self.holders[chart].setdefault(name, known.patient)
            for day in days_of_visit(known):
                self.visits[name, chart, day].append(entry)
            if known.status in OPEN:
                insort(self.waiting[name, chart, known.source_id], entry, key=DAY)

    def renew(self, known: OnRecord) -> None:
        """Know what a row told of a referral: its visit is not counted once more."""
        entry = self.by_id[known.id]
        was, name = entry.known, person_key(known.patient)
        chart = chart_key(was.chart)
        for key in ((name, chart), (name, ANY)):
            self.by_person[key].remove(entry)
        elsewhere = [self.waiting.get((name, chart, was.source_id), [])]
        elsewhere += [self.visits.get((name, chart, day), []) for day in days_of_visit(was)]
        for several in elsewhere:
            if entry in several:
                several.remove(entry)
        entry.known = known
        self.file_entry(entry)

    def knows_day(self, patient: str, chart: str, day: date) -> bool:
        """Whether a referral of that day is known of whoever bears the name or the chart number."""
        number = chart_key(chart)
        holders = [(name, number) for name in self.holders.get(number, {})] if number else []
        keys = [(person_key(patient), ANY), *holders[:MOST_NAMES]]
        several = [self.by_person.get(key, ()) for key in keys]
        places = [bisect_left(one, day, key=DAY) for one in several]
        return any(
            at < len(one) and one[at].day == day for one, at in zip(several, places, strict=True)
        )

    def list_near(self, said: OnRecord, day: date) -> list[Entry]:
        """The referrals of the same person within 90 days, the nearest first."""
        found = [
            one
            for key in self.keys_of_person(said)
            for one in self.between(self.by_person.get(key, ()), day)
        ]
        return sorted(found, key=lambda one: abs(one.day - day))

    def keys_of_person(self, said: OnRecord) -> list[tuple[str, str]]:
        """Where the referrals of a person stand: by the name, and by the chart number."""
        name, chart = person_key(said.patient), chart_key(said.chart)
        if not chart:
            return [(name, ANY)]
        return [(name, ""), *((one, chart) for one in self.names_of_holder(said))]

    def names_of_holder(self, said: OnRecord) -> list[str]:
        """The keys of the names under which a person has the chart number, the own one first."""
        name, known = person_key(said.patient), self.holders.get(chart_key(said.chart), {})
        others = [
            key
            for key, other in list(known.items())[:MOST_NAMES]
            if key != name and not are_two_people(said.patient, other)
        ]
        return [name] * (name in known) + others

    def find_stranger(self, said: OnRecord, day: date) -> Entry | None:
        """The nearest referral of somebody else who alone has the chart number."""
        chart = chart_key(said.chart)
        known = self.holders.get(chart)
        if not known or self.names_of_holder(said):
            return None
        names = list(known)[:MOST_NAMES]
        found = [one for name in names for one in list_beside(self.by_person[name, chart], day)]
        return min(found, key=lambda one: abs(one.day - day), default=None)

    @staticmethod
    def between(several: Sequence[Entry], day: date) -> Sequence[Entry]:
        """Those within 90 days of a day."""
        first = bisect_left(several, day - NEAR, key=DAY)
        return several[first : bisect_right(several, day + NEAR, lo=first, key=DAY)]

    def list_aside(self, said: OnRecord, day: date) -> list[Entry]:
        """The referrals of the person from that source and of that day that count nobody."""
        chart = chart_key(said.chart)
        keys = [(who, day, said.source_id) for who in keys_of(said.patient, said.chart)]
        found = {id(one): one for key in keys for one in self.aside.get(key, ())}
        return [
            one
            for one in found.values()
            if not chart or chart_key(one.known.chart) in {"", chart}
            if not are_two_people(said.patient, one.known.patient)
        ]

    def list_visits(self, said: OnRecord) -> list[Entry]:
        """The referrals of the chart number, of whatever day, with a visit or appointment told."""
        chart = chart_key(said.chart)
        keys = [(name, chart) for name in self.names_of_holder(said)] if chart else []
        days = days_of_visit(said)
        return [one for key in keys for day in days for one in self.visits.get((*key, day), ())]

    def list_far(self, said: OnRecord, day: date) -> list[Entry]:
        """The last referral of the chart number before a day and the first one after it."""
        chart = chart_key(said.chart)
        names = self.names_of_holder(said) if chart else []
        found = [one for name in names for one in list_beside(self.by_person[name, chart], day)]
        return sorted(found, key=lambda one: abs(one.day - day))

    def list_waiting(self, said: OnRecord, day: date) -> list[Entry]:
        """The nearest referrals of the chart number that are open, from the same source."""
        chart = chart_key(said.chart)
        names = self.names_of_holder(said) if chart else []
        keys = [(name, chart, said.source_id) for name in names]
        found = [one for key in keys for one in list_beside(self.waiting.get(key, ()), day)]
        return sorted(found, key=lambda one: abs(one.day - day))


def days_of_visit(known: OnRecord) -> set[date]:
    """The days by which a visit is known: that on which the patient came, and the appointments."""
    return {*known.appointments, *filter(None, [known.visit])}


def list_beside(several: Sequence[Entry], day: date) -> Iterator[Entry]:
    """The last referral before a day and the first one of it or after it."""
    place = bisect_left(several, day, key=DAY)
    yield from several[max(place - 1, 0) : place + 1]
