"""Made-up practices whose sources' true paces are known: some stop, some halve."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import cos, exp, pi
from random import Random

from refcli.core.quiet.knowledge import Arrivals

SWING = 0.4  # the season's, up and down
START, YEAR_START, END = date(2024, 1, 1), date(2026, 1, 1), date(2026, 12, 31)
DAYS = [START + timedelta(days=n) for n in range((END - START).days + 1)]
MONDAYS = [day for day in DAYS if day >= YEAR_START and day.weekday() == 0]
PER_MONTH = 365.25 / 12


def strength(day: date) -> float:
    return 1 + SWING * cos(2 * pi * (day.timetuple().tm_yday - 45) / 365.25)


STRENGTHS = [strength(day) for day in DAYS]
CLOCK = list(accumulate(STRENGTHS))  # true season-days up to the end of each day


def place(day: date) -> int:
    return (day - START).days


def months() -> list[tuple[int, int]]:
    firsts = [n for n, day in enumerate(DAYS) if day.day == 1]
    return list(zip(firsts, [*firsts[1:], len(DAYS)], strict=True))


MONTHS = months()
WITHIN = [list(accumulate(STRENGTHS[a:b])) for a, b in MONTHS]


@dataclass(frozen=True, slots=True)
class Source:
    id: int
    pace: float  # per month
    fate: str  # steady, stopped, halved
    turn: date
    arrivals: Arrivals


def world(seed: str, paces: Sequence[float], phi: float) -> list[Source]:
    rng = Random(seed)  # noqa: S311  (a simulation has to repeat)
    return [source(rng, n, pace, phi) for n, pace in enumerate(paces, start=1)]


def source(rng: Random, id_: int, pace: float, phi: float) -> Source:
    fate = {0: "stopped", 1: "halved"}.get(rng.randrange(10), "steady")
    turn = DAYS[rng.randrange(place(YEAR_START), len(DAYS))]
    kept = [d for d in stream(rng, pace, phi) if keeps(rng, fate, after=DAYS[d] > turn)]
    return Source(id_, pace, fate, turn, Arrivals(id_, tuple(DAYS[d] for d in kept)))


def keeps(rng: Random, fate: str, *, after: bool) -> bool:
    return not after or fate == "steady" or (fate == "halved" and rng.random() < 0.5)


def stream(rng: Random, pace: float, phi: float) -> Iterator[int]:
    for (first, end), weights in zip(MONTHS, WITHIN, strict=True):
        clump = rng.gammavariate(1 / phi, phi) if phi else 1.0
        count = poisson(rng, pace / PER_MONTH * weights[-1] * clump)
        if count:
            yield from sorted(rng.choices(range(first, end), cum_weights=weights, k=count))


def poisson(rng: Random, mean: float) -> int:
    if mean > 500:
        return round(rng.gauss(mean, mean**0.5))
    count, here, left = 0, exp(-mean), rng.random()
    while left > here and here:
        left -= here
        count += 1
        here *= mean / count
    return count


def totals(sources: Sequence[Source]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for one in sources:
        counts.update(f"{d:%Y-%m}" for d in one.arrivals.days)
    return dict(counts)
