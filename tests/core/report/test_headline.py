"""The figures of the cards, each beside what it can be compared with."""

from dataclasses import replace
from datetime import date

import pytest

from refcli.core.comparing.comparison import Coverage, Direction
from refcli.core.counting.metrics import Credit, Tally
from refcli.core.plan.figures import Kept
from refcli.core.quiet.season import make_clock
from refcli.core.report.compared import Compared
from refcli.core.report.front import FrontFacts, Spans
from refcli.core.report.headline import compare_headline
from refcli.core.values.periods import Period
from refcli.core.vocabulary import BuiltIn, Kind

SPANS = Spans.around(Period(date(2026, 10, 1), date(2026, 10, 31)))
CREDITS = {
    1: Credit(1, "unknown", Kind.OTHER, BuiltIn.UNKNOWN),
    4: Credit(4, "Elm Dental", Kind.OFFICE),
    7: Credit(7, "Google", Kind.DIGITAL),
}
COVERED = Compared(
    coverage=Coverage(date(2020, 1, 1)), age=1, kept_before={"visit": Kept(40, 39), "calls": Kept()}
)


def elm(referrals: int, in_time: int = 0, each: int = 0, undated: int = 0) -> Tally:
    """Referrals of one office, so many seen in time, and as many paid as there are."""
    cents = referrals * each
    paid = referrals if each else 0
    seen = in_time + undated
    return Tally(4, referrals, seen, 0, cents, None, in_time, undated, paid, cents * each)


def make_facts(*tallies: list[Tally], compared: Compared = COVERED) -> FrontFacts:
    known = dict(zip(SPANS.every, tallies, strict=True))
    return FrontFacts(
        credits=CREDITS,
        tallies=known,
        places={},
        compared=compared,
        kept={"visit": Kept(40, 20)},
    )


YEARS = [elm(500)], [elm(500)]


def test_every_figure_is_compared_at_the_age_of_the_report() -> None:
    facts = make_facts([elm(58, 30)], [elm(61, 33)], [elm(50, 26)], *YEARS)

    found = compare_headline(facts, SPANS)

    every = (found.referrals, found.seen_in_time, found.production, found.internal, found.named)
    assert {one.now.age for figure in every for one in figure.every} == {1}
    assert found.referrals.last_year.say() == "within what chance does"
    assert found.seen_in_time.last_year.say() == "within what chance does, at the same age"
    assert found.seen_in_time.last_year.then.share == 0.52


def test_a_visit_without_a_day_is_left_out_of_those_in_time() -> None:
    facts = make_facts([elm(10, 4, undated=2)], [elm(9)], [elm(9)], *YEARS)

    assert compare_headline(facts, SPANS).seen_in_time.previous.now.share == 0.5


def test_shares_of_sources_and_promises_change_beyond_chance_or_not() -> None:
    now, then = [Tally(4, 20), Tally(1, 40)], [Tally(4, 55), Tally(1, 2), Tally(7, 3)]

    found = compare_headline(make_facts(now, then, then, *YEARS), SPANS)

    assert found.internal.previous.direction is Direction.DOWN
    assert found.named.last_year.now.share == pytest.approx(1 / 3)
    assert found.named.to_date.direction is Direction.LEVEL
    assert (found.promises.direction, found.promises.now.share) == (Direction.DOWN, 0.5)


def test_money_is_up_where_many_amounts_say_so() -> None:
    many = make_facts(
        [elm(60, each=50_000)], [elm(20, each=50_000)], [elm(55, each=50_000)], *YEARS
    )
    one = Tally(4, 21, 0, 0, 3_000_000, paid=21, squares=20 * 50_000**2 + 2_000_000**2)

    assert compare_headline(many, SPANS).production.previous.direction is Direction.UP
    assert compare_headline(many, SPANS).production.last_year.direction is Direction.LEVEL
    lucky = make_facts([one], [elm(20, each=50_000)], [elm(20, each=50_000)], *YEARS)
    assert compare_headline(lucky, SPANS).production.previous.direction is Direction.LEVEL


def test_the_largest_of_three_comparisons_is_no_news_by_itself() -> None:
    facts = make_facts([elm(40)], [elm(61)], [elm(40)], *YEARS)
    found = compare_headline(facts, SPANS).referrals

    assert found.previous.direction is Direction.LEVEL  # 1 in 22 alone, and one of three


def test_before_the_records_nothing_is_compared() -> None:
    young = Compared(coverage=Coverage(date(2026, 9, 1)))
    found = compare_headline(
        make_facts([elm(40)], [elm(61)], [], [elm(101)], [], compared=young), SPANS
    )

    said = [one.say() for one in found.referrals.every]
    assert said == ["within what chance does", "no records", "no records"]
    assert found.promises.say() == "nobody to tell of"


def test_december_beside_november_is_no_change_of_money_and_a_fallen_one_is() -> None:
    """A month of half the time brings half the money; before the seasons are known none tells."""
    half = make_clock([1.0] * 9 + [0.5] + [1.0] * 2)
    young = Compared(coverage=Coverage(date(2024, 11, 1)))

    def directions(compared: Compared, now: int = 30) -> list[Direction | None]:
        paid = [elm(many, each=50_000) for many in (now, 60, now)]
        tallies = ([one] for one in (*paid, elm(500), elm(500)))
        found = compare_headline(make_facts(*tallies, compared=compared), SPANS).production
        return [found.previous.direction, found.last_year.direction]

    assert directions(replace(COVERED, clock=half)) == [Direction.LEVEL, Direction.LEVEL]
    assert directions(young) == [Direction.LEVEL, Direction.LEVEL]
    assert directions(COVERED, 20) == [Direction.DOWN, Direction.LEVEL]
    assert directions(replace(young, clock=half), 20)[0] is Direction.LEVEL
