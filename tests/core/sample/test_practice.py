from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from statistics import mean

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given, settings
from hypothesis import strategies as st

from refcli.core.owed.cadence import Cadence, next_visit
from refcli.core.referrals.records import NewReferral
from refcli.core.sample.practice import PRACTICE, STATE, ZIP, Sample, sample_practice
from refcli.core.sources.records import NewSource
from refcli.core.values.periods import Period, last_full_month
from refcli.core.vocabulary import IN_PERSON, NOT_COUNTABLE, PROGRESS, ActivityKind, Kind, Status

TODAY = date(2026, 11, 23)
WEEK = timedelta(days=7)
UNKNOWN, NONE = 1, 2
REFERRERS = {Kind.PROVIDER, Kind.OFFICE}
CLOSED = {Status.LOST, Status.DUPLICATE, Status.INVALID}

some_days = given(today=st.dates(date(2020, 1, 1), date(2040, 12, 31)), seed=st.integers(0, 99))


@pytest.fixture(scope="module")
def sample() -> Sample:
    return sample_practice(TODAY)


def by_id(sample: Sample) -> dict[int, NewSource]:
    return {source.id: source for source in sample.sources if source.id}


def countable(sample: Sample) -> Iterator[tuple[int, NewReferral]]:
    for number, one in enumerate(sample.referrals, start=1):
        if one.status not in NOT_COUNTABLE:
            yield number, one


def from_referrers(sample: Sample) -> list[tuple[int, NewReferral]]:
    sources = by_id(sample)
    return [
        (number, one)
        for number, one in countable(sample)
        if one.source_id in sources and sources[one.source_id].kind in REFERRERS
    ]


def referral_days(sample: Sample) -> dict[str, list[date]]:
    """Per provider or office the days of its countable referrals, in order."""
    sources, days = by_id(sample), dict[str, list[date]]()
    for _, one in from_referrers(sample):
        days.setdefault(sources[one.source_id].name, []).append(one.received_on)
    return days


def visit_days(sample: Sample) -> dict[int, list[date]]:
    """Per place the days on which somebody was met there, in order."""
    sources, days = by_id(sample), dict[int, list[date]]()
    for one in sample.activities:
        if one.kind in IN_PERSON and not one.attempt:
            place = sources[one.source_id].office_id or one.source_id
            days.setdefault(place, []).append(one.on)
    return days


def last_thanked(sample: Sample) -> dict[int, date]:
    return {one.source_id: one.on for one in sample.activities if one.kind == "thank_you"}


def test_the_practice_has_a_name_and_a_place() -> None:
    assert (PRACTICE, STATE, ZIP) == ("Lakeside Endodontics", "WA", "98101")


def test_the_same_day_and_seed_give_the_same_practice(sample: Sample) -> None:
    assert sample_practice(TODAY) == sample
    assert sample_practice(TODAY, seed=2) != sample


def test_every_kind_of_source_is_there(sample: Sample) -> None:
    kinds = Counter(source.kind for source in sample.sources)

    assert set(kinds) == set(Kind)
    assert (kinds[Kind.OFFICE], kinds[Kind.PROVIDER], kinds[Kind.PATIENT]) == (26, 37, 46)
    assert kinds[Kind.INSURER] == 4


def test_sources_are_numbered_after_the_built_in_ones(sample: Sample) -> None:
    numbers = [source.id for source in sample.sources]

    assert numbers == list(range(3, len(numbers) + 3))


def test_the_particular_sources_are_there(sample: Sample) -> None:
    sources = sample.sources

    assert any(source.do_not_mail for source in sources)
    assert any(source.do_not_visit for source in sources)
    assert any(source.no_gifts for source in sources)
    assert any(source.archived_on for source in sources)
    assert any(source.visit_every for source in sources)
    assert any(source.aliases for source in sources)
    assert any(source.kind is Kind.PROVIDER and not source.office_id for source in sources)
    owners = {source.owner for source in sources}
    assert owners == {"Tina", "Marc", "Jo", ""}
    assert all("-555-01" in source.phone for source in sources if source.phone)


def test_names_are_as_odd_as_in_life(sample: Sample) -> None:
    names = {(source.name, source.kind) for source in sample.sources}
    patients = {one.patient for one in sample.referrals}

    assert {("John Smith", Kind.PROVIDER), ("John Smith", Kind.PATIENT)} < names
    assert {"Smith [referral pad]", "Dr. :smile: Kids Dentistry"} < {name for name, _ in names}
    assert {"José Ángel Núñez", "Mary  Ann  Kowalski", "محمد الأحمد"} < {name for name, _ in names}
    assert {"李伟", "=SUM(A1)", "Patrick O'Neil"} < patients
    assert max(len(name) for name, _ in names) > 120


def test_one_office_is_there_under_two_spellings(sample: Sample) -> None:
    phones = {s.name: s.phone for s in sample.sources if s.kind is Kind.OFFICE}

    assert phones["Green Lake Dental"] == phones["Greenlake Dental Care"]


