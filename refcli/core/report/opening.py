"""What a report opens with: five sentences on the month, the year, the places, us, and what next.

A change is called one only beyond chance: of a hundred reports of a practice that goes on as ever
at most five say of anything that it changed (``core.comparing.places``). What the records do not
reach back to is not compared, and a sentence that has nothing to say is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from refcli.core.comparing.places import JudgedPlace
from refcli.core.report.do_next import WorkStep, is_late
from refcli.core.report.front import FrontFacts, ReportNames, Spans
from refcli.core.report.further.usual import UsualMonth
from refcli.core.report.headline import FigureBeside
from refcli.core.report.telling.month import pair_up, tell_month
from refcli.core.report.telling.places import tell_places
from refcli.core.report.telling.year import Outlook, tell_year
from refcli.core.values.day_words import full_day


class Compare(StrEnum):
    """With what the opening compares the period first."""

    PREVIOUS = "previous"
    LAST_YEAR = "last-year"


@dataclass(frozen=True, slots=True)
class Opening:
    """What the sentences are made from, besides the facts of the report."""

    referrals: FigureBeside
    judged: Mapping[int, JudgedPlace]
    steps: Sequence[WorkStep] = ()
    outlook: Outlook | None = None
    compare: Compare = Compare.PREVIOUS
    usual: UsualMonth | None = None


def opening_sentences(
    facts: FrontFacts, spans: Spans, names: ReportNames, as_of: date, opening: Opening
) -> list[str]:
    """The month, the year, the places, our promises, and what to do first."""
    last_year_first = opening.compare is Compare.LAST_YEAR
    pairs = pair_up(spans, opening.referrals, last_year_first=last_year_first)
    return [
        *tell_month(facts.compared, spans, pairs, opening.usual),
        *tell_year(facts.compared, spans, opening.referrals.to_date, opening.outlook),
        *tell_places(facts, names, opening.judged),
        *tell_promises(facts),
        *tell_next(spans, as_of, opening.steps),
    ]


def tell_promises(facts: FrontFacts) -> Iterator[str]:
    """Each promise, the one kept the least first; how much of all was kept stands on the card."""
    due = {name: one for name, one in facts.kept.items() if one.due}
    order = sorted(due, key=lambda name: due[name].on_time / due[name].due)
    each = [f"{SPOKEN.get(name, name)} {due[name].on_time} of {due[name].due}" for name in order]
    if each:
        least = ", kept the least first" if len(each) > 1 else ""
        yield f"Our promises{least}: {', '.join(each)}."


SPOKEN = {"visit": "visits", "thank-you": "thank-yous", "report back": "reports back"}


def tell_next(spans: Spans, as_of: date, steps: Sequence[WorkStep]) -> Iterator[str]:
    """What to do first, today; nothing under a month that is long past."""
    if is_late(spans.now.until, as_of):
        return
    told = [tell_step(step) for step in pick_steps(steps)]
    if told:
        yield f"Do first, today ({full_day(as_of)}): {', '.join(told)}."


def tell_step(step: WorkStep) -> str:
    """``see Dr. Ito (V8)``."""
    key = f" ({step.key})" if step.keys else ""
    return f"{step.what[0].lower()}{step.what[1:]}{key}"


def pick_steps(steps: Sequence[WorkStep]) -> list[WorkStep]:
    """One of each sort: the largest loss, the visit worth the most, the calls, whom to ask."""
    first: dict[str, WorkStep] = {}
    named: set[str] = set()  # the numbers of places: one that is silent need not be named twice
    for step in steps:
        letter, number = (step.keys[0][0], step.keys[0][1:]) if step.keys else (ASK, "")
        if letter not in first and not (letter == "V" and number in named):
            first[letter] = step
            named.add(number)
    return [first[letter] for letter in f"QVS{ASK}" if letter in first]


ASK = "?"  # for the source: it has no key
