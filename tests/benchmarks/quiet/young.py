"""How many sources of a new practice are said to be quiet though none is? A seeded simulation.

Run: python -m tests.benchmarks.quiet.young [--small]. Practices that begin with nothing on record,
each with its own number of sources (10 to 150), log-normal around one a month, sigma 0.9; one in
ten sends twenty times as many. Season of +-40 % begun in any month, monthly clumps phi 0 and 0.5,
and families: one in five brings one to three more within the week. Nobody stops and nobody slows,
so every line is wrong. In the first 90 days each source is looked at every day, later on Mondays.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing.pool import Pool
from random import Random

from refcli.core.quiet.knowledge import Arrivals, know_practice
from refcli.core.quiet.silence import THRESHOLD, SourceHistory, trace_source
from tests.benchmarks.quiet.world import DAYS, stream

PHIS, PRACTICES, SMALL = (0.0, 0.5), 400, 40
BUSY, TIMES, FAMILIES = 0.1, 20, 0.2
FIRST, YEAR, LAST = 90, 365, 730  # days of a book
ONE = timedelta(days=1)
SPANS = ((FIRST, 180), (180, YEAR), (YEAR, LAST))  # looked at on Mondays


@dataclass(frozen=True, slots=True)
class Young:
    """What a practice's lists said: sources, those ever listed by day 90, and lines by span."""

    sources: int
    early: int
    plain: int
    lines: tuple[tuple[int, int], ...]  # wrong ones, and sources looked at, for each of SPANS


def begin(seed: str, phi: float) -> tuple[date, list[Arrivals]]:
    """The first day of a made-up practice and what came to it in two years."""
    rng = Random(seed)  # noqa: S311  (a simulation has to repeat)
    start = DAYS[rng.randrange(0, YEAR)]
    paces = [rng.lognormvariate(0, 0.9) for _ in range(rng.randrange(10, 151))]
    return start, [
        Arrivals(id_, tuple(sorted(arrivals(rng, start, pace, phi))))
        for id_, pace in enumerate(paces, start=1)
    ]


def arrivals(rng: Random, start: date, pace: float, phi: float) -> Iterator[date]:
    """The days on which a source sends somebody, families among them."""
    for n in stream(rng, pace * (TIMES if rng.random() < BUSY else 1), phi):
        if DAYS[n] < start:
            continue
        more = rng.randrange(1, 4) if rng.random() < FAMILIES else 0
        yield from (DAYS[n] + ONE * rng.randrange(7) for _ in range(more))
        yield DAYS[n]


def judge(job: tuple[str, float]) -> Young:
    """The lists of one practice."""
    start, cases = know_cases(*begin(*job))
    lines = tuple(count_lines(cases, start, since, until) for since, until in SPANS)
    return Young(*count_early(cases, start), lines)


def judge_early(job: tuple[str, float]) -> tuple[int, int, int]:
    """The lists of one practice in its first 90 days, as ``count_early`` has them."""
    start, cases = know_cases(*begin(*job))
    return count_early(cases, start)


def know_cases(start: date, everyone: Sequence[Arrivals]) -> tuple[date, list[SourceHistory]]:
    """The first day, and every source that ever sent somebody, before the rules."""
    totals = Counter(f"{day:%Y-%m}" for one in everyone for day in one.days)
    known = know_practice(everyone, totals)
    return start, [trace_source(one, known, THRESHOLD) for one in everyone if one.days]


def count_early(cases: Sequence[SourceHistory], start: date) -> tuple[int, int, int]:
    """Sources that refer in the first 90 days; listed on any of them; by the formula alone."""
    young = [case for case in cases if case.days[0] <= start + ONE * FIRST]
    days = [start + ONE * n for n in range(1, FIRST + 1)]
    listed = sum(any(is_listed(case, day) for day in days) for case in young)
    return len(young), listed, sum(any(is_plain(case.days, day) for day in days) for case in young)


def is_listed(case: SourceHistory, day: date) -> bool:
    """Whether the source is on the list of a day."""
    return case.days[0] <= day and case.wrong(day, None) is not None


def is_plain(days: Sequence[date], day: date) -> bool:
    """Whether (T / (T + g)) ** n alone would list it, with no least pace, silence or clumps."""
    known = [one for one in days if one <= day]
    if len(known) <= 3:
        return False
    whole, gap = (known[-1] - known[0]).days, (day - known[-1]).days
    return whole > 0 and (whole / (whole + gap)) ** (len(known) - 1) < THRESHOLD


def count_lines(
    cases: Sequence[SourceHistory], start: date, since: int, until: int
) -> tuple[int, int]:
    """The lines of the Mondays of a span, and how many there might have been."""
    days = [start + ONE * n for n in range(since + 1, until + 1)]
    looks = [(c, day) for day in days if day.weekday() == 0 for c in cases if c.days[0] <= day]
    return sum(is_listed(case, day) for case, day in looks), len(looks)


def share_of_early(found: Sequence[Young]) -> float:
    """The share of the sources that was listed on any of the first 90 days."""
    return sum(one.early for one in found) / sum(one.sources for one in found)


def report(phi: float, found: Sequence[Young]) -> str:
    """The line of a phi."""
    sources = sum(one.sources for one in found)
    plain = sum(one.plain for one in found) / sources
    later = [
        sum(one.lines[n][0] for one in found) / sum(one.lines[n][1] for one in found)
        for n in range(len(SPANS))
    ]
    shares = "  ".join(f"{share:9.2%}" for share in later)
    return f"{phi:3}  {sources:7,}  {share_of_early(found):11.2%}  {plain:12.1%} | {shares}"


def main() -> None:
    many = SMALL if "--small" in sys.argv else PRACTICES
    lines = [
        f"{many} new practices; sources ever listed in the first 90 days, then lines of a Monday",
        "phi  sources  first 90 d.  plain formula | days 91-180    to 365    to 730",
    ]
    with Pool() as pool:
        for phi in PHIS:
            jobs = [(f"young {phi} {n}", phi) for n in range(many)]
            lines.append(report(phi, pool.map(judge, jobs, chunksize=4)))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
