"""Who gave and who took: what each place added to the referrals of the year and of lately, or took.

A change of a few months shows late in a year: of a source at 4 a month that halves, a year of ten
months has more than the one before it in a quarter of the cases. So a place stands by its year
against last year, or by its last three months against what is usual there, which count double.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from refcli.core.comparing.comparison import BEYOND, WITHIN, Comparison, Measure
from refcli.core.comparing.many import TwoCounts
from refcli.core.comparing.places import OF_YEAR, JudgedPlace
from refcli.core.counting.metrics import Tally
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.report.compared import Compared
from refcli.core.report.front import ReportNames
from refcli.phrases import count_phrase

LARGEST = 5  # that gave, and that took
LATELY_WEIGHS = 2  # a referral of the last three months, beside one of the year
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
    Column("production_lately", "Production, 3 months", Type.MONEY, machine_only=True),
    Column("by_lately", "By its 3 months", machine_only=True),
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
class ChangePart:
    """A place's referrals of some time, what stands beside them, and the production more or less.

    The year stands beside last year; the last three months beside what is usual in as long.
    """

    now: int
    then: int
    cents: int
    lately: bool = False

    @property
    def change(self) -> int:
        """How many more referrals; fewer is below zero."""
        return self.now - self.then

    def weigh(self, side: Side) -> int:
        """By how much it stands on a side, 0 on the other.

        Of three months it counts double: what began a while ago is small in a year.
        """
        more = self.change if side is Side.GAVE else -self.change
        return max(0, more) * (LATELY_WEIGHS if self.lately else 1)


@dataclass(frozen=True, slots=True)
class Contribution:
    """One place's part in the change of the year and of lately, where there are records of that.

    ``rising``: whether it refers more, beyond chance: the year, its last three months or a silence;
    None: within chance.
    """

    source_id: int
    referrals: Comparison
    year: ChangePart
    lately: ChangePart | None
    rising: bool | None

    @property
    def parts(self) -> Sequence[ChangePart]:
        """What is known of it."""
        return (self.year, self.lately) if self.lately else (self.year,)

    @property
    def side(self) -> Side:
        """Where it stands: as it is beyond chance, else where it weighs more."""
        if self.rising is not None:
            return SIDES[self.rising]
        return max(Side, key=self.weigh)

    @property
    def stands_by(self) -> ChangePart:
        """The part that weighs the most on its side."""
        return max(self.parts, key=lambda part: part.weigh(self.side))

    def weigh(self, side: Side) -> int:
        """By how much it stands on a side."""
        return max(part.weigh(side) for part in self.parts)


def find_contributions(
    compared: Compared, judged: Mapping[int, JudgedPlace], names: ReportNames
) -> list[Contribution]:
    """Every place whose referrals changed; none without records of last year, none built in."""
    if not compared.places:
        return []
    ids = sorted({id_ for one in compared.places[:2] for id_ in one.of})
    named = [id_ for id_ in ids if not names.credits[id_].built_in]
    found = (contribution_of(compared, judged.get(id_), id_) for id_ in named)
    changed = [one for one in found if any(part.change for part in one.parts)]
    return [one for one in changed if one.referrals.refusal is None]


def contribution_of(compared: Compared, judged: JudgedPlace | None, id_: int) -> Contribution:
    """One place's."""
    now, then, *_ = compared.places
    chance = judged.year_chance * BEYOND / OF_YEAR if judged else 1.0
    referrals = Comparison(
        Measure.COUNT, now.look(id_), then.look(id_), compared.coverage, min(1.0, chance)
    )
    pair, rising = (judged.lately, judged.rising) if judged else (None, None)
    year = stand_beside(now.tally(id_), then.tally(id_), 1.0)
    return Contribution(id_, referrals, year, lately_part(compared, pair, id_), rising)


def lately_part(compared: Compared, pair: TwoCounts | None, id_: int) -> ChangePart | None:
    """The last three months of a place beside what is usual there; None without records."""
    if pair is None:
        return None
    _, _, now, before = (one.tally(id_) for one in compared.places)
    return replace(stand_beside(now, before, pair.time.now / pair.time.then), lately=True)


def stand_beside(now: Tally, then: Tally, share: float) -> ChangePart:
    """A tally beside so large a share of another one."""
    usual, cents = round(then.referrals * share), round(then.production_cents * share)
    return ChangePart(now.referrals, usual, now.production_cents - cents)


def list_largest(changed: Sequence[Contribution]) -> list[Contribution]:
    """The five that gave the most, then the five that took the most, beyond chance first."""
    return [one for side in Side for one in choose_largest(changed, side)]


def changes_table(compared: Compared, changed: Sequence[Contribution], names: ReportNames) -> Table:
    """The largest of both sides, in every figure."""
    rows = [change_row(one, names) for one in list_largest(changed)]
    empty = "Nothing changed against last year."
    if not (windows := compared.windows) or not compared.covers(windows.last_year):
        lack = "No records of last year."
        if windows and compared.touches(windows.last_year):
            lack = "Not all of last year is on record."
        elif windows:
            lack = f"{compared.coverage.tell_lack(windows.last_year, 'last year')}.".capitalize()
        empty = f"{lack} {compared.coverage.tell()}"
    note = changes_note(compared, len(changed) - len(rows)) if rows else ""
    return Table("Who gave and who took", COLUMNS, rows, note, empty=empty)


def choose_largest(found: Sequence[Contribution], side: Side) -> list[Contribution]:
    """The first five of a side by what they weigh, what is beyond chance first.

    They stand in the order of the changes that are shown.
    """

    def rank(one: Contribution, size: int) -> tuple[bool, int, int]:
        return one.rising is None, -size, one.source_id

    mine = [one for one in found if one.side is side]
    chosen = sorted(mine, key=lambda one: rank(one, one.weigh(side)))[:LARGEST]
    return sorted(chosen, key=lambda one: rank(one, abs(one.stands_by.change)))


def change_row(one: Contribution, names: ReportNames) -> tuple[Cell, ...]:
    """One place, its two years, its last three months, and whether chance does as much."""
    said = WITHIN if one.rising is None else SAID_BEYOND
    year, lately = one.year, one.lately
    months = f"{lately.then:,}{ARROW}{lately.now:,}" if lately else None
    counts = (year.then, year.now, year.change, year.cents, months)
    three = (lately.now, lately.then, lately.cents) if lately else (None, None, None)
    told = (one.stands_by.lately, one.side.value, said, one.rising is not None)
    return (one.source_id, names.of(one.source_id), *counts, *three, *told)


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
        " last three months after what is usual in as long. The largest by the year, or by twice"
        " what lately changed. Beyond chance: the year, lately or a silence, by exact tests that"
        " allow for how many places there are. Left out:"
        f" {count_phrase(others, 'place')} that changed less."
    )
