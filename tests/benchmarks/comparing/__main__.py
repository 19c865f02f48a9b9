"""How often a report calls a change where there is none, and how soon it names one that there is.

nice python -m tests.benchmarks.comparing --practices 400
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.output.table import Cell, Table
from refcli.core.report.changes import Side, find_contributions, list_largest
from refcli.core.report.first_page import card_section
from refcli.core.report.front import ReportNames
from refcli.core.report.judged import judge_month
from refcli.core.report.opening import Compare
from tests.benchmarks.comparing.oracle import FACTORS, Limit, find_evidence, find_limit
from tests.benchmarks.comparing.world import (
    CREDITS,
    PACES,
    REPORTED,
    STEADY,
    Change,
    Manner,
    Practice,
    facts_of,
    make_practice,
)

SAID = "beyond chance"
NAMES = ReportNames(CREDITS, patients=False)
WATCHED = (0, 1)  # the places of 10 and of 4 referrals a month
ENDING = (4, 6)  # those of 3 and of 2 a month
MONTHS = 3  # within which a change is to be named


@dataclass(frozen=True, slots=True)
class Reported:
    """One report: its sentences, the places that gave and that took, and what else says a change.

    ``marked``: a card with an arrow, or a place marked in the list.
    """

    sentences: Sequence[str]
    gave: frozenset[str]
    took: frozenset[str]
    marked: bool

    @property
    def wrong(self) -> bool:
        """Whether a sentence says more or fewer of a practice that goes on as ever."""
        return any(SAID in one and not one.startswith("No place") for one in self.sentences)

    @property
    def anything(self) -> bool:
        """Whether any part of the first page does."""
        return self.wrong or self.marked

    @property
    def names_place(self) -> bool:
        return any(one.startswith(("More, ", "Fewer, ")) for one in self.sentences)

    def names(self, place: int, *, rising: bool) -> bool:
        """Whether a sentence says of a place that it sends more, or fewer."""
        return any(name_of(place) in part_of(one, rising=rising) for one in self.sentences)

    def lists(self, place: int, *, rising: bool) -> bool:
        return name_of(place) in (self.gave if rising else self.took)


def name_of(place: int) -> str:
    return f"<{place + 3}>"


def part_of(sentence: str, *, rising: bool) -> str:
    """The part of the sentence on places that names those that rise, or those that fall."""
    more, _, fewer = sentence.partition("; fewer from ")
    if sentence.startswith("Fewer, "):
        more, fewer = "", sentence
    return (more if sentence.startswith("More, ") else "") if rising else fewer


def report(practice: Practice, month: int) -> Reported:
    facts, spans = facts_of(practice, month)
    found = judge_month(facts, spans, NAMES, spans.now.until, Compare.PREVIOUS)
    largest = list_largest(find_contributions(facts.compared, found.places, NAMES))
    gave, took = (
        frozenset(NAMES.of(one.source_id) for one in largest if one.side is way) for way in Side
    )
    beyond = any(one.rising is not None for one in largest)
    arrows = read_column(card_section(found).table, "direction")
    return Reported(found.tell(), gave, took, beyond or any(arrows))


def read_column(table: Table, name: str) -> list[Cell]:
    """The cells of a column."""
    place = [column.name for column in table.columns].index(name)
    return [row[place] for row in table.rows]


@dataclass(frozen=True, slots=True)
class Steady:
    """Shares of the reports of steady practices, and the oracle's limits at the first and second.

    ``named``: a place is named; ``wrong``: a sentence calls any change; ``anything``: a sentence,
    a card or a mark of the list does.
    """

    named: float
    wrong: float
    anything: float
    limits: list[Limit]


def watch_steady(practices: int, manner: Manner = STEADY) -> Steady:
    """How often a change is called where there is none."""
    reports, evidence = [], []
    for n in range(practices):
        practice = make_practice(f"steady {n}", manner=manner)
        for month in REPORTED:
            reports.append(report(practice, month))
            evidence.append(max(find_evidence(practice, month))[0])
    named, wrong, anything = (
        sum(getattr(one, what) for one in reports) / len(reports)
        for what in ("names_place", "wrong", "anything")
    )
    limits = [find_limit(evidence, share) for share in (named, wrong)]
    return Steady(named, wrong, anything, limits)


@dataclass(frozen=True, slots=True)
class Found:
    """Of so many changes: named by the third month, by us and by either oracle, and listed."""

    ours: float
    oracle: float
    laxer: float  # the oracle that may be as often wrong as all of our sentences together
    listed: float
    later: float  # in December

    def __str__(self) -> str:
        return (
            f"named {self.ours:.1%}, oracle {self.oracle:.1%} ({self.over(self.oracle)});"
            f" at the share of all sentences {self.laxer:.1%} ({self.over(self.laxer)});"
            f" who gave and took: by the third month {self.listed:.1%}, in December"
            f" {self.later:.1%}"
        )

    def over(self, oracle: float) -> str:
        return f"{self.ours / oracle:.2f} x" if oracle else "none"


def watch_change(
    place: int, factor: float, practices: int, limits: list[Limit], manner: Manner = STEADY
) -> Found:
    """How many of so many changes we name by the third month, the oracle names, and we list."""
    sums, up = [0.0] * 5, factor > 1
    for n in range(practices):
        since = REPORTED[n % (len(REPORTED) - MONTHS + 1)]
        practice = make_practice(f"changed {n}", Change(place, factor, since), manner)
        months = range(since, since + MONTHS)
        made = [report(practice, month) for month in months]
        most = max(
            found
            for month in months
            for found, where, way in find_evidence(practice, month)
            if (where, way) == (place, up)
        )
        got = (
            float(any(one.names(place, rising=up) for one in made)),
            *(limit.names(most) for limit in limits),
            float(made[-1].lists(place, rising=up)),
            float(report(practice, REPORTED[-1]).lists(place, rising=up)),
        )
        sums = [one + more for one, more in zip(sums, got, strict=True)]
    found = Found(*(one / practices for one in sums))
    pace = PACES[place] * manner.size
    print(f"{pace:>4.0f} a month x {factor}: {found}", flush=True)  # noqa: T201
    return found


def watch_end(place: int, practices: int, manner: Manner = STEADY) -> float:
    """The share of places that send nobody any more that a sentence names by the third month."""
    named = 0
    for n in range(practices):
        since = REPORTED[n % (len(REPORTED) - MONTHS + 1)]
        practice = make_practice(f"ended {n}", Change(place, 0.0, since), manner)
        made = [report(practice, month) for month in range(since, since + MONTHS)]
        named += any(one.names(place, rising=False) for one in made)
    pace = PACES[place] * manner.size
    print(f"{pace:>4.0f} a month ends: named {named / practices:.1%}", flush=True)  # noqa: T201
    return named / practices


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--practices", type=int, default=40)
    parser.add_argument("--seed", default="", help="another word makes other practices")
    for name, usual in (("clumping", 0.0), ("growth", 0.0), ("swing", 0.0), ("size", 1.0)):
        parser.add_argument(f"--{name}", type=float, default=usual)
    asked = parser.parse_args()
    many = asked.practices
    manner = Manner(asked.clumping, asked.growth, asked.swing, asked.size, asked.seed)
    steady = watch_steady(many, manner)
    print(  # noqa: T201
        f"{many} steady practices, {many * len(REPORTED)} reports: {steady.wrong:.2%} call a change"
        f" in a sentence, {steady.named:.2%} name a place; with cards and marks"
        f" {steady.anything:.2%}",
        flush=True,
    )
    found = [
        watch_change(place, factor, many, steady.limits, manner)
        for place in WATCHED
        for factor in FACTORS
    ]
    for place in ENDING:
        watch_end(place, many, manner)
    ours, oracle, listed = (
        sum(getattr(one, name) for one in found) for name in ("ours", "oracle", "listed")
    )
    print(  # noqa: T201
        f"all four: named {ours / oracle:.2f} x as many as by the oracle;"
        f" who gave and took: {listed / len(found):.1%}"
    )


if __name__ == "__main__":
    main()
