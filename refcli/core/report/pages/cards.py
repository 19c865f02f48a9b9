"""Five figures of the month as cards, each with its goal and with what it is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.comparing.comparison import (
    WITHIN_CHANCE,
    Comparison,
    Direction,
    Look,
    Measure,
    Refusal,
)
from refcli.core.output.table import Cell, Column, Figure, Table, Type, percent_text
from refcli.core.report.front import FrontFacts
from refcli.core.report.further.usual import MonthMarks
from refcli.core.report.happened import INTERNAL_SHARE
from refcli.core.report.headline import FigureBeside, Headline
from refcli.core.report.opening import Compare
from refcli.core.values.day_words import short_day
from refcli.core.values.periods import MATURE_DAYS, Period
from refcli.phrases import count_phrase

PROMISES = "Promises kept"  # the card of what the whole practice does
ARROWS = {Direction.UP: "\N{BLACK UP-POINTING TRIANGLE}"}
ARROWS[Direction.DOWN] = "\N{BLACK DOWN-POINTING TRIANGLE}"
NOT_COMPARED = "not compared"
UNKNOWN = "\N{EN DASH}"
NO_MARKS = MonthMarks()


@dataclass(frozen=True, slots=True)
class FigureCard:
    """One figure: its name, what it is beside, the nearer one first, and what it should be."""

    figure: str
    pairs: Sequence[Comparison | None]
    both: Sequence[Comparison | None]  # the same pairs: the period before, then a year before
    goal: str = ""
    marks: MonthMarks = NO_MARKS  # by whose range it is judged, rather than by the pairs

    @property
    def row(self) -> tuple[Cell, ...]:
        """Its row of the table: what people read, then the figures behind it."""
        usual = self.marks.usual
        earlier = [
            None if one is None or one.refusal else size_of(one.measure, one.then)
            for one in self.both
        ]
        span = (usual.low, usual.high) if usual else (None, None)
        return (*self.told, *earlier, self.marks.goal, *span)

    @property
    def told(self) -> tuple[Cell, ...]:
        """What people read of it."""
        first = self.known[0]
        then = [None if one is None else tell_then(one) for one in self.pairs]
        if not first.coverage.touch(first.now.period):
            unknown = (None, first.coverage.lacks(first.now.period).value, None, NOT_COMPARED)
            return (self.figure, *unknown, *then, self.goal or None)
        direction = next((str(one) for one in self.directions), None)
        number, value = size_of(first.measure, first.now), tell_look(first.measure, first.now)
        return (self.figure, number, value, direction, self.change, *then, self.goal or None)

    @property
    def known(self) -> list[Comparison]:
        """What it is compared with."""
        return [one for one in self.pairs if one]

    @property
    def changed(self) -> list[Comparison]:
        """Those from which it differs beyond chance."""
        return [one for one in self.known if one.direction in ARROWS]

    @property
    def directions(self) -> list[Direction]:
        """Up or down, as often as it differs beyond chance."""
        if self.marks.usual:
            found = self.marks.usual.judge(self.known[0].now.value)
            return [found] if found in ARROWS else []
        return [one.direction for one in self.changed if one.direction]

    @property
    def change(self) -> str:
        """Each change beyond chance; else that there is none, or why nothing is compared."""
        if self.marks.usual:
            beyond = [f"{ARROWS[one]} beyond chance" for one in self.directions]
            return next(iter(beyond), WITHIN_CHANCE)
        told = [one for one in self.known if one.direction]
        if not told:
            first = self.known[0]
            young = f"; too young: {count_phrase(first.now.age, 'day')}" if first.young else ""
            return f"{NOT_COMPARED}{young}"
        said = "; ".join(map(change_text, self.changed)) or WITHIN_CHANCE
        return f"{said}, at this age" if any(one.young for one in told) else said


def tell_then(one: Comparison) -> Cell:
    """The earlier figure, or why there is none: ``no records``, ``only from 11 Oct 2025``."""
    period, begin = one.then.period, one.coverage.begin
    if one.refusal is Refusal.NO_RECORDS and begin and one.coverage.touch(period):
        return f"only from {short_day(begin)}"
    return one.refusal.value if one.refusal else tell_look(one.measure, one.then)


def short_label(period: Period) -> str:
    """``Oct 2026``, or the two days."""
    return f"{period.since:%b %Y}" if period.whole_months == 1 else period.label()


def size_of(measure: Measure, look: Look) -> float | None:
    """The figure as a number: referrals, a share, or dollars."""
    if measure is Measure.SHARE:
        return look.share
    return look.value / 100 if measure is Measure.MONEY else float(look.value)


def tell_look(measure: Measure, look: Look) -> Cell:
    """The figure with its type; a dash for a share of nobody."""
    match measure:
        case Measure.SHARE:
            return UNKNOWN if look.share is None else Figure(look.share, Type.RATE)
        case Measure.MONEY:
            return Figure(look.value, Type.DOLLARS)
    return Figure(look.value)


def change_text(one: Comparison) -> str:
    """A change beyond chance: an arrow, by how much, and on what."""
    arrow, period = ARROWS[one.direction or Direction.UP], short_label(one.then.period)
    if one.measure is Measure.SHARE:
        points = abs(round(100 * ((one.now.share or 0.0) - (one.then.share or 0.0))))
        return f"{arrow} {count_phrase(points, 'point')} on {period}"
    much = "" if one.change is None else f" {abs(one.change):.0%}"
    return f"{arrow}{much} on {period}"


def card_columns(periods: Sequence[Period]) -> tuple[Column, ...]:
    """The columns; those of the two periods beside it are called by them."""
    return (
        Column("figure", "Figure"),
        Column("number", "Number", Type.NUMBER, machine_only=True),
        Column("value", "Value"),
        Column("direction", "Direction", machine_only=True),
        Column("change", "Change"),
        *(Column(f"beside_{n}", short_label(one)) for n, one in enumerate(periods, start=1)),
        *([] if len(periods) > 1 else [Column("beside_2", "", machine_only=True)]),
        Column("goal", "Goal, or usual"),
        Column("previous", "Period before", Type.NUMBER, machine_only=True),
        Column("last_year", "A year before", Type.NUMBER, machine_only=True),
        Column("month_goal", "Goal of the month", Type.COUNT, machine_only=True),
        Column("low", "Low", Type.COUNT, machine_only=True),
        Column("high", "High", Type.COUNT, machine_only=True),
    )


def cards_table(facts: FrontFacts, found: Headline, marks: MonthMarks, compare: Compare) -> Table:
    """The five cards; ``marks``: what a whole month is held against."""
    once = found.referrals.previous.then.period == found.referrals.last_year.then.period

    def card(
        figure: str, beside: FigureBeside, goal: str = "", marks: MonthMarks = NO_MARKS
    ) -> FigureCard:
        return make_card(figure, [beside.previous, None if once else beside.last_year], goal, marks)

    def make_card(
        figure: str, both: Sequence[Comparison | None], goal: str, marks: MonthMarks = NO_MARKS
    ) -> FigureCard:
        turned = compare is Compare.LAST_YEAR and not once
        return FigureCard(figure, both[::-1] if turned else both, both, goal, marks)

    cards = (
        card("Referrals", found.referrals, marks.tell(), marks),
        card(f"Seen within {MATURE_DAYS} days", found.seen_in_time),
        card("Production so far", found.production),
        card("People and insurers", found.internal, tell_field(found)),
        make_card(PROMISES, [found.promises, None], tell_kept(facts, found)),
    )
    periods = [one.then.period for one in cards[0].known]
    note = (
        "Beside earlier periods as they stood as many days after their own end. An arrow: a change"
        " beyond chance. Production: of these referrals, whenever booked."
    )
    shown = cards[:-1] if facts.of_one else cards  # promises are the whole practice's
    rows = [one.row for one in shown]
    return Table("Five figures", card_columns(periods), rows, note)


def tell_field(found: Headline) -> str:
    """What the field reports, and how many of ours have any source by name."""
    named = found.named.previous.now.share
    usual = f"field {INTERNAL_SHARE.replace(' %', '%')}"
    return usual + ("" if named is None else f"; named {percent_text(named)}")


def tell_kept(facts: FrontFacts, found: Headline) -> str:
    """How much was kept of how much, and how many places were never met."""
    kept, unmet = found.promises.now, len(facts.further.unmet)
    done = f"{kept.value:,} of {kept.of:,}" if kept.of else ""
    met = f"{unmet:,} never met" if unmet else ""
    return "; ".join(filter(None, [done, met]))
