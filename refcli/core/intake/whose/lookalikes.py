"""New rows whose patient may be another one of the same day and source, called a little otherwise.

Both are counted, since a mother and her daughter come on one day; that they are alike is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from refcli.core.intake.on_record import OnRecord
from refcli.core.intake.whose.records import Entry
from refcli.core.names.people import Sameness, compare_people
from refcli.core.referrals.patients import chart_key

MOST = 30  # names of one day and source that are compared; more are a list that somebody made up


def list_lookalikes(entries: Iterable[Entry]) -> Iterator[tuple[OnRecord, OnRecord]]:
    """Each new referral with the other one whose patient may be the same: Bob and Robert Baker."""
    for several in list_groups(entries):
        for one, other in combinations(several[:MOST], 2):
            if (one.line or other.line) and are_alike(one, other):
                yield (other, one) if other.line else (one, other)


def list_groups(entries: Iterable[Entry]) -> Iterator[Sequence[OnRecord]]:
    """The referrals that count, by day and source, where one of several is new."""
    groups: defaultdict[tuple[date, int], list[OnRecord]] = defaultdict(list)
    for entry in entries:
        if entry.known.counts:
            groups[entry.day, entry.known.source_id].append(entry.known)
    return (several for several in groups.values() if len(several) > 1)


def are_alike(one: OnRecord, other: OnRecord) -> bool:
    """Whether two patients may be one; a chart number of their own tells them apart."""
    charts = {chart_key(one.chart), chart_key(other.chart)} - {""}
    return len(charts) < 2 and compare_people(one.patient, other.patient) is Sameness.LIKE  # noqa: PLR2004
