"""What a report opens with: five sentences on the month, the year, the places, us, and what next.

A change is called one only beyond chance: of a hundred reports of a practice that goes on as ever
at most five say of anything that it changed (``core.comparing.places``). What the records do not
reach back to is not compared, and a sentence that has nothing to say is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from refcli.core.comparing.comparison import WITHIN, Comparison, Direction
from refcli.core.comparing.places import JudgedPlace
from refcli.core.counting.metrics import by_label, sum_all
from refcli.core.output.table import percent_text
from refcli.core.quiet.silence import QuietState
from refcli.core.report.do_next import WorkStep, is_late
from refcli.core.report.front import FrontFacts, ReportNames, Spans
from refcli.core.report.happened import day_of_year
from refcli.core.report.headline import FigureBeside
from refcli.core.values.day_words import full_day
from refcli.core.values.periods import Period
from refcli.core.values.rates import rate_of
from refcli.core.vocabulary import BuiltIn
from refcli.phrases import count_phrase, name_some

FEW = 3  # names, or things to do, in a sentence
WORDS = {  # of the same two numbers, told from chance
    Direction.UP: "more, beyond chance, than in",
    Direction.DOWN: "fewer, beyond chance, than in",
    Direction.LEVEL: f"{WITHIN} of",
}
OF_BOTH = "of"  # behind the one that says so already


class Compare(StrEnum):
    """With what the opening compares the period first."""

    PREVIOUS = "previous"
    LAST_YEAR = "last-year"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the year comes to by December: the middle, and the range of eight years in ten."""

    middle: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Opening:
    """What the sentences are made from, besides the facts of the report."""

    referrals: FigureBeside
    judged: Mapping[int, JudgedPlace]
    steps: Sequence[WorkStep] = ()
    outlook: Outlook | None = None
    compare: Compare = Compare.PREVIOUS


def opening_sentences(
    facts: FrontFacts, spans: Spans, names: ReportNames, as_of: date, opening: Opening
) -> list[str]:
    """The month, the year, the places, our promises, and what to do first."""
    return [
        *tell_month(spans, opening),
        *tell_year(facts, spans, opening),
        *tell_places(facts, names, opening),
        *tell_promises(facts),
        *tell_next(facts, spans, as_of, opening.steps),
    ]


def tell_month(spans: Spans, opening: Opening) -> Iterator[str]:
    """How many came, against the period before and the year before."""
    beside = opening.referrals
    pair = [(beside.previous, spans.previous), (beside.last_year, spans.last_year)]
    if opening.compare is Compare.LAST_YEAR:
        pair.reverse()
    now = beside.previous.now.value
    told = [one for one, _ in pair if one.refusal is None]
    if not now and not any(one.then.value for one in told):
        return
    brought = f"{spans.now.label()} brought {count_phrase(now, 'referral')}"
    ways = tell_ways([(one, period) for one, period in pair if one.refusal is None])
    missing = [period.label() for one, period in pair if one.refusal]
    unknown = f"; no records of {' and '.join(missing)}" if missing else ""
    yield f"{name_month(told, spans.now)}{brought}{ways}{unknown}."


def tell_ways(pairs: Sequence[tuple[Comparison, Period]]) -> str:
    """``, within what chance does of September 2026 (61) and of October 2025 (50)``."""
    calm = all(one.direction is Direction.LEVEL for one, _ in pairs)
    ways = [
        tell_beside(one, period, OF_BOTH if calm and place else None)
        for place, (one, period) in enumerate(pairs)
    ]
    return f", {' and '.join(ways)}" if ways else ""


def name_month(told: Sequence[Comparison], period: Period) -> str:
    """``A normal month: `` where both that it is compared with say so."""
    calm = len(told) > 1 and all(one.direction is Direction.LEVEL for one in told)
    return "A normal month: " if calm and period.whole_months == 1 else ""


def tell_beside(one: Comparison, period: Period, instead: str | None = None) -> str:
    """``within what chance does of September 2026 (61)``, or a word ``instead`` of these."""
    word = instead or (WORDS[one.direction] if one.direction else "")
    return f"{word} {period.label()} ({one.then.value:,})"


def tell_year(facts: FrontFacts, spans: Spans, opening: Opening) -> Iterator[str]:
    """The year so far against last year's, where it will come to, and the goal."""
    one, goal = opening.referrals.to_date, facts.compared.goal
    if not one.now.value and not goal:
        return
    so_far = f"{count_phrase(one.now.value, 'referral')} in {day_of_year(spans.year)}"
    against = f"against {one.then.value:,} to the same day of last year"
    said = {
        Direction.UP: f"The year is up beyond chance: {so_far} {against}",
        Direction.DOWN: f"The year is down beyond chance: {so_far} {against}",
        Direction.LEVEL: f"The year is level: {so_far} {against}, {WITHIN}",
        None: f"{so_far}; no records of last year to the same day",
    }
    yield "; ".join([said[one.direction], *tell_ahead(spans, goal, opening.outlook)]) + "."


