"""Who gave and who took: what each place added to the referrals of the year and of lately, or took.

A change of a few months shows late in a year: of a source at 4 a month that halves, a year of ten
months has more than the one before it in a quarter of the cases. So a place stands by its year
against last year or by its last three months against what is usual there, in turn.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from refcli.core.comparing.comparison import BEYOND, WITHIN, Comparison, Look, Measure, Unit
from refcli.core.comparing.many import TwoCounts
from refcli.core.comparing.places import OF_YEAR, JudgedPlace, PlaceWindows
from refcli.core.counting.metrics import Tally
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.report.compared import Compared
from refcli.core.report.front import ReportNames
from refcli.phrases import count_phrase

LARGEST = 5  # that gave, and that took
SAID_BEYOND = "beyond chance"
ARROW = "\N{NO-BREAK SPACE}\N{RIGHTWARDS ARROW}\N{NO-BREAK SPACE}"
COLUMNS = (
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "Source"),
    Column("last_year", "Last year", Type.COUNT),
    Column("year", "This year", Type.COUNT),
    Column("change", "Change", Type.CHANGE),
    Column("production", "Production", Type.MONEY),
    Column("months", "Lately"),
    Column("lately", "3 months", Type.COUNT, machine_only=True),
    Column("usual", "Usual", Type.COUNT, machine_only=True),
    Column("side", "Side", machine_only=True),
    Column("chance", "By chance?"),
    Column("beyond", "Beyond chance", machine_only=True),
)


class Side(StrEnum):
    """On which side of the table a place stands."""

    GAVE = "gave"
    TOOK = "took"


SIDES = {True: Side.GAVE, False: Side.TOOK}  # by whether it refers more


@dataclass(frozen=True, slots=True)
class Contribution:
    """One place's part in the change of the year: referrals, and production in cents.

    ``lately``: its last three months against those before. ``rising``: whether it refers more,
    beyond chance: the year, its last three months or a silence; None: within chance.
    """

    source_id: int
    referrals: Comparison
    cents: int
    lately: TwoCounts | None
    rising: bool | None

    @property
    def change(self) -> int:
        """How many more referrals in the year; fewer is below zero."""
        return self.referrals.now.value - self.referrals.then.value

    @property
    def usual(self) -> int | None:
        """How many referrals are usual in three such months; None without records."""
        one = self.lately
        return round(one.then * one.time.now / one.time.then) if one else None

    @property
    def change_lately(self) -> int:
        """How many more than usual in the last three months; fewer is below zero."""
        return self.lately.now - (self.usual or 0) if self.lately else 0

    def size_on(self, side: Side) -> int:
        """The change that puts it on a side: the year's, else that of lately; 0 if neither does."""
        signs = ((self.change, self.change > 0), (self.change_lately, self.change_lately > 0))
        return next((abs(n) for n, more in signs if n and SIDES[more] is side), 0)


def find_contributions(
    compared: Compared, judged: Mapping[int, JudgedPlace], names: ReportNames
) -> list[Contribution]:
    """Every place whose referrals changed; none without records of last year, none built in."""
    if compared.windows is None:
        return []
    ids = sorted({*compared.year, *compared.last_year})
    named = [id_ for id_ in ids if not names.credits[id_].built_in]
    found = (contribution_of(compared, compared.windows, judged.get(id_), id_) for id_ in named)
    changed = [one for one in found if one.change or one.change_lately]
    return [one for one in changed if one.referrals.refusal is None]


def contribution_of(
    compared: Compared, windows: PlaceWindows, judged: JudgedPlace | None, id_: int
) -> Contribution:
    """One place's."""
    now, then = compared.year.get(id_, Tally(id_)), compared.last_year.get(id_, Tally(id_))
    chance = judged.year_chance * BEYOND / OF_YEAR if judged else 1.0
    referrals = Comparison(
        Measure.COUNT,
        Look(windows.year, now.referrals, compared.age, unit=Unit.PLACE),
        Look(windows.last_year, then.referrals, compared.age, unit=Unit.PLACE),
        compared.coverage,
        min(1.0, chance),
    )
    cents = now.production_cents - then.production_cents
    lately, rising = (judged.lately, judged.rising) if judged else (None, None)
    return Contribution(id_, referrals, cents, lately, rising)


