"""Do gifts follow referrals? Screening signals over a year, never verdicts.

Each has its number of cases, its statistic and its chance, or says that there is too little data.
Of several such tests of a year some flag by chance alone: the chances are corrected by Holm's
method (1979) over the tests that could be made.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from refcli.core.gifts import Ledger
from refcli.core.money import cents_text
from refcli.core.permutation import (
    SEED,
    fisher,
    rank_chance,
    rounds_for,
    shuffled_chance,
    spearman,
)

ALPHA = 0.05
LEAST_PARTIES, LEAST_GIFTS = 8, 10
STRONG, TWICE, HALF_MORE = 0.4, 2.0, 1.5
LEAST_ON_A_LADDER = 10  # of fewer, one in twelve rises by chance alone
LEAST_LEFT_OUT, LEAST_BUCKETS = 5, 3
AFTER = timedelta(days=14)
BUCKETS = (0, 1, 3, 6, 11)  # referrals from which each rung of a ladder begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year's gifts beside its referrals: per party the days of both.

    ``parties``: everybody who could have been given something, with gifts and referrals or
    without.
    """

    year: int
    parties: Sequence[int]
    value: Mapping[int, int]
    referrals: Mapping[int, Sequence[date]] = field(default_factory=dict)
    gifts: Sequence[tuple[int, date]] = ()

    def number(self, party: int) -> int:
        """How many referrals of the year came from a party."""
        days = self.referrals.get(party, ())
        return bisect_right(days, date(self.year, 12, 31)) - bisect_left(
            days, date(self.year, 1, 1)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One screening test: what was found, or why nothing can be said (``words``).

    ``adjusted`` is the chance after Holm's correction, ``flagged`` what it comes to.
    """

    flag: str
    name: str
    n: int
    words: str
    statistic: float | None = None
    chance: float | None = None
    rounds: int | None = None
    seed: int | None = None
    marked: bool = False
    adjusted: float | None = None

    @property
    def flagged(self) -> bool:
        """True where the mark stands after the correction; a pattern without a chance stands."""
        return self.marked and (self.adjusted is None or self.adjusted < ALPHA)


def year_of(
    ledger: Ledger, year: int, parties: Sequence[int], referrals: Mapping[int, Sequence[date]]
) -> Year:
    """The gifts of a year beside the referrals, for everybody who could have been given one."""
    known = sorted(set(parties))
    return Year(
        year=year,
        parties=known,
        value={party: ledger.total(party, year) for party in known},
        referrals={party: sorted(referrals.get(party, ())) for party in known},
        gifts=[
            (party, share.gift.given_on) for party in known for share in ledger.shares(party, year)
        ],
    )


def screens(facts: Year) -> list[Screen]:
    """Every screening test of a year, corrected for their number."""
    return holm([follows(facts), dose(facts), only_referrers(facts), ladder(facts)])


def holm(found: Sequence[Screen]) -> list[Screen]:
    """The chances times the number of tests that are left, from the lowest up (Holm 1979)."""
    order = sorted((one.chance, place) for place, one in enumerate(found) if one.chance is not None)
    worst, adjusted = 0.0, {}
    for step, (chance, place) in enumerate(order):
        worst = max(worst, min(1.0, (len(order) - step) * chance))
        adjusted[place] = worst
    return [replace(one, adjusted=adjusted.get(place)) for place, one in enumerate(found)]


def too_little(flag: str, name: str, n: int, least: int, what: str) -> Screen:
    """Nothing can be said."""
    return Screen(
        flag=flag, name=name, n=n, words=f"Too little data: {n} {what}, {least} are needed."
    )


def follows(facts: Year) -> Screen:
    """RF-11: gifts within 14 days after a referral, against the same days dealt out by lot."""
    name, n = "gift follows referral", len(facts.gifts)
    if n < LEAST_GIFTS:
        return too_little("RF-11", name, n, LEAST_GIFTS, "gifts")

    places = {day: place for place, day in enumerate(sorted({day for _, day in facts.gifts}))}
    rows = {
        party: [came_before(facts.referrals.get(party, ()), day) for day in places]
        for party in {party for party, _ in facts.gifts}
    }
    hits = [rows[party] for party, _ in facts.gifts]
    days = [places[day] for _, day in facts.gifts]
    seen, rounds = sum(row[day] for row, day in zip(hits, days, strict=True)), rounds_for(n)
    chance, usual = shuffled_chance(hits, days, seen, rounds)
    more = seen / usual if usual else 0.0
    words = f"{seen} of {n} gifts came within 14 days after a referral; {usual:.1f} by chance."
    return Screen(
        flag="RF-11",
        name=name,
        n=n,
        words=words,
        statistic=more,
        chance=chance,
        rounds=rounds,
        seed=SEED,
        marked=chance < ALPHA and more >= HALF_MORE,
    )


def came_before(referrals: Sequence[date], day: date) -> bool:
    """True where a referral came within 14 days before a day, or on it."""
    place = bisect_left(referrals, day - AFTER)
    return place < len(referrals) and referrals[place] <= day


def dose(facts: Year) -> Screen:
    """RF-12: who sends more gets more (rank correlation of referrals and gifts)."""
    name, n = "value goes with referrals", len(facts.parties)
    if n < LEAST_PARTIES:
        return too_little("RF-12", name, n, LEAST_PARTIES, "parties")
    sent = [facts.number(party) for party in facts.parties]
    given = [facts.value[party] for party in facts.parties]
    rho = spearman(sent, given)
    if rho is None:
        words = "Everybody got the same, or sent the same."
        return Screen(flag="RF-12", name=name, n=n, words=words)
    rounds = rounds_for(n)
    chance = rank_chance(sent, given, rounds)
    return Screen(
        flag="RF-12",
        name=name,
        n=n,
        words=f"The rank correlation of referrals and gifts is {rho:.2f}.",
        statistic=rho,
        chance=chance,
        rounds=rounds,
        seed=SEED,
        marked=rho >= STRONG and chance < ALPHA,
    )


def only_referrers(facts: Year) -> Screen:
    """RF-13: only those who refer get something."""
    name, n = "only referrers get gifts", len(facts.parties)
    if n < LEAST_PARTIES:
        return too_little("RF-13", name, n, LEAST_PARTIES, "parties")
    cells = [(facts.value[party] > 0, facts.number(party) > 0) for party in facts.parties]
    both, gifted = cells.count((True, True)), cells.count((True, False))
    sent, neither = cells.count((False, True)), cells.count((False, False))
    chance = fisher(both, gifted, sent, neither)
    ratio = share(both, sent) / share(gifted, neither) if share(gifted, neither) else None
    bound = chance < ALPHA and (ratio is None or ratio >= TWICE)
    closed = bool(both) and not gifted and neither >= LEAST_LEFT_OUT
    words = (
        f"Of {both + sent} who referred {both} got something, of {gifted + neither} who did not"
        f" {gifted}."
    )
    return Screen(
        flag="RF-13",
        name=name,
        n=n,
        words=words,
        statistic=ratio,
        chance=chance,
        marked=bound or (closed and chance < ALPHA),
    )


def share(with_it: int, without: int) -> float:
    """A share; 0 of nobody."""
    return with_it / (with_it + without) if with_it + without else 0.0


def ladder(facts: Year) -> Screen:
    """RF-14: rungs of referrals with gifts that rise from each to the next."""
    name, n = "tiered ladder", len(facts.parties)
    if n < LEAST_ON_A_LADDER:
        return too_little("RF-14", name, n, LEAST_ON_A_LADDER, "parties")
    rungs = list(by_rung(facts))
    values = [facts.value[party] for party in facts.parties]
    if len(rungs) < LEAST_BUCKETS or len(set(values)) < LEAST_BUCKETS:
        words = f"No ladder: {len(rungs)} rungs of referrals, {len(set(values))} values of gifts."
        return Screen(flag="RF-14", name=name, n=n, words=words)
    middles = [median(values) for _, values in rungs]
    rises = all(a < b for a, b in pairwise(middles))
    steps = zip((rung for rung, _ in rungs), middles, strict=True)
    told = ", ".join(f"from {rung} on {cents_text(round(middle))}" for rung, middle in steps)
    return Screen(
        flag="RF-14",
        name=name,
        n=n,
        words=f"The middle gift by referrals: {told}.",
        statistic=float(len(rungs)),
        marked=rises,
    )


def by_rung(facts: Year) -> Iterator[tuple[int, list[int]]]:
    """The values of gifts on each rung of referrals that has somebody."""
    rungs: dict[int, list[int]] = {}
    for party in facts.parties:
        rung = BUCKETS[bisect_right(BUCKETS, facts.number(party)) - 1]
        rungs.setdefault(rung, []).append(facts.value[party])
    yield from sorted(rungs.items())
