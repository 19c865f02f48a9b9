"""What moved after places were met for the first time, beside the places never met."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from refcli.core.counting.metrics import Credit
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.values.periods import Period
from refcli.phrases import count_phrase

WINDOW = timedelta(days=90)  # before a first visit with its day, and after it
TEN = 10  # places to which the means are scaled, and from which on they are told


@dataclass(frozen=True, slots=True)
class FirstVisit:
    """A place met for the first time, its referrals around that day, and the others'."""

    source_id: int
    on: date
    before: int
    after: int
    others_before: int
    others_after: int
    old_friend: bool = False  # it referred before the first visit on record


@dataclass(frozen=True, slots=True)
class FirstVisits:
    """The first visits with 90 days of records before and after them.

    ``unmet``: how many places nobody ever met. Left out: ``too_recent``, whose 90 days have not
    passed, and ``too_early``, whose 90 days before them begin before the records.
    """

    made: Sequence[FirstVisit] = ()
    unmet: int = 0
    too_recent: int = 0
    too_early: int = 0

    @classmethod
    def around(  # noqa: PLR0913  (who was met when, who was not, and which days are known)
        cls,
        firsts: Mapping[int, date],
        unmet: Collection[int],
        days: Mapping[int, Sequence[date]],
        until: date,
        *,
        begin: date = date.min,
        referred_on: Mapping[int, date] | None = None,
    ) -> Self:
        """From each place's first visit, the places never met, and the days of all referrals.

        ``begin``: the first day of the records; ``referred_on``: when each place first referred.
        """
        whole = {id_: on for id_, on in firsts.items() if on + WINDOW <= until}
        known = {id_: on for id_, on in whole.items() if on > begin and on - begin >= WINDOW}
        others = sorted(day for id_ in unmet for day in days.get(id_, ()))
        first = referred_on or {}
        made = [
            FirstVisit(
                id_,
                on,
                *count_around(sorted(days.get(id_, ())), on),
                *count_around(others, on),
                old_friend=first.get(id_, date.max) < on,
            )
            for id_, on in sorted(known.items(), key=lambda one: (one[1], one[0]))
        ]
        return cls(made, len(unmet), len(firsts) - len(whole), len(whole) - len(known))

    @property
    def left_out(self) -> str:
        """Which first visits are not judged, and why."""
        return (
            f"Left out: {count_phrase(self.too_recent, 'place')} met less than {WINDOW.days} days"
            f" before the end, {self.too_early} less than {WINDOW.days} days after the records"
            " begin."
        )


def count_around(days: Sequence[date], on: date) -> tuple[int, int]:
    """How many of the sorted days lie in the 90 up to a day, and in the 90 after it."""
    start, middle, end = (bisect_right(days, day) for day in (on - WINDOW, on, on + WINDOW))
    return middle - start, end - middle


def tabulate_met(found: FirstVisits, span: Period) -> Table:
    """The places first met that had not referred before, those that had, and those never met."""
    columns = (
        Column("places", "Places"),
        Column("count", "How many", Type.COUNT),
        Column("before", "90 days before", Type.NUMBER),
        Column("after", "90 days after", Type.NUMBER),
        Column("change", "Change", Type.NUMBER),
    )
    rows = [*met_rows(found.made), unmet_row(found)]
    if all(row[-1] is None for row in rows[:-1]):
        rows = []
    note = (
        f"Countable referrals by the day received, per {TEN} places: offices and providers without"
        f" one, first met {span.since} to {span.until}; of fewer than {TEN} nothing is told."
        f" {found.left_out} What moves after a visit proves no cause."
    )
    friends = sum(one.old_friend for one in found.made)
    met = count_phrase(len(found.made) - friends, "place")
    empty = (
        f"Too few to tell: {met} met for the first time with {WINDOW.days} days of records on both"
        f" sides, and {friends} that had referred before; it takes {TEN}. {found.left_out}"
    )
    return Table("After first visits", columns, rows, note, empty=empty)


def met_rows(made: Sequence[FirstVisit]) -> Iterator[tuple[Cell, ...]]:
    """Old friends apart: the first visit on record was not the first."""
    for words, friends in (
        ("first met, never referred before", False),
        ("first met, had referred before", True),
    ):
        mine = [one for one in made if one.old_friend is friends]
        counts = (sum(one.before for one in mine), sum(one.after for one in mine))
        yield (words, len(mine), *(per_ten(counts, len(mine)) if len(mine) >= TEN else NOTHING))


def unmet_row(found: FirstVisits) -> tuple[Cell, ...]:
    """The places never met, over the same days as each first visit."""
    others = (
        sum(one.others_before for one in found.made),
        sum(one.others_after for one in found.made),
    )
    figures = per_ten(others, len(found.made) * found.unmet) if found.unmet >= TEN else NOTHING
    return ("never met, the same days", found.unmet, *figures)


NOTHING: tuple[Cell, Cell, Cell] = (None, None, None)


def per_ten(counts: tuple[int, int], places: int) -> tuple[Cell, Cell, Cell]:
    """Before, after and the change, for every ten places."""
    if not places:
        return NOTHING
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
        f" {span.since} to {span.until}. {found.left_out} Proves no cause."
    )
    empty = f"No place was met with {WINDOW.days} days of records on both sides. {found.left_out}"
    return Table("First visits", columns, rows, note, empty=empty, totals=("before", "after"))