def changes_table(
    compared: Compared, judged: Mapping[int, JudgedPlace], names: ReportNames
) -> Table:
    """The five that gave the most, then the five that took the most, beyond chance first."""
    found = find_contributions(compared, judged, names)
    rows = [change_row(one, side, names) for side in Side for one in choose_largest(found, side)]
    empty = "Nothing changed against last year."
    if not (windows := compared.windows) or not compared.covers(windows.last_year):
        some = windows and compared.touches(windows.last_year)
        lack = "Not all of last year is on record." if some else "No records of last year."
        empty = f"{lack} {compared.coverage.tell()}"
    note = changes_note(compared, len(found) - len(rows)) if rows else ""
    return Table("Who gave and who took", COLUMNS, rows, note, empty=empty)


def choose_largest(found: Sequence[Contribution], side: Side) -> list[Contribution]:
    """The first five of a side: what is beyond chance first, each by its referrals.

    Chosen are in turn the largest change of the year, of lately, the second largest of the year,
    and so on. A place stands once, on the side where it comes first.
    """
    turns = [
        (one.rising is None, rank, turn, one.source_id, way)
        for way in Side
        for turn, size in enumerate((change_of, lately_of))
        for rank, one in enumerate(rank_changes(found, way, size))
    ]
    sides: dict[int, Side] = {}
    for *_, id_, way in sorted(turns):
        sides.setdefault(id_, way)
    chosen = [id_ for id_, way in sides.items() if way is side][:LARGEST]
    ones = [one for one in found if one.source_id in chosen]
    return sorted(ones, key=lambda one: (one.rising is None, -one.size_on(side), one.source_id))


def lately_of(one: Contribution) -> int:
    """Its change of lately."""
    return one.change_lately


def change_of(one: Contribution) -> int:
    """Its change of the year."""
    return one.change


def rank_changes(
    found: Sequence[Contribution], side: Side, size: Callable[[Contribution], int]
) -> list[Contribution]:
    """Those that changed to a side, the largest first; none that beyond chance is on the other."""
    there = [
        one
        for one in found
        if size(one)
        and SIDES[size(one) > 0] is side
        and (one.rising is None or SIDES[one.rising] is side)
    ]
    return sorted(there, key=lambda one: (one.rising is None, -abs(size(one)), one.source_id))


def change_row(one: Contribution, side: Side, names: ReportNames) -> tuple[Cell, ...]:
    """One place, its two years, its last three months, and whether chance does as much."""
    said = WITHIN if one.rising is None else SAID_BEYOND
    then, now = one.referrals.then.value, one.referrals.now.value
    lately = one.lately.now if one.lately else None
    months = None if one.usual is None else f"{one.usual:,}{ARROW}{lately:,}"
    counts = (then, now, one.change, one.cents, months, lately, one.usual)
    told = (side.value, said, one.rising is not None)
    return (one.source_id, names.of(one.source_id), *counts, *told)


def changes_note(compared: Compared, others: int) -> str:
    """The days, the unit, the age, and how a change is told from chance."""
    windows = compared.windows
    if windows is None:
        return ""
    year, last = windows.year, windows.last_year
    age = count_phrase(compared.age, "day")
    return (
        f"Countable referrals received {year.since} to {year.until} against {last.since} to"
        f" {last.until}, by place (an office with all who work in it, a provider without one, any"
        f" other source alone); production of both as it stood {age} after these ends. Lately: the"
        " last three months after what is usual in as long; in turn the largest of the year and of"
        " lately. Beyond chance: the year, lately or a silence, by exact tests that allow for how"
        " many places there are. Left out:"
        f" {count_phrase(others, 'place')} that changed less."
    )
