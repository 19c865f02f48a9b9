"""New rows whose patient may be another one of the same day and source, called a little otherwise.

Both are counted, since a mother and her daughter come on one day; that they are alike is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from refcli.core.intake.on_record import OnRecord
from refcli.core.intake.whose.records import Entry
from refcli.core.names.people import KnownPeople, Sameness, compare_people
from refcli.core.referrals.patients import chart_key

FEW, MOST = 10, 300  # of one day and source, as of a list that has only months; more were made up


def list_lookalikes(entries: Iterable[Entry]) -> Iterator[tuple[OnRecord, OnRecord]]:
    """Each new referral with the other one whose patient may be the same: Bob and Robert Baker."""
    for several in list_groups(entries):
        for place, at in list_pairs([one.patient for one in several]):
            one, other = several[at], several[place]
            if one.line and not are_charted_apart(one, other):
                yield one, other


def list_pairs(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of names that are alike; of few names each pair is compared, of many by keys."""
    if len(names) <= FEW:
        for (place, one), (at, other) in combinations(enumerate(names), 2):
            if compare_people(one, other) is Sameness.LIKE:
                yield place, at
        return
    people = KnownPeople(names)
    for at, name in enumerate(names):
        for place, sameness in people.find(name).items():
            if place < at and sameness is Sameness.LIKE:
                yield place, at


def list_groups(entries: Iterable[Entry]) -> Iterator[Sequence[OnRecord]]:
    """The referrals that count, by day and source, where one of several is new: that one behind."""
    groups: defaultdict[tuple[date, int], list[OnRecord]] = defaultdict(list)
    for entry in entries:
        if entry.known.counts:
            groups[entry.day, entry.known.source_id].append(entry.known)
    for several in groups.values():
        if len(several) > 1 and any(one.line for one in several):
            yield sorted(several, key=lambda one: one.line)[-MOST:]


def are_charted_apart(one: OnRecord, other: OnRecord) -> bool:
    """Whether each of two patients has a chart number of their own."""
    return len({chart_key(one.chart), chart_key(other.chart)} - {""}) > 1
