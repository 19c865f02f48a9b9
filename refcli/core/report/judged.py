"""What is made of the facts of a month once, for its sentences, its cards and its tables alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from refcli.core.comparing.places import JudgedPlace
from refcli.core.counting.metrics import by_label, sum_all
from refcli.core.forecasting.ahead import find_range
from refcli.core.report.do_next import Work, WorkStep, ask_unknown, find_steps, is_late
from refcli.core.report.front import FrontFacts, ReportNames, Spans
from refcli.core.report.further.ahead import MonthsAhead, year_spread
from refcli.core.report.further.two_years import mark_month
from refcli.core.report.further.usual import MonthMarks
from refcli.core.report.headline import Headline, compare_headline
from refcli.core.report.opening import Compare, Opening, opening_sentences
from refcli.core.report.telling.year import Outlook
from refcli.core.values.periods import Period, last_twelve_months
from refcli.core.vocabulary import BuiltIn


def count_referring(facts: FrontFacts, year: Period) -> dict[int, int]:
    """Per place: its referrals of a year, with those of all who work in it."""
    return {id_: now for id_, (now,) in facts.places_counted([year]).items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class HowToTell:
    """How a report is told, and as of when.

    ``patients``: by their names. ``compare``: with what first. ``provider``: the one of ours of
    whose patients alone it tells; empty for all.
    """

    practice: str
    as_of: date
    patients: bool = False
    compare: Compare = Compare.PREVIOUS
    provider: str = ""


@dataclass(frozen=True, slots=True)
class JudgedMonth:
    """What is made of the facts once, for the sentences, the cards and the tables alike."""

    facts: FrontFacts
    spans: Spans
    names: ReportNames
    as_of: date
    headline: Headline
    ahead: MonthsAhead
    marks: MonthMarks
    compare: Compare = Compare.PREVIOUS
    places: Mapping[int, JudgedPlace] = field(default_factory=dict)
    steps: Sequence[WorkStep] = ()

    @property
    def title(self) -> str:
        """``Referrals in October 2026``."""
        word = "in" if self.spans.now.whole_months == 1 else "from"
        return f"Referrals {word} {self.spans.now.label()}"

    @property
    def late(self) -> bool:
        """Whether the report is one of the past, and tells no work of today."""
        return is_late(self.spans.now.until, self.as_of)

    @property
    def outlook(self) -> Outlook | None:
        """What the year comes to by December; None with too few months on record, or at its end."""
        spread, goal = year_spread(self.ahead), self.facts.compared.goal
        found = find_range(spread) if spread else None
        if spread is None or found is None or found.low == found.high:
            return None
        chance = None if goal is None else spread.at_least(goal)
        return Outlook(found.middle, found.low, found.high, chance)

    def tell(self) -> list[str]:
        """The opening's sentences."""
        referrals = self.headline.referrals
        opening = Opening(
            *(referrals, self.places, self.steps),
            *(self.outlook, self.compare, self.marks.usual),
        )
        return opening_sentences(self.facts, self.spans, self.names, self.as_of, opening)


def judge_month(
    facts: FrontFacts, spans: Spans, names: ReportNames, as_of: date, compare: Compare
) -> JudgedMonth:
    """The comparisons of the month, the months ahead, the places that changed, and the work."""
    signs = {one.source_id: one for one in facts.quiet_today}
    referring = count_referring(facts, last_twelve_months(as_of))
    late = is_late(spans.now.until, as_of)
    work = () if late else facts.owed
    so_far = sum_all(facts.tallies[spans.year]).referrals
    asking = [] if late else [*ask_for_unknown(facts, spans.now)]
    ahead = MonthsAhead.after(facts.further, spans.now.until, so_far)
    return JudgedMonth(
        *(facts, spans, names, as_of),
        compare_headline(facts, spans),
        ahead,
        mark_month(ahead, spans.now),
        compare,
        facts.compared.judge(facts.credits, facts.quiet),
        find_steps(Work(work, signs, referring, asking), names, as_of),
    )


def ask_for_unknown(facts: FrontFacts, now: Period) -> Iterator[WorkStep]:
    """Whom of the period to ask, or nobody."""
    unknown = by_label(facts.tallies[now], facts.credits)[BuiltIn.UNKNOWN]
    yield from ask_unknown(unknown, now)