def test_three_years_bring_about_eleven_referrals_a_week(sample: Sample) -> None:
    days = [one.received_on for one in sample.referrals]

    assert 1_600 <= len(days) <= 1_800
    assert days == sorted(days)
    assert days[0] < TODAY - relativedelta(years=3) + WEEK
    weekdays = Counter(day.weekday() for day in days)
    assert weekdays[6] == 0
    assert 0 < weekdays[5] < weekdays[4] / 3


def test_no_two_weeks_are_alike(sample: Sample) -> None:
    weeks = Counter((TODAY - one.received_on) // WEEK for one in sample.referrals)

    assert len(set(weeks.values())) > 12


def test_few_have_no_known_source(sample: Sample) -> None:
    sources, count = Counter(one.source_id for one in sample.referrals), len(sample.referrals)

    assert 0.02 < sources[UNKNOWN] / count < 0.06
    assert 0.05 < sources[NONE] / count < 0.09


def test_the_share_of_internal_sources_is_as_in_the_field(sample: Sample) -> None:
    sources = by_id(sample)

    internal = [
        one.source_id in sources and sources[one.source_id].kind.internal
        for _, one in countable(sample)
    ]

    assert 0.55 < mean(internal) < 0.7


def test_most_were_seen_and_some_were_lost(sample: Sample) -> None:
    statuses = Counter(one.status for one in sample.referrals)
    count = len(sample.referrals)

    assert set(statuses) == set(Status)
    assert 0.05 < statuses[Status.LOST] / count < 0.11
    assert 0.01 < (statuses[Status.DUPLICATE] + statuses[Status.INVALID]) / count < 0.02
    assert statuses[Status.COMPLETED] / count > 0.8
    assert 0.02 < mean(bool(one.assists) for one in sample.referrals) < 0.06


def test_a_duplicate_is_the_second_entry_of_a_person(sample: Sample) -> None:
    entries = Counter((one.patient, one.source_id) for one in sample.referrals)
    twice = [one for one in sample.referrals if one.status is Status.DUPLICATE]

    assert twice
    assert all(entries[one.patient, one.source_id] >= 2 for one in twice)


def test_what_was_seen_mostly_has_its_value(sample: Sample) -> None:
    seen = [one for one in sample.referrals if one.seen_on]
    values = [one.production_cents for one in seen if one.production_cents]

    assert 0.9 < len(values) / len(seen) < 0.99
    assert min(values) >= 120_00
    assert max(values) <= 1_800_00


def test_some_patients_later_refer(sample: Sample) -> None:
    treated = {one.patient: one.received_on for one in sample.referrals if one.seen_on}
    patients = [source for source in sample.sources if source.kind is Kind.PATIENT]

    former = [s for s in patients if s.name in treated and treated[s.name] < s.added_on]

    assert len(former) > 10


def test_each_story_of_a_referrer_is_told(sample: Sample) -> None:
    days, month = referral_days(sample), last_full_month(TODAY)
    year_ago = TODAY - relativedelta(years=1)

    quiet = {name for name, on in days.items() if year_ago < on[-1] < TODAY - 13 * WEEK}
    lapsed = {name for name, on in days.items() if on[-1] < year_ago}
    new = {name for name, on in days.items() if month.since <= on[0] <= month.until}

    assert {"Dr. Erik Larsen", "Dr. Priya Nair"} <= quiet
    assert {"Dr. Miguel Reyes", "Dr. Ulrich Becker"} <= lapsed
    assert {"Dr. Rohan Kapoor", "Dr. Astrid Holm", "Dr. Lena Vogt"} <= new
    assert "Dr. Denise Washington" in reactivated(days, month)
    assert "Dr. Carla Rivera" in growing(days)


def reactivated(days: dict[str, list[date]], month: Period) -> set[str]:
    return {
        name
        for name, on in days.items()
        if any(
            month.since <= later <= month.until and earlier < later - relativedelta(years=1)
            for earlier, later in pairwise(on)
        )
    }


def growing(days: dict[str, list[date]]) -> set[str]:
    half = TODAY - relativedelta(months=18)
    before = {name: sum(day < half for day in on) for name, on in days.items()}
    return {name for name, on in days.items() if len(on) - before[name] > 1.2 * before[name]}


def test_some_places_refer_without_a_visit_and_one_is_visited_in_vain(sample: Sample) -> None:
    sources, visits = by_id(sample), visit_days(sample)
    referred = {
        sources[one.source_id].office_id or one.source_id for _, one in from_referrers(sample)
    }
    offices = {id_: one.name for id_, one in sources.items() if one.kind is Kind.OFFICE}

    unvisited = {name for id_, name in offices.items() if id_ in referred and id_ not in visits}
    courted = {offices[id_]: len(days) for id_, days in visits.items() if id_ not in referred}
    targets = {name for id_, name in offices.items() if id_ not in {*referred, *visits}}

    assert {"Greenlake Dental Care", "Ravenna Dental"} <= unvisited
    assert set(courted) == {"Phinney Ridge Dental", "Leschi Dental"}
    assert courted["Phinney Ridge Dental"] == 8
    assert targets == {"Shoreline Dental Health", "Eastlake Dental"}


@pytest.mark.parametrize("seed", range(3))
def test_august_is_slower_than_january(seed: int) -> None:
    referrals = sample_practice(TODAY, seed=seed).referrals

    months = Counter(one.received_on.month for one in referrals)

    assert months[8] < 0.8 * months[1]


@some_days
@example(today=date(2035, 8, 27), seed=59)
@example(today=date(2028, 2, 29), seed=1)
@example(today=date(2027, 1, 1), seed=1)
@example(today=date(2026, 11, 22), seed=1)
@settings(max_examples=6)
def test_any_day_gives_a_book_without_a_contradiction(today: date, seed: int) -> None:
    sample = sample_practice(today, seed=seed)

    for one in sample.referrals:
        check_steps(one, today)
    check_days(sample, today)
    check_references(sample)
    check_debts(sample, today)
    assert len(sample.referrals) >= 1_500


ABOUT_ONE = {ActivityKind.REPORT, ActivityKind.FOLLOW_UP}


def check_steps(one: NewReferral, today: date) -> None:
    steps = (one.received_on, one.scheduled_on, one.seen_on, one.completed_on)
    taken = [day for day in steps if day]
    assert [*taken, today] == sorted([*taken, today])
    if one.status in PROGRESS:
        assert all(steps[: PROGRESS.index(one.status) + 1])
        assert not any(steps[PROGRESS.index(one.status) + 1 :])
    assert (one.status in CLOSED) == bool(one.closed_on) == bool(one.reason)
    assert one.closed_on is None or one.received_on <= one.closed_on <= today
    assert (one.production_cents is None) == (one.production_on is None)
    assert one.production_on in {None, one.seen_on, one.completed_on}


def check_days(sample: Sample, today: date) -> None:
    sources = by_id(sample)
    assert all(source.added_on <= today for source in sample.sources)
    assert [one.on for one in sample.activities] == sorted(one.on for one in sample.activities)
    for act in sample.activities:
        assert act.on <= today
        if act.source_id not in {UNKNOWN, NONE}:  # whose patients are called too
            assert sources[act.source_id].added_on <= act.on
    for one in sample.referrals:
        for id_ in {one.source_id, *one.assists} - {UNKNOWN, NONE}:
            assert sources[id_].added_on <= one.received_on


def check_references(sample: Sample) -> None:
    sources, known = by_id(sample), dict(enumerate(sample.referrals, start=1))
    for source in sample.sources:
        if source.office_id:
            assert source.kind is Kind.PROVIDER
            assert sources[source.office_id].kind is Kind.OFFICE
            assert source.id
            assert source.office_id < source.id
    for one in sample.referrals:
        assert one.source_id in {UNKNOWN, NONE, *sources}
        assert set(one.assists) <= set(sources) - {one.source_id}
    for act in sample.activities:
        assert (act.kind in ABOUT_ONE) == (act.referral_id is not None)
        if act.referral_id:
            about = known[act.referral_id]
            assert about.source_id == act.source_id
            since = about.seen_on or about.scheduled_on
            assert since
            assert since <= act.on


def check_debts(sample: Sample, today: date) -> None:
    """The due list must be one that somebody can work through on a Monday."""
    thanked, sources = last_thanked(sample), by_id(sample)
    reported = {one.referral_id for one in sample.activities}
    credited = [(n, one) for n, one in from_referrers(sample) if not archived(sources, one)]
    unthanked = {
        one.source_id
        for _, one in credited
        if one.received_on > thanked.get(one.source_id, date.min)
    }
    assert len(unthanked) == 5
    unreported = sum(one.seen_on is not None and n not in reported for n, one in credited)
    assert unreported in {5, 6}  # five where one of their sources was archived
    assert 4 <= sum(one.status is Status.RECEIVED for one in sample.referrals) <= 6
    assert 8 <= visits_due(sample, today + WEEK) <= 14


def archived(sources: dict[int, NewSource], one: NewReferral) -> bool:
    return sources[one.source_id].archived_on is not None


def visits_due(sample: Sample, until: date) -> int:
    """How many places wait for a visit by a day, those never visited included."""
    visits, count = visit_days(sample), 0
    referred = {one.source_id for _, one in from_referrers(sample)}
    for source in sample.sources:
        team = {one.id for one in sample.sources if one.office_id == source.id} | {source.id}
        alone = source.kind in REFERRERS and not source.office_id
        if source.id and alone and not source.do_not_visit and not source.archived_on:
            if days := visits.get(source.id):
                count += next_visit(rhythm(source), first=days[0], last=days[-1]) <= until
            else:
                count += source.target or bool(team & referred)
    return count


def rhythm(source: NewSource) -> Cadence:
    return Cadence(every=source.visit_every or 1, later=source.visit_later or 3)


def test_those_who_refer_have_an_owner_and_patients_and_channels_have_none(sample: Sample) -> None:
    owned = {one.kind for one in sample.sources if one.owner}
    without = {one.kind for one in sample.sources if not one.owner}

    assert owned == REFERRERS
    assert not without & REFERRERS
    assert {Kind.PATIENT, Kind.DIGITAL} <= without
