"""Who gave and who took: what each place added to the change of the year, or took from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from refcli.core.comparing.comparison import BEYOND, WITHIN, Comparison, Look, Measure, Unit
from refcli.core.comparing.places import OF_YEAR, JudgedPlace, PlaceWindows
from refcli.core.counting.metrics import Tally
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.report.compared import Compared
from refcli.core.report.front import ReportNames
from refcli.phrases import count_phrase

LARGEST = 5  # that gave, and that took
SAID_BEYOND = "beyond chance"
COLUMNS = (
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "Source"),
    Column("last_year", "Last year", Type.COUNT),
    Column("year", "This year", Type.COUNT),
    Column("change", "Change", Type.CHANGE),
    Column("production", "Production", Type.MONEY),
    Column("chance", "By chance?"),
    Column("beyond", "Beyond chance", machine_only=True),
)


@dataclass(frozen=True, slots=True)
class Contribution:
    """One place's part in the change of the year: referrals, and production in cents.

    ``beyond``: the year, its last three months or a silence go the same way beyond chance.
    """

    source_id: int
    referrals: Comparison
    cents: int
    beyond: bool

    @property
    def change(self) -> int:
        """How many more referrals; fewer is below zero."""
        return self.referrals.now.value - self.referrals.then.value


def find_contributions(
    compared: Compared, judged: Mapping[int, JudgedPlace], names: ReportNames
) -> list[Contribution]:
    """Every place whose referrals changed; none without records of last year, none built in."""
    if compared.windows is None:
        return []
    ids = sorted({*compared.year, *compared.last_year})
    named = [id_ for id_ in ids if not names.credits[id_].built_in]
    found = (contribution_of(compared, compared.windows, judged.get(id_), id_) for id_ in named)
    return [one for one in found if one.change and one.referrals.refusal is None]


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
    rising = judged.rising if judged else None
    beyond = rising is not None and rising is (now.referrals > then.referrals)
    return Contribution(id_, referrals, now.production_cents - then.production_cents, beyond)


def changes_table(
    compared: Compared, judged: Mapping[int, JudgedPlace], names: ReportNames
) -> Table:
    """The five that gave the most, then the five that took the most, beyond chance first."""
    found = find_contributions(compared, judged, names)
    gave = largest_of([one for one in found if one.change > 0])
    took = largest_of([one for one in found if one.change < 0])
    rows = [change_row(one, names) for one in (*gave, *took)]
    empty = "Nothing changed against last year."
    if not (windows := compared.windows) or not compared.covers(windows.last_year):
        empty = f"No records of last year. {compared.coverage.tell()}"
    note = changes_note(compared, len(found) - len(rows)) if rows else ""
    return Table("Who gave and who took", COLUMNS, rows, note, empty=empty)


def largest_of(found: list[Contribution]) -> list[Contribution]:
    """The five largest: what is beyond chance first, each by its referrals."""
    order = sorted(found, key=lambda one: (not one.beyond, -abs(one.change), one.source_id))
    return order[:LARGEST]


def change_row(one: Contribution, names: ReportNames) -> tuple[Cell, ...]:
    """One place, its two years, and whether chance does as much."""
    said = SAID_BEYOND if one.beyond else WITHIN
    then, now = one.referrals.then.value, one.referrals.now.value
    counts = (then, now, one.change, one.cents)
    return (one.source_id, names.of(one.source_id), *counts, said, one.beyond)


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
        f" other source alone); production of both as it stood {age} after these ends. Beyond"
        " chance: the year, its last three months or a silence, by exact tests that allow for"
        " how many places there are. Left out:"
        f" {count_phrase(others, 'place')} that changed less."
    )
