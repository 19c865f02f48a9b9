"""Which referral somebody means by a patient's name."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.finding.patients import (
    KnownReferral,
    find_people,
    find_referral,
    open_first,
    referrals_of_person,
)
from refcli.core.sources.matching import Found
from refcli.core.vocabulary import Status

TODAY = date(2026, 11, 23)


def known(
    id_: int,
    patient: str,
    status: Status = Status.RECEIVED,
    last_on: date = date(2026, 11, 2),
    chart: str = "",
) -> KnownReferral:
    return KnownReferral(
        id=id_,
        patient=patient,
        source_id=4,
        source="Dr. Wei Chen",
        received_on=date(2026, 11, 2),
        last_on=last_on,
        status=status,
        chart=chart,
    )


MARIA = known(17, "Maria Lopez")
ANA = known(4, "Ana Lopez", Status.SEEN, date(2026, 10, 1))
OLD = known(2, "Ben Lopez", Status.COMPLETED, date(2024, 3, 1))


def meant(typed: str, *some: KnownReferral, wanted: Status | None = None) -> int | list[int]:
    """The number of the referral, or those of the candidates."""
    found = find_referral(typed, open_first(some, TODAY, wanted), some)
    if isinstance(found, Found):
        return found.source.id
    return [one.id for one in found.candidates]


@pytest.mark.parametrize("typed", ["lopez", "maria lopez", "Lopez, Maria", "MARIA", "Mrs. Lopez"])
def test_an_open_referral_is_meant_before_one_that_was_seen(typed: str) -> None:
    assert meant(typed, MARIA, ANA, OLD, wanted=Status.SEEN) == 17


def test_whoever_was_seen_lately_can_be_completed_so_both_may_be_meant() -> None:
    assert meant("lopez", MARIA, ANA, OLD, wanted=Status.COMPLETED) == [4, 17]
    assert meant("lopez", MARIA, ANA, OLD) == [4, 17]


def test_without_an_open_one_the_one_of_the_last_twelve_months_is_meant() -> None:
    assert meant("lopez", ANA, OLD, wanted=Status.SEEN) == 4


def test_one_of_long_ago_is_offered_and_never_acted_on() -> None:
    assert meant("lopez", OLD, wanted=Status.SEEN) == [2]
    assert meant("ben", MARIA, OLD, wanted=Status.SEEN) == [2]


def test_a_whole_name_among_the_recent_comes_before_a_slip_among_the_open() -> None:
    assert meant("ana lopez", known(9, "Ann Lopez"), ANA, wanted=Status.SEEN) == 4


@pytest.mark.parametrize("standing", [Status.SCHEDULED, Status.LOST])
def test_a_whole_name_is_never_another_one_that_holds_it_whatever_state_that_is_in(
    standing: Status,
) -> None:
    ruiz, longer = known(1, "Ana Ruiz"), known(2, "Ana Ruiz Garcia", standing)

    for typed, number in (("ana ruiz", 1), ("Ruiz, Ana", 1), ("garcia", 2), ("ruiz", 2)):
        found = find_referral(typed, open_first([ruiz, longer], TODAY, standing=standing), ())
        assert isinstance(found, Found)
        assert found.source.id == number


@pytest.mark.parametrize("typed", ["lop", "maria lopes", "mary"])
def test_a_part_a_slip_and_a_nickname_are_offered_only(typed: str) -> None:
    assert meant(typed, MARIA) in ([17], [])


def test_of_namesakes_the_first_that_was_given_is_named_first() -> None:
    assert meant("maria lopez", known(30, "Maria Lopez"), MARIA) == [30, 17]


def test_nobody_is_meant_by_a_name_that_nobody_has() -> None:
    assert meant("zoe", MARIA, ANA) == []


def test_a_referral_is_told_from_its_namesakes() -> None:
    assert MARIA.about == "2 Nov 2026, from Dr. Wei Chen, received"


@pytest.mark.parametrize(
    "other",
    [
        known(2, "Lopez, Maria"),
        known(2, "Maria Lopez", chart="7"),
        known(2, "Maria Ray", chart=" a7 "),
    ],
)
def test_the_same_person_has_the_same_chart_or_the_same_name(other: KnownReferral) -> None:
    one = known(1, "Maria Lopez", chart="A7" if other.patient == "Maria Ray" else "")

    assert [person.referrals for person in find_people([one, other])] == [[other, one]]


@pytest.mark.parametrize("other", [known(2, "Maria Lopez", chart="8"), known(2, "Mario Lopez")])
def test_namesakes_with_two_charts_are_two_people(other: KnownReferral) -> None:
    one = known(1, "Maria Lopez", chart="7")

    assert [person.referrals for person in find_people([one, other])] == [[one], [other]]


def test_all_referrals_of_a_person_come_the_latest_first() -> None:
    again = known(30, "Maria Lopez")

    assert referrals_of_person(MARIA, [MARIA, ANA, again]) == [again, MARIA]


def test_a_person_of_one_chart_has_every_name_under_which_they_were_referred() -> None:
    berg, stone = known(1, "Ann Berg"), known(3, "Ann Stone", chart="55")
    married = known(2, "Ann Berg", chart="55")

    (ann, ana) = find_people([stone, ANA, married, berg])[:2]

    assert ann.referrals == [stone, married, berg]
    assert (ann.named.name, ann.named.aliases) == ("Ann Stone", ("Ann Berg",))
    assert ana.referrals == [ANA]
    assert referrals_of_person(berg, [stone, married, berg]) == [stone, married, berg]


def test_one_without_a_chart_is_of_neither_of_two_namesakes_with_charts() -> None:
    some = [known(3, "Maria Lopez", chart="7"), known(2, "Maria Lopez", chart="8")]
    whose = known(1, "Maria Lopez")

    assert [person.referrals for person in find_people([*some, whose])] == [
        [some[0]],
        [some[1]],
        [whose],
    ]


NAMES = st.sampled_from(["Maria Lopez", "Lopez, Maria", "Ana Lopez", "maria lopez", "Bo Kim"])


@given(st.lists(st.tuples(NAMES, st.sampled_from(["", "7", "8"])), max_size=8), st.randoms())
def test_every_referral_is_of_one_person_in_whichever_order_they_come(
    some: list[tuple[str, str]], chance: Random
) -> None:
    everybody = [known(n, name, chart=chart) for n, (name, chart) in enumerate(some, 1)]
    people = find_people(everybody)
    mixed = find_people(chance.sample(everybody, len(everybody)))

    ids = sorted([one.id for one in person.referrals] for person in people)
    assert sorted(id_ for mine in ids for id_ in mine) == [one.id for one in everybody]
    assert ids == sorted([one.id for one in person.referrals] for person in mixed)
    assert all(len({one.chart for one in person.referrals} - {""}) <= 1 for person in people)
