"""How often a report calls a change where there is none, and how soon it names one that there is.

nice python -m tests.benchmarks.comparing --practices 400
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.report.changes import changes_table
from refcli.core.report.front import ReportNames
from refcli.core.report.judged import judge_month
from refcli.core.report.opening import Compare
from tests.benchmarks.comparing.oracle import FACTORS, find_evidence, find_limit
from tests.benchmarks.comparing.world import (
    CREDITS,
    PACES,
    REPORTED,
    Change,
    Practice,
    facts_of,
    make_practice,
)

SAID = "beyond chance"
NAMES = ReportNames(CREDITS, patients=False)
WATCHED = (0, 1)  # the places of 10 and of 4 referrals a month
MONTHS = 3  # within which a change is to be named


@dataclass(frozen=True, slots=True)
class Reported:
    """One report: its sentences, and the places that gave and that took."""

    sentences: Sequence[str]
    gave: frozenset[str]
    took: frozenset[str]

    @property
    def wrong(self) -> bool:
        """Whether a sentence says more or fewer of a practice that goes on as ever."""
        return any(SAID in one and not one.startswith("No place") for one in self.sentences)

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
    said, judged = found.tell(), found.places
    rows = changes_table(facts.compared, judged, NAMES).rows
    changes = [(str(row[1]), int(str(row[4]))) for row in rows]
    gave = frozenset(name for name, change in changes if change > 0)
    return Reported(said, gave, frozenset(name for name, _ in changes) - gave)


def watch_steady(practices: int, clumping: float) -> tuple[float, float, float]:
    """Shares of reports that call a change, of those that name a place, and the oracle's limit."""
    reports, evidence = [], []
    for n in range(practices):
        practice = make_practice(f"steady {n}", clumping=clumping)
        for month in REPORTED:
            reports.append(report(practice, month))
            evidence.append(max(find_evidence(practice, month))[0])
    wrong = sum(one.wrong for one in reports) / len(reports)
    named = sum(one.names_place for one in reports) / len(reports)
    return wrong, named, find_limit(evidence, named)


def watch_change(
    place: int, factor: float, practices: int, limit: float, clumping: float
) -> tuple[int, int, int]:
    """How many of so many changes we name by the third month, the oracle names, and we list."""
    ours = oracle = listed = later = 0
    for n in range(practices):
        since = REPORTED[n % (len(REPORTED) - MONTHS + 1)]
        practice = make_practice(f"changed {n}", Change(place, factor, since), clumping)
        months, up = range(since, since + MONTHS), factor > 1
        made = [report(practice, month) for month in months]
        ours += any(one.names(place, rising=up) for one in made)
        oracle += any(
            found >= limit and (where, way) == (place, up)
            for month in months
            for found, where, way in find_evidence(practice, month)
        )
        listed += made[-1].lists(place, rising=up)
        later += report(practice, REPORTED[-1]).lists(place, rising=up)
    print(  # noqa: T201
        f"{PACES[place]:>4.0f} a month x {factor}: named {ours / practices:.1%},"
        f" oracle {oracle / practices:.1%} ({ours / max(1, oracle):.2f} x);"
        f" who gave and took: by the third month {listed / practices:.1%},"
        f" in December {later / practices:.1%}",
        flush=True,
    )
    return ours, oracle, listed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--practices", type=int, default=40)
    parser.add_argument("--clumping", type=float, default=0.0)
    asked = parser.parse_args()
    many = asked.practices
    wrong, named, limit = watch_steady(many, asked.clumping)
    print(  # noqa: T201
        f"{many} steady practices, {many * len(REPORTED)} reports: {wrong:.2%} call a change,"
        f" {named:.2%} name a place",
        flush=True,
    )
    found = [
        watch_change(place, factor, many, limit, asked.clumping)
        for place in WATCHED
        for factor in FACTORS
    ]
    ours, oracle, listed = map(sum, zip(*found, strict=True))
    print(  # noqa: T201
        f"all four: named {ours / oracle:.2f} x as many as by the oracle;"
        f" who gave and took: {listed / many / len(found):.1%}"
    )


if __name__ == "__main__":
    main()