def tell_ahead(spans: Spans, goal: int | None, outlook: Outlook | None) -> Iterator[str]:
    """What the year will come to, and the goal; or how far the goal should be reached by now."""
    if outlook:
        span = f"{outlook.low:,} to {outlook.high:,}"
        yield f"by December {outlook.middle:,} is the middle of {span}"
    if goal and outlook:
        yield f"the goal is {goal:,}"
    elif goal:
        day = spans.year.until
        gone = day.timetuple().tm_yday / date(day.year, 12, 31).timetuple().tm_yday
        yield f"the goal is {goal:,}, at an even pace {round(goal * gone):,} by now"


def tell_places(facts: FrontFacts, names: ReportNames, opening: Opening) -> Iterator[str]:
    """Which places send more, and which fewer, beyond chance; that none does, where none does."""
    judged = opening.judged
    if not judged:
        return
    more, fewer = (
        [tell_place(facts, names, id_, judged[id_]) for id_ in sort_changed(judged, rising=up)]
        for up in (True, False)
    )
    if more:
        yield f"More, beyond chance, from {name_some(more, FEW)}" + (
            f"; fewer from {name_some(fewer, FEW)}." if fewer else "."
        )
    elif fewer:
        yield f"Fewer, beyond chance, from {name_some(fewer, FEW)}."
    else:
        yield f"No place of {len(judged):,} sends more or fewer beyond what chance does."


def sort_changed(judged: Mapping[int, JudgedPlace], *, rising: bool) -> list[int]:
    """The places that changed one way, the largest change by the year first."""
    found = [id_ for id_, one in judged.items() if one.rising is rising]
    return sorted(found, key=lambda id_: (-judged[id_].size, id_))


def tell_place(facts: FrontFacts, names: ReportNames, id_: int, one: JudgedPlace) -> str:
    """``Google search (50 after 23)``, ``Elm (1 in 3 months)``, ``Dr. Reyes (none since ...)``."""
    silent = next((s for s in facts.quiet if s.source_id == id_), None)
    if silent and silent.state is QuietState.QUIET and one.rising is False:
        return f"{names.of(id_)} (none since {silent.last})"
    if one.changed_in_year and one.year:
        return f"{names.of(id_)} ({one.year.now} after {one.year.then})"
    if one.lately is None:
        return names.of(id_)
    usual = one.lately.then * one.lately.time.now / one.lately.time.then
    return f"{names.of(id_)} ({one.lately.now} in three months, usually {usual:.0f})"


def tell_promises(facts: FrontFacts) -> Iterator[str]:
    """How much of what fell due in the period was done by its day."""
    kept = {name: one for name, one in facts.kept.items() if one.due}
    due, done = (sum(getattr(one, name) for one in kept.values()) for name in ("due", "on_time"))
    share = rate_of(done, due)
    if share is not None:
        each = (f"{PROMISES.get(name, name)} {o.on_time} of {o.due}" for name, o in kept.items())
        yield f"We keep {percent_text(share)} of our promises: {', '.join(each)}."


PROMISES = {"visit": "visits", "thank-you": "thank-yous", "report back": "reports back"}


def tell_next(
    facts: FrontFacts, spans: Spans, as_of: date, steps: Sequence[WorkStep]
) -> Iterator[str]:
    """What to do first, today; nothing under a month that is long past."""
    if is_late(spans.now.until, as_of):
        return
    told = [f"{step.what[0].lower()}{step.what[1:]} ({step.key})" for step in pick_steps(steps)]
    told += ask_for_unknown(facts, spans)
    if told:
        yield f"Do first, today ({full_day(as_of)}): {', '.join(told)}."


def pick_steps(steps: Sequence[WorkStep]) -> list[WorkStep]:
    """One of each sort: the largest loss, the visit that is worth the most, the calls."""
    first: dict[str, WorkStep] = {}
    named: set[str] = set()  # the numbers of places: one that is silent need not be named twice
    for step in steps:
        letter, number = step.keys[0][0], step.keys[0][1:]
        if letter not in first and not (letter == "V" and number in named):
            first[letter] = step
            named.add(number)
    return [first[letter] for letter in "QVS" if letter in first]


def ask_for_unknown(facts: FrontFacts, spans: Spans) -> Iterator[str]:
    """How many of the period were not asked who sent them."""
    tallies = facts.tallies[spans.now]
    whole, unknown = sum_all(tallies).referrals, by_label(tallies, facts.credits)[BuiltIn.UNKNOWN]
    if unknown:
        yield f"ask for the source of {unknown} of {whole}"
