"""How soon is a lost source noticed, and how often is a steady one listed? A seeded simulation.

Run: python -m tests.benchmarks.quiet [--small]. Two years of history, then the Mondays of a year;
a tenth of the sources stop on a random day, a tenth halve. The oracle knows each source's true
pace, the season and phi, and lists a silence whose chance, given those, is small enough.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from math import exp, inf, log1p
from multiprocessing.pool import Pool
from random import Random
from statistics import median

from refcli.core.quiet.knowledge import Knowledge, know_practice
from refcli.core.quiet.silence import (
    LEAST_SILENCE,
    SLOWER,
    THRESHOLD,
    trace_source,
)
from tests.benchmarks.quiet.world import CLOCK, MONDAYS, PER_MONTH, Source, place, totals, world

PACES, PHIS = (0.5, 1.0, 2.0, 4.0, 8.0), (0.0, 0.5)
EACH, MIXED = 3_000, 12_000
QUARTER, HALF_YEAR = timedelta(days=90), timedelta(days=182)
CURVE = (0.005, 0.01, 0.02, 0.04, 0.08, 0.16)  # shares of false lines
LATEST_STOP = date(2026, 9, 30)  # so that there is time to notice


@dataclass(frozen=True, slots=True)
class Scores:
    """What each rule says of one source on each Monday; it lists what lies below its threshold."""

    source: Source
    quiet: Sequence[float]
    both: Sequence[float]
    oracle: Sequence[float]
    plain: Sequence[float]
    ninety: Sequence[float]
    at_risk: Sequence[float]


def scores(job: tuple[Source, Knowledge, float]) -> Scores | None:
    source, known, phi = job
    days = source.arrivals.days
    if not days or days[0] >= MONDAYS[0]:
        return None
    case = trace_source(source.arrivals, known)
    quiet, both = [], []
    worst, since = 1.0, days[0]
    for monday in MONDAYS:
        last = case.last(monday)
        worst = 1.0 if last != since else worst
        since = last
        if (monday - last).days >= LEAST_SILENCE:
            worst = min(worst, case.silent(monday).chance)
        found = case.slow(monday)
        quiet.append(worst)
        both.append(min(worst, found.chance / SLOWER if found.got else 1.0))
    return Scores(
        source,
        quiet,
        both,
        [oracle(source, case.last(monday), monday, phi) for monday in MONDAYS],
        [plain(days, monday) for monday in MONDAYS],
        [ninety(days, monday) for monday in MONDAYS],
        [at_risk(days, monday) for monday in MONDAYS],
    )


def oracle(source: Source, last: date, monday: date, phi: float) -> float:
    """The true chance of no referral since the last, at the true pace of before."""
    chance, day = 0.0, last
    while day < monday:
        end = min(monday, (day.replace(day=1) + timedelta(days=32)).replace(day=1) - ONE)
        end = monday if end <= day and day == monday else max(end, day + ONE)
        mean = source.pace / PER_MONTH * (CLOCK[place(end)] - CLOCK[place(day)])
        chance += log1p(phi * mean) / phi if phi else mean
        day = end
    return exp(-chance)


ONE = timedelta(days=1)


def between(days: Sequence[date], after: date, until: date) -> int:
    return sum(after < day <= until for day in days)


def plain(days: Sequence[date], monday: date) -> float:
    """(T / (T + g)) ** n in calendar days."""
    known = [day for day in days if day <= monday]
    start = max(known[0], known[-1] - timedelta(days=730))
    count = between(known, start, known[-1])
    whole, gap = (known[-1] - start).days, (monday - known[-1]).days
    return float((whole / (whole + gap)) ** count) if count >= 3 and whole else 1.0


def ninety(days: Sequence[date], monday: date) -> float:
    """A referral in the year before, none for 90 days."""
    year = between(days, monday - timedelta(days=365), monday)
    return 0.0 if year and not between(days, monday - QUARTER, monday) else 1.0


def at_risk(days: Sequence[date], monday: date) -> float:
    """Half of the usual quarter, or a gap of twice the median one."""
    known = [day for day in days if day <= monday]
    now = between(known, monday - QUARTER, monday)
    usual = between(known, monday - QUARTER - timedelta(days=365), monday - QUARTER) * 90 / 365
    if usual >= 1.5 and now <= usual / 2:
        return 0.0
    if len(known) < 4:
        return 1.0
    gaps = [(b - a).days for a, b in pairwise(known)]
    return 0.0 if (monday - known[-1]).days > 2 * median(gaps) else 1.0


def judged(pool: Pool, sources: Sequence[Source], phi: float) -> list[Scores]:
    known = know_practice([one.arrivals for one in sources], totals(sources))
    for month in range(2021 * 12, 2027 * 12):
        known.known(month)  # once, not in every process
    jobs = [(one, known, phi) for one in sources]
    return [one for one in pool.map(scores, jobs, chunksize=250) if one]


def steady(found: Sequence[Scores], rule: str, threshold: float) -> float:
    """The share of the steady sources on a Monday's list."""
    rows = [getattr(one, rule) for one in found if one.source.fate == "steady"]
    lines = sum(1 for row in rows for score in row if score < threshold)
    return lines / (len(rows) * len(MONDAYS))


