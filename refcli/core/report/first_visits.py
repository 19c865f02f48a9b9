"""What moved after places were met for the first time, beside the places never met."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from refcli.core.counting.metrics import Credit
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.values.periods import Period

WINDOW = timedelta(days=90)  # before a first visit with its day, and after it
TEN = 10  # places to which the means are scaled


@dataclass(frozen=True, slots=True)
class FirstVisit:
    """A place met for the first time, its referrals around that day, and the others'."""

    source_id: int
    on: date
    before: int
    after: int
    others_before: int
    others_after: int


@dataclass(frozen=True, slots=True)
class FirstVisits:
    """The first visits whose 90 days have passed; ``unmet``: how many places nobody ever met."""

    made: Sequence[FirstVisit] = ()
    unmet: int = 0
    too_recent: int = 0

    @classmethod
    def around(
        cls,
        firsts: Mapping[int, date],
        unmet: Collection[int],
        days: Mapping[int, Sequence[date]],
        until: date,
    ) -> Self:
        """From each place's first visit, the places never met, and the days of all referrals."""
        whole = {id_: on for id_, on in firsts.items() if on + WINDOW <= until}
        others = sorted(day for id_ in unmet for day in days.get(id_, ()))
        made = [
            FirstVisit(
                id_, on, *count_around(sorted(days.get(id_, ())), on), *count_around(others, on)
            )
            for id_, on in sorted(whole.items(), key=lambda one: (one[1], one[0]))
        ]
        return cls(made, len(unmet), len(firsts) - len(whole))


def count_around(days: Sequence[date], on: date) -> tuple[int, int]:
    """How many of the sorted days lie in the 90 up to a day, and in the 90 after it."""
    start, middle, end = (bisect_right(days, day) for day in (on - WINDOW, on, on + WINDOW))
    return middle - start, end - middle


def tabulate_met(found: FirstVisits, span: Period) -> Table:
    """Two rows: the places met for the first time, and those never met, over the same days."""
    columns = (
        Column("places", "Places"),
        Column("count", "How many", Type.COUNT),
        Column("before", "90 days before", Type.NUMBER),
        Column("after", "90 days after", Type.NUMBER),
        Column("change", "Change", Type.NUMBER),
    )
    met, visits = found.made, len(found.made)
    own = (sum(one.before for one in met), sum(one.after for one in met))
    others = (sum(one.others_before for one in met), sum(one.others_after for one in met))
    rows = [
        ("met for the first time", visits, *per_ten(own, visits)),
        ("never met, the same days", found.unmet, *per_ten(others, visits * found.unmet)),
    ]
    note = (
        f"Countable referrals by the day received, per {TEN} places: offices and providers without"
        f" one, first met {span.since} to {span.until}; {found.too_recent} left out, met less than"
        f" {WINDOW.days} days before its end. What moves after a visit proves no cause."
    )
    empty = "No place was met for the first time early enough to tell."
    return Table("After first visits", columns, rows if visits else [], note, empty=empty)


def per_ten(counts: tuple[int, int], places: int) -> tuple[Cell, Cell, Cell]:
    """Before, after and the change, for every ten places."""
    if not places:
        return None, None, None
    before, after = (TEN * count / places for count in counts)
    return before, after, after - before


def each_place(found: FirstVisits, credits_: Mapping[int, Credit], span: Period) -> Table:
    """One row per place met for the first time."""
    columns = (
        Column("source_id", "Id", Type.ID, machine_only=True),
        Column("source", "Source"),
        Column("first_visit", "First met", Type.DATE),
        Column("before", "90 before", Type.COUNT),
        Column("after", "90 after", Type.COUNT),
        Column("change", "Change", Type.CHANGE),
    )
    rows = [
        (v.source_id, credits_[v.source_id].name, v.on, v.before, v.after, v.after - v.before)
        for v in reversed(found.made)
    ]
    note = (
        "Countable referrals by the day received, an office with all who work in it; first met"
        f" {span.since} to {span.until}, 90 days or more before its end. Proves no cause."
    )
    empty = "No place was met for the first time early enough to tell."
    return Table("First visits", columns, rows, note, empty=empty, totals=("before", "after"))
