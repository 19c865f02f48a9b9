"""How often do the tests of the audit flag, with and without a link? A seeded simulation.

Run: python -m tests.benchmarks.audit [--small]. 400 practices per cell, so that a share of 5 % is
told to about a point; 400 permutations per test (the program makes up to 10,000). Heavy-tailed
referrals over a year, the Pareto tail 0.9; nothing but the way in which gifts are given differs
between the rows. "As defined" is each test for itself, RF-14 without a chance; "corrected" is what
the program flags.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from multiprocessing.pool import Pool
from random import Random
from statistics import mean

from refcli.core.audit.beside import Beside, set_beside
from refcli.core.audit.patterns import PATTERNS
from refcli.core.audit.permutation import fisher_chance, rank_chance, rank_correlation
from refcli.core.audit.screen import ALPHA, Screen
from refcli.core.audit.statistics import RUNGS, run_screens
from refcli.core.gifts.ledger import Gift, Ledger, Recipient
from refcli.core.vocabulary import IncentiveForm, Kind

YEAR, FIRST, CHRISTMAS = 2026, date(2026, 1, 1), date(2026, 12, 18)
ROUNDS, PRACTICES = 400, 400
FLAGS = ("RF-11", "RF-12", "RF-13", "RF-14")
VALUES = (1000, 1500, 2500, 4000)
RUNG_VALUES = (0, 1000, 2000, 4000, 8000)

Sent = Mapping[int, Sequence[date]]
Given = list[tuple[int, date, int]]


def day(chance: Random, first: date = FIRST, days: int = 365) -> date:
    return first + timedelta(days=chance.randrange(days))


def arrivals(chance: Random) -> list[date]:
    return sorted(day(chance) for _ in range(min(60, int(chance.paretovariate(0.9)) - 1)))


def at_random(chance: Random, sent: Sent) -> Given:
    """Two gifts on average to each, of any value on any day."""
    return [
        (party, day(chance), chance.choice(VALUES))
        for party in sent
        for _ in range(chance.randrange(5))
    ]


def a_few(chance: Random, sent: Sent) -> Given:
    """Three gifts in the whole year, to anybody."""
    return [(party, day(chance), chance.choice(VALUES)) for party in chance.sample([*sent], 3)]


def two_tours(chance: Random, sent: Sent) -> Given:
    """Half of them visited with something on each of four days."""
    return [
        (party, on, chance.choice(VALUES))
        for on in [day(chance) for _ in range(4)]
        for party in chance.sample([*sent], len(sent) // 2)
    ]


def uniform(_chance: Random, sent: Sent) -> Given:
    """The same to everybody on one day."""
    return [(party, CHRISTMAS, 1200) for party in sent]


def worth(days: Sequence[date]) -> int:
    return max(value for least, value in zip(RUNGS, RUNG_VALUES, strict=True) if least <= len(days))


def ladder(chance: Random, sent: Sent) -> Given:
    """Who sends more gets more, by rungs, on any day."""
    return [(p, day(chance), worth(days)) for p, days in sent.items() if worth(days)]


def half_a_ladder(chance: Random, sent: Sent) -> Given:
    """The same to two of three, anything to the others."""
    return [
        (party, day(chance), cents)
        for party, days in sent.items()
        for cents in [worth(days) if chance.random() < 2 / 3 else chance.choice((0, *VALUES))]
        if cents
    ]


def thanks(chance: Random, sent: Sent) -> Given:
    """The same to everybody twice a year; who referred gets it within a week after a referral."""
    return [
        (party, day(chance, chance.choice(days), 8) if days else day(chance), 1500)
        for party, days in sent.items()
        for _ in range(2)
    ]


Way = Callable[[Random, Sent], Given]
HONEST: tuple[Way, ...] = (at_random, a_few, two_tours, uniform)
LINKED: tuple[Way, ...] = (ladder, half_a_ladder, thanks)
WAYS = {way.__name__.replace("_", " "): way for way in (*HONEST, *LINKED)}


def ledger_of(given: Given, people: Mapping[int, Recipient]) -> Ledger:
    return Ledger(
        people=people,
        gifts=[
            Gift(
                id=number,
                source_id=party,
                given_on=on,
                entered_on=on,
                item="tray",
                form=IncentiveForm.IN_KIND,
                value_cents=cents,
            )
            for number, (party, on, cents) in enumerate(given, 1)
        ],
    )


def practice(job: tuple[str, int, int, int]) -> tuple[list[Screen], set[str]]:
    """The tests of one practice's year, and the patterns that need no test."""
    way, many, classes, number = job
    chance = Random(f"{way} {many} {classes} {number}")  # noqa: S311  (it has to repeat)
    kinds = (Kind.PROVIDER, Kind.PATIENT, Kind.COMMUNITY)[:classes]
    people = {
        id_: Recipient(id_, f"#{id_}", kinds[id_ % classes]) for id_ in range(1, many * classes + 1)
    }
    sent = {id_: arrivals(chance) for id_ in people}
    side = set_beside(ledger_of(WAYS[way](chance, sent), people), YEAR, list(people), sent, {})
    return run_screens(side, ROUNDS), patterns(side, people)


