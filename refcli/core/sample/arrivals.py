"""Who was referred to the sample practice and when: three years, no two days alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import exp
from random import Random

from dateutil.relativedelta import relativedelta

from refcli.core.sample.cast import FIRST, LAST, MISTAKEN, ODD_PATIENTS, CastRole, Story
from refcli.core.values.periods import Period, last_full_month
from refcli.core.vocabulary import Kind, Status

FIRST_ID = 3  # 1 and 2 are the built-in sources
BUILT_IN_RATES = {1: 0.45, 2: 0.78}  # unknown, none; a week
SEASON = (1.22, 1.05, 1.05, 1.0, 1.0, 0.95, 0.85, 0.7, 1.25, 1.1, 1.0, 0.85)  # January first
WEEKDAYS = (1.25, 1.3, 1.2, 1.15, 0.95, 0.15, 0.0)  # Monday first
SATURDAY = 5
HOLIDAYS = frozenset({(1, 1), (7, 4), (12, 24), (12, 25), (12, 31)})
LONG_BEFORE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Flow:
    """How a source refers: a pace per week, within these spans, growing or not."""

    source_id: int
    rate: float
    spans: Sequence[Period]
    growing: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """A person who was referred on a day, before anything came of it."""

    day: date
    source_id: int
    patient: str = ""
    comes: bool = False  # will be seen: refers somebody later
    fate: Status | None = None


def first_day(today: date) -> date:
    """The first day of the sample's three years."""
    return today - relativedelta(years=3) + timedelta(days=1)


def receive_all(rng: Random, cast: Sequence[CastRole], today: date) -> list[Arrival]:
    """All entries in the order in which they were made, the needless ones among them."""
    people = name_arrivals(rng, make_arrivals(rng, cast, today), cast)
    return sorted([*people, *copy_entries(rng, people, today)], key=lambda person: person.day)


def make_arrivals(rng: Random, cast: Sequence[CastRole], today: date) -> list[Arrival]:
    """Everyone who was referred, in order: the daily stream, the sure ones, and by patients."""
    start = first_day(today)
    days = [start + timedelta(days=n) for n in range((today - start).days + 1)]
    found = [*draw_stream(rng, make_flows(cast, today), days)]
    for id_, role in enumerate(cast, start=FIRST_ID):
        found += [Arrival(day, id_) for day in sure_days(rng, role, today)]
        if role.kind is Kind.PATIENT:
            found += [Arrival(day, id_) for day in patient_days(rng, days)]
    return sorted(found, key=lambda person: person.day)


def make_flows(cast: Sequence[CastRole], today: date) -> list[Flow]:
    """The steady streams, the two built-in sources first."""
    always = [Period(first_day(today), today)]
    return [Flow(id_, rate, always) for id_, rate in BUILT_IN_RATES.items()] + [
        Flow(id_, role.rate, story_spans(role.story, today), role.story is Story.GROWING)
        for id_, role in enumerate(cast, start=FIRST_ID)
        if role.rate
    ]


def story_spans(story: Story, today: date) -> list[Period]:
    """When a source with this story refers."""
    start, month = first_day(today), last_full_month(today).since
    days = timedelta(days=1)
    return {
        Story.QUIET: [Period(start, today - 95 * days)],
        Story.LAPSED: [Period(start, today - 430 * days)],
        Story.BACK: [Period(start, today - 500 * days), Period(month, today)],
        Story.NEW: [Period(month, today)],
        Story.LATE: [Period(today - 150 * days, today)],
        Story.NEVER: [],
    }.get(story, [Period(start, today)])


def sure_days(rng: Random, role: CastRole, today: date) -> list[date]:
    """The days on which the story needs a referral."""
    if role.story in {Story.NEW, Story.BACK}:
        return [draw_workday(rng, last_full_month(today).since, 0, 26)]
    if role.story is Story.LATE:
        return [draw_workday(rng, today, -150, -140)]
    return []


def patient_days(rng: Random, days: Sequence[date]) -> list[date]:
    """The one to five days within a year and a half on which a patient sends a friend."""
    first = rng.randrange(len(days) - 10)
    window = days[first : first + 540]
    paces = [pace_on(day) for day in window]
    if not any(paces):
        return []
    return rng.choices(window, paces, k=rng.choice((1, 1, 1, 2, 2, 3, 5)))