def listed(one: Scores, rule: str, threshold: float) -> date | None:
    """The first Monday from the turn on that lists the source."""
    row = zip(MONDAYS, getattr(one, rule), strict=True)
    return next((m for m, score in row if m >= one.source.turn and score < threshold), None)


def weeks(found: Sequence[Scores], rule: str, threshold: float) -> float:
    """Weeks until a stopped source is listed, the median."""
    stops = [s for s in found if s.source.fate == "stopped" and s.source.turn <= LATEST_STOP]
    waits = [listed(one, rule, threshold) for one in stops]
    pairs = zip(stops, waits, strict=True)
    wait: float = median([(day - s.source.turn).days / 7 if day else inf for s, day in pairs])
    return wait


def lost(found: Sequence[Scores], rule: str, threshold: float) -> float:
    """Referrals that did not come before the stopped sources were listed, by year's end at most.

    Of the sources that stop by September: a later stop no rule of 90 days can see in the year.
    """
    total = 0.0
    for one in found:
        if one.source.fate == "stopped" and one.source.turn <= LATEST_STOP:
            day = listed(one, rule, threshold) or MONDAYS[-1]
            missed = CLOCK[place(max(day, one.source.turn))] - CLOCK[place(one.source.turn)]
            total += one.source.pace / PER_MONTH * missed
    return total


def kept(found: Sequence[Scores], rule: str, threshold: float) -> float:
    """The same as a figure that grows with the threshold."""
    return -lost(found, rule, threshold)


def halved(found: Sequence[Scores], rule: str, threshold: float) -> float:
    """The share of the halved sources that is listed within six months."""
    turned = [s for s in found if s.source.fate == "halved"]
    turned = [s for s in turned if s.source.turn + HALF_YEAR <= MONDAYS[-1]]
    days = [(one, listed(one, rule, threshold)) for one in turned]
    return sum(1 for one, day in days if day and day <= one.source.turn + HALF_YEAR) / len(turned)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def matching(wanted: float, of: Callable[[float], float]) -> float:
    """The threshold at which a growing figure is as wanted."""
    low, high = 1e-12, 1.0
    for _ in range(40):
        middle = (low * high) ** 0.5
        low, high = (middle, high) if of(middle) < wanted else (low, middle)
    return high


def fixed(pool: Pool, each: int) -> None:
    say(f"Fixed paces, {each} sources each; steady: share on a Monday's list; weeks: median")
    say("phi  pace  steady quiet  +slowing  plain  90 days | weeks  oracle  ratio  90 days")
    for phi in PHIS:
        for pace in PACES:
            found = judged(pool, world(f"{pace} {phi}", [pace] * each, phi), phi)
            own = steady(found, "quiet", THRESHOLD)
            same = matching(own, partial(steady, found, "oracle"))
            took, best = weeks(found, "quiet", THRESHOLD), weeks(found, "oracle", same)
            late = weeks(found, "ninety", 0.5)
            say(
                f"{phi:3}  {pace:4}  {own:12.2%}  {steady(found, 'both', THRESHOLD):8.2%}"
                f"  {steady(found, 'plain', THRESHOLD):5.1%}  {steady(found, 'ninety', 0.5):7.1%}"
                f" | {took:5.1f}  {best:6.1f}  {took / best:5.2f}  {late:7.1f}"
            )


def mixed(pool: Pool, many: int) -> None:
    say(f"Mixed practice, {many} sources, log-normal around one a month, sigma 0.9")
    for phi in PHIS:
        rng = Random("mixed")  # noqa: S311  (a simulation has to repeat)
        paces = [rng.lognormvariate(0, 0.9) for _ in range(many)]
        found = judged(pool, world(f"mixed {phi}", paces, phi), phi)
        false, gone = steady(found, "ninety", 0.5), lost(found, "ninety", 0.5)
        say(
            f"phi {phi}: steady {steady(found, 'quiet', THRESHOLD):.2%} (quiet),"
            f" {steady(found, 'both', THRESHOLD):.2%} (with slowing); 90 days {false:.2%}"
        )
        for rule in ("quiet", "both", "oracle"):
            as_false = matching(false, partial(steady, found, rule))
            as_lost = matching(-gone, partial(kept, found, rule))
            say(
                f"  {rule}: lost at as many false lines {lost(found, rule, as_false) / gone:.3f} x;"
                f" false lines at as many lost 1/{false / steady(found, rule, as_lost):.1f}"
            )
        for share in CURVE:
            at = {
                rule: matching(share, partial(steady, found, rule)) for rule in ("both", "oracle")
            }
            parts = ", ".join(
                f"{r} {lost(found, r, level) / gone:.3f} x" for r, level in at.items()
            )
            say(f"  lost at {share:.1%} false lines: {parts}")
        for rule in ("ninety", "at_risk"):
            share = steady(found, rule, 0.5)
            ours = matching(share, partial(steady, found, "both"))
            say(
                f"  halved found in six months at {share:.2%} false lines: {rule}"
                f" {halved(found, rule, 0.5):.1%}, ours {halved(found, 'both', ours):.1%}"
            )
        say(f"  at our own threshold: {halved(found, 'both', THRESHOLD):.1%}")


def main() -> None:
    small = "--small" in sys.argv
    with Pool() as pool:
        fixed(pool, 300 if small else EACH)
        mixed(pool, 1_500 if small else MIXED)


if __name__ == "__main__":
    main()
