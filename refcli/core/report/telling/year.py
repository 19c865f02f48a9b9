"""Where the year stands, and whether its goal will be met."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from refcli.core.comparing.comparison import WITHIN, Comparison, Direction
from refcli.core.report.compared import Compared
from refcli.core.report.front import Spans
from refcli.core.report.happened import day_of_year
from refcli.phrases import count_phrase

SURE = 0.9  # chance from which on something will most likely be so
EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the year comes to by December: the middle, and the range of eight years in ten.

    ``goal_chance``: that its goal is reached; None without a goal.
    """

    middle: int
    low: int
    high: int
    goal_chance: float | None = None


def tell_year(
    compared: Compared, spans: Spans, one: Comparison, outlook: Outlook | None
) -> Iterator[str]:
    """The year so far against last year's, unless that was told already; then the goal."""
    now, goal = one.now.value, compared.goal
    before = 0 if one.refusal else one.then.value
    if not compared.touches(spans.year) or not (now or before or goal):
        return
    pace = tell_pace(spans.year.until, now, goal, outlook)
    told = [] if spans.now == spans.year else [f"{'; '.join([tell_so_far(spans, one), *pace])}."]
    if pace and not told:
        told = [f"{pace[0][0].upper()}{pace[0][1:]}."]
    yield from filter(None, [" ".join([*told, *tell_goal(spans.year.until, now, goal, outlook)])])


def tell_so_far(spans: Spans, one: Comparison) -> str:
    """``The year is level: 495 referrals in 2026 to October 31 against 522 ...``."""
    so_far = f"{count_phrase(one.now.value, 'referral')} in {day_of_year(spans.year)}"
    against = f"against {one.then.value:,} to the same day of last year"
    said = {
        Direction.UP: f"The year is up beyond chance: {so_far} {against}",
        Direction.DOWN: f"The year is down beyond chance: {so_far} {against}",
        Direction.LEVEL: f"The year is level: {so_far} {against}, {WITHIN}",
        None: f"{so_far}; {one.coverage.tell_lack(one.then.period, 'last year to the same day')}",
    }
    return said[one.direction]


def tell_pace(day: date, so_far: int, goal: int | None, outlook: Outlook | None) -> list[str]:
    """How far the goal should be reached by now, where nothing is forecast."""
    gone = day.timetuple().tm_yday / date(day.year, 12, 31).timetuple().tm_yday
    if goal is None or outlook or gone == 1 or so_far >= goal:
        return []
    return [f"the goal is {goal:,}, at an even pace {round(goal * gone):,} by now"]


def tell_goal(day: date, so_far: int, goal: int | None, outlook: Outlook | None) -> Iterator[str]:
    """Whether the goal is met, or most likely will be, and what December may come to."""
    if goal is not None and so_far >= goal:
        more = f", and {so_far - goal:,} more" if so_far > goal else ""
        yield f"The goal of {goal:,} is reached{more}."
    elif goal is not None and (day.month, day.day) == (12, 31):
        yield f"The goal of {goal:,} was missed by {goal - so_far:,}."
    elif goal is not None and outlook:
        yield f"The goal of {goal:,} {tell_chance(goal, outlook)}: {tell_december(outlook)}."
        return
    if outlook:
        yield f"About {outlook.middle:,} are expected by December, {tell_range(outlook)}."


def tell_chance(goal: int, outlook: Outlook) -> str:
    """``will most likely be missed by about 26``, by the chance that it is reached."""
    chance, off = outlook.goal_chance or 0.0, outlook.middle - goal
    if chance >= SURE and off > 0:
        return f"will most likely be passed by about {off:,}"
    if chance <= 1 - SURE and off < 0:
        return f"will most likely be missed by about {-off:,}"
    likelier = "met than missed" if chance >= EVEN else "missed than met"
    return f"is rather {likelier}, and may be either"


def tell_december(outlook: Outlook) -> str:
    """``about 574 by December, 561 to 589 in 8 of 10 such years``."""
    return f"about {outlook.middle:,} by December, {tell_range(outlook)}"


def tell_range(outlook: Outlook) -> str:
    """``561 to 589 in 8 of 10 such years``."""
    return f"{outlook.low:,} to {outlook.high:,} in 8 of 10 such years"