def patterns(side: Beside, people: Mapping[int, Recipient]) -> set[str]:
    ledger = Ledger(people=people)
    after = date(YEAR + 1, 6, 1)
    return {one.flag for pattern in PATTERNS for one in pattern(side, ledger, after)}


def defined(test: Screen) -> bool:
    """A flag as it is defined, without a correction; a ladder needs no chance."""
    likely = test.chance is not None and test.chance >= ALPHA
    return test.marked and (test.flag == "RF-14" or not likely)


def counts(found: Iterable[set[str]]) -> Counter[str]:
    """How many practices have each flag, and any."""
    every: Counter[str] = Counter()
    for flags in found:
        every.update(flags)
        every["12 or 14"] += bool(flags & {"RF-12", "RF-14"})
        every["any"] += bool(flags & {*FLAGS})
    return every


def cell(pool: Pool, way: str, many: int, classes: int, practices: int) -> None:
    jobs = [(way, many, classes, number) for number in range(practices)]
    found = pool.map(practice, jobs, chunksize=20)
    rows = {
        "as defined": counts({t.flag for t in tests if defined(t)} for tests, _ in found),
        "corrected": counts({t.flag for t in tests if t.flagged} for tests, _ in found),
    }
    plain = counts(flags for _, flags in found)
    for name, row in rows.items():
        shares = "".join(f"{row[flag] / practices:10.2%}" for flag in (*FLAGS, "12 or 14", "any"))
        label = f"{way}, {classes} x {many}" if classes > 1 else f"{way}, {many}"
        end = "".join(f"{plain[flag] / practices:8.1%}" for flag in ("RF-16", "RF-32"))
        say(f"{label:20} {name:10}{shares}" + (end if name == "corrected" else ""))


def by_person_and_place(practices: int) -> None:
    """No link, gifts to places: what the same test says of persons, and of places."""
    persons, places = 0, 0
    for number in range(practices):
        chance = Random(f"places {number}")  # noqa: S311  (it has to repeat)
        staff = [chance.choice((1, 1, 2, 3, 5)) for _ in range(15)]
        pace = [chance.paretovariate(0.9) - 1 for _ in staff]
        got = [chance.choice((0, *VALUES)) for _ in staff]
        sent = [
            [min(60, int(p * chance.expovariate(1))) for _ in range(many)]
            for many, p in zip(staff, pace, strict=True)
        ]
        cents = [[value] * many for value, many in zip(got, staff, strict=True)]
        persons += strong([*chain(*sent)], [*chain(*cents)])
        places += strong([*map(sum, sent)], got)
    say(f"RF-12, gifts to places at random: {persons / practices:.1%} of persons' years,")
    say(f"   {places / practices:.1%} where a place and its people count as one party")


def strong(sent: Sequence[int], got: Sequence[int]) -> bool:
    found = rank_correlation(sent, got)
    return bool(found and found[1]) and rank_chance(sent, got, ROUNDS)[0] < ALPHA


def only_referrers_got(practices: int) -> None:
    """The second clause of RF-13, three gifts in a year, no link: how often, and with a chance."""
    said = []
    for number in range(practices):
        chance = Random(f"few {number}")  # noqa: S311  (it has to repeat)
        sent = [len(arrivals(chance)) > 0 for _ in range(15)]
        got = set(chance.sample(range(15), 3))
        cells = Counter((s, place in got) for place, s in enumerate(sent))
        closed = cells[True, True] > 0 == cells[False, True] and cells[False, False] >= 5
        four = ((True, True), (True, False), (False, True), (False, False))
        said.append((closed, closed and fisher_chance(*(cells[one] for one in four)) < ALPHA))
    plain, tested = (mean(column) for column in zip(*said, strict=True))
    say(f"RF-13, second clause, three gifts to 15: {plain:.1%} by itself, {tested:.1%} below 0.05")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    practices = 80 if "--small" in sys.argv else PRACTICES
    heads = "".join(f"{flag:>10}" for flag in (*FLAGS, "12 or 14", "any"))
    say(f"{practices} practices per cell, {ROUNDS} permutations; share of practices flagged")
    say(f"{'':31}{heads}   RF-16   RF-32")
    with Pool() as pool:
        for way in WAYS:
            for many in (8, 15, 30):
                cell(pool, way, many, 1, practices)
        cell(pool, "at random", 15, 3, practices)
    say("aims: no link: each 5 % or less, any 10 % or less; ladder, 15 and 30: 12 or 14 95 %;")
    say("   uniform: none")
    by_person_and_place(practices)
    only_referrers_got(practices)


if __name__ == "__main__":
    main()
