"""RF-11: gifts that come soon after referrals, more often than their days alone explain."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from refcli.core.audit.beside import Beside
from refcli.core.audit.permutation import ROUNDS, hit_chance
from refcli.core.audit.screen import Screen, too_little
from refcli.phrases import count_phrase

FLAG, NAME = "RF-11", "gifts soon after referrals"
AFTER = timedelta(days=14)
LEAST = 10
OFTEN = 3  # gifts of which four fifths came soon after a referral: the party is named

Case = tuple[int, date]  # a party and a day on which it was given something


def screen_following(facts: Beside, rounds: int = ROUNDS) -> Screen:
    """Gifts within 14 days after a referral, against the same days dealt out by lot.

    Several gifts of one day to one party are one case. The days of the year's gifts stay what they
    are, so that a season of gifts is no sign. It takes half as many again as by chance.
    """
    cases = cases_of(facts)
    if len(cases) < LEAST:
        return too_little(FLAG, NAME, len(cases), LEAST, "gifts")
    days = sorted({day for _, day in cases})
    place = {day: number for number, day in enumerate(days)}
    gifted = {party for party, _ in cases}
    hits = {party: hits_of(facts.referrals.get(party, ()), days) for party in gifted}
    caught = [case for case in cases if hits[case[0]][place[case[1]]]]
    expected = expected_products(cases, place, hits)
    usual = expected / len(cases)
    test = Screen(
        flag=FLAG,
        name=NAME,
        n=len(cases),
        unit="gifts",
        words=f"{len(caught)} of {count_phrase(len(cases), 'gift')} came within 14 days after a"
        f" referral; by chance it would be {usual:.1f}.",
        measure="as many times as by chance",
        statistic=len(caught) / usual if expected else None,
        marked=2 * len(caught) * len(cases) >= 3 * expected > 0,
        gifts=tuple(sorted(gift_numbers(facts, caught))),
        parties=tuple(suspicious_parties(cases, caught)),
    )
    drawn = [place[day] for _, day in cases]
    return test.by_lot(*hit_chance([hits[party] for party, _ in cases], drawn, rounds))


def cases_of(facts: Beside) -> list[Case]:
    """Each party and day of the year on which it was given something."""
    return sorted(
        {
            (party, day)
            for party, mine in facts.given.items()
            for day, _ in mine
            if day.year == facts.year
        }
    )


def hits_of(referrals: Sequence[date], days: Sequence[date]) -> bytes:
    """For each of the days, whether a referral came on it or within 14 days before (1 or 0)."""
    found = bytearray(len(days))
    first, last = bisect_left(referrals, days[0] - AFTER), bisect_right(referrals, days[-1])
    for referral in referrals[first:last]:
        since, until = bisect_left(days, referral), bisect_right(days, referral + AFTER)
        found[since:until] = b"\1" * (until - since)
    return bytes(found)


def expected_products(
    cases: Sequence[Case], place: Mapping[date, int], hits: Mapping[int, Sequence[int]]
) -> int:
    """Hits if every gift had been given on every gift's day: n times the expected number."""
    on = Counter(place[day] for _, day in cases)
    many = [on[number] for number in range(len(place))]
    gifts = Counter(party for party, _ in cases)
    return sum(
        times * sum(n for n, hit in zip(many, hits[party], strict=True) if hit)
        for party, times in gifts.items()
    )


def gift_numbers(facts: Beside, caught: Sequence[Case]) -> Iterator[int]:
    """The gifts behind the cases."""
    wanted = set(caught)
    for party, mine in facts.given.items():
        yield from (number for day, number in mine if (party, day) in wanted)


def suspicious_parties(cases: Sequence[Case], caught: Sequence[Case]) -> list[int]:
    """The parties that got three gifts or more, four in five of them soon after a referral."""
    gifts, soon = Counter(party for party, _ in cases), Counter(party for party, _ in caught)
    return sorted(p for p, many in gifts.items() if many >= OFTEN and 5 * soon[p] >= 4 * many)
