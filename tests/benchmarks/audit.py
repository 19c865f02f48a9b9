"""How often do the tests of the audit flag, with and without a link? A seeded simulation.

Run: python -m tests.benchmarks.audit [--small]. 400 practices per cell; heavy-tailed referrals over
a year; gifts at random, as a ladder of the referrals, or the same to everybody on one day.
"""

import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from multiprocessing.pool import Pool
from random import Random
from unittest.mock import patch

from refcli.core import audit_statistics
from refcli.core.audit_statistics import BUCKETS, Year, screens

YEAR, FIRST = 2026, date(2026, 1, 1)
ROUNDS, PRACTICES = 400, 400
LADDER = dict(zip(BUCKETS, (0, 1000, 2000, 4000, 8000), strict=True))
FLAGS = ("RF-11", "RF-12", "RF-13", "RF-14")
Gifts = list[tuple[int, date, int]]


def days_of(chance: Random, many: int) -> list[date]:
    return sorted(FIRST + timedelta(days=chance.randrange(365)) for _ in range(many))


def no_link(chance: Random, sent: dict[int, list[date]]) -> Gifts:
    """Two gifts on average to each, of any value on any day."""
    return [
        (party, day, chance.choice((1000, 1500, 2500, 4000)))
        for party in sent
        for day in days_of(chance, chance.randrange(5))
    ]


def ladder(chance: Random, sent: dict[int, list[date]]) -> Gifts:
    """Who sends more gets more, by rungs, on any day."""
    worth = {p: LADDER[max(b for b in BUCKETS if b <= len(days))] for p, days in sent.items()}
    return [(p, days_of(chance, 1)[0], cents) for p, cents in worth.items() if cents]


def uniform(_chance: Random, sent: dict[int, list[date]]) -> Gifts:
    """The same to everybody before Christmas."""
    return [(party, date(YEAR, 12, 18), 1200) for party in sent]


WAYS: dict[str, Callable[[Random, dict[int, list[date]]], Gifts]] = {
    "no link": no_link,
    "ladder": ladder,
    "uniform": uniform,
}


def practice(job: tuple[str, int, int]) -> tuple[set[str], set[str]]:
    """Which tests of one practice's year flag, and which would without the correction."""
    way, many, number = job
    chance = Random(f"{way} {many} {number}")  # noqa: S311  (a simulation has to repeat)
    sent = {
        party: days_of(chance, min(60, int(chance.paretovariate(0.9)) - 1))
        for party in range(1, many + 1)
    }
    given = WAYS[way](chance, sent)
    facts = Year(
        year=YEAR,
        parties=sorted(sent),
        value={p: sum(cents for one, _, cents in given if one == p) for p in sent},
        referrals=sent,
        gifts=[(party, day) for party, day, _ in sorted(given)],
    )
    with patch.object(audit_statistics, "rounds_for", lambda _cases: ROUNDS):
        found = screens(facts)
    return {one.flag for one in found if one.flagged}, {one.flag for one in found if one.marked}


def cell(pool: Pool, way: str, many: int, practices: int) -> tuple[Counter[str], Counter[str]]:
    """How many practices each test flags, and how many any does: corrected, and not."""
    corrected: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    jobs = [(way, many, number) for number in range(practices)]
    for flagged, marked in pool.map(practice, jobs, chunksize=20):
        corrected.update(flagged)
        plain.update(marked)
        corrected["any"] += bool(flagged)
        plain["any"] += bool(marked)
        corrected["12 or 14"] += bool(flagged & {"RF-12", "RF-14"})
    return corrected, plain


def main() -> None:
    practices = 80 if "--small" in sys.argv else PRACTICES
    heads = "".join(f"{flag:>9}" for flag in (*FLAGS, "12 or 14", "any"))
    sys.stdout.write(f"{practices} practices per cell\n{'':18}{heads}  uncorrected, any\n")
    with Pool() as pool:
        for way in WAYS:
            for many in (8, 15, 30):
                found, plain = cell(pool, way, many, practices)
                parts = "".join(
                    f"{found[flag] / practices:9.1%}" for flag in (*FLAGS, "12 or 14", "any")
                )
                sys.stdout.write(f"{way:10} {many:6} {parts}  {plain['any'] / practices:8.1%}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