def draw_stream(rng: Random, sources: Sequence[Flow], days: Sequence[date]) -> Iterator[Arrival]:
    """Day by day as many as chance has it, each from a source by its pace."""
    ids = [flow.source_id for flow in sources]
    for number, day in enumerate(days):
        paces = [flow_pace(flow, day, number / len(days)) for flow in sources]
        for id_ in rng.choices(ids, paces, k=draw_poisson(rng, sum(paces) * pace_on(day))):
            yield Arrival(day, id_)


def flow_pace(flow: Flow, day: date, elapsed: float) -> float:
    """Referrals a week from a source; a growing one begins at a third of its pace."""
    if not any(span.since <= day <= span.until for span in flow.spans):
        return 0.0
    return flow.rate * (0.35 + elapsed) if flow.growing else flow.rate


def pace_on(day: date) -> float:
    """What part of a usual week falls on a day: the season, the weekday, the holidays."""
    if (day.month, day.day) in HOLIDAYS:
        return 0.0
    quiet = 0.45 if (day.month, day.day) >= (12, 18) else 1.0
    return SEASON[day.month - 1] * quiet * WEEKDAYS[day.weekday()] / sum(WEEKDAYS)


def draw_poisson(rng: Random, mean: float) -> int:
    """A Poisson number by inversion: Devroye, Non-Uniform Random Variate Generation, X.3.3."""
    count, here, left = 0, exp(-mean), rng.random()
    while left > here and here:  # what rounding leaves over ends it too
        left -= here
        count += 1
        here *= mean / count
    return count


def name_arrivals(
    rng: Random, people: Sequence[Arrival], cast: Sequence[CastRole]
) -> list[Arrival]:
    """Everyone with a name of their own, odd ones and mistaken entries among them."""
    names = full_names(rng, len(people))
    found = [replace(one, patient=name) for one, name in zip(people, names, strict=True)]
    places = rng.sample(range(len(found)), len(ODD_PATIENTS))
    for place, name in zip(places, ODD_PATIENTS, strict=True):
        found[place] = replace(found[place], patient=name)
    return mistake_some(rng, former_patients(rng, found, cast))


def full_names(rng: Random, count: int) -> list[str]:
    """Different names of people, first and last."""
    picks = rng.sample(range(len(FIRST) * len(LAST)), count)
    return [f"{FIRST[pick % len(FIRST)]} {LAST[pick // len(FIRST)]}" for pick in picks]


def former_patients(
    rng: Random, people: Sequence[Arrival], cast: Sequence[CastRole]
) -> list[Arrival]:
    """Every other referring patient was referred to us once, three months or more before."""
    found = list(people)
    for id_, role in enumerate(cast, start=FIRST_ID):
        free = [n for n in earlier_places(people, id_) if not found[n].comes]
        if role.kind is Kind.PATIENT and id_ % 2 and free:
            place = rng.choice(free)
            found[place] = replace(found[place], patient=role.name, comes=True)
    return found


def earlier_places(people: Sequence[Arrival], source_id: int) -> list[int]:
    """The places of those who were referred 90 days or more before a source's first referral."""
    first = min((one.day for one in people if one.source_id == source_id), default=date.min)
    return [
        n
        for n, one in enumerate(people)
        if first - one.day >= LONG_BEFORE and one.patient not in ODD_PATIENTS
    ]


def mistake_some(rng: Random, people: Sequence[Arrival]) -> list[Arrival]:
    """Some of those without a known source should never have been entered."""
    found = list(people)
    loose = [n for n, one in enumerate(found) if one.source_id in BUILT_IN_RATES and not one.comes]
    for place in rng.sample(loose[:-4], min(13, len(loose) - 4)):
        found[place] = replace(found[place], fate=Status.INVALID)
    latest = max(n for n, one in enumerate(found) if one.fate)
    found[latest] = replace(found[latest], patient=MISTAKEN)
    return found


def copy_entries(rng: Random, people: Sequence[Arrival], today: date) -> list[Arrival]:
    """The second entries of people who had been entered before."""
    real = [one for one in people if one.fate is None and one.day < today - timedelta(days=9)]
    return [
        replace(one, day=draw_workday(rng, one.day, 0, 6), comes=False, fate=Status.DUPLICATE)
        for one in rng.sample(real, 13)
    ]


def draw_workday(rng: Random, start: date, low: int, high: int) -> date:
    """Some Monday to Friday within these days after another; the nearest after, if none is."""
    days = [start + timedelta(days=n) for n in range(low, high + 1)]
    working = [day for day in days if day.weekday() < SATURDAY]
    return rng.choice(working) if working else days[-1] + timedelta(days=7 - days[-1].weekday())


def draw_chance(rng: Random, share: float) -> bool:
    """True in so large a share of the cases."""
    return rng.random() < share
