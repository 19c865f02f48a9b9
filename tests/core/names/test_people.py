"""One person or two: the same words in any order, like, or different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.names.keys import name_key
from refcli.core.names.people import (
    Contradiction,
    KnownPeople,
    Sameness,
    compare_people,
    find_contradiction,
)

DIFFERENT, LIKE, SAME = Sameness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maria Lopez", "Lopez, Maria"),
        ("Maria Lopez", "LOPEZ MARIA"),
        ("José Núñez", "NUNEZ, JOSE"),
        ("Dr. Susan Park", "Susan Park DDS"),
        ("Dr. Susan Park", "Dr Susan Park DDS PLLC"),
        ("Mary Ann O'Neil", "ONeil, Mary-Ann"),
        ("Joe Poe, Jr.", "Poe Jr., Joe"),
    ],
)
def test_order_case_accents_titles_and_degrees_make_no_other_person(one: str, other: str) -> None:
    assert compare_people(one, other) is SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Ray", "Ray, Ann B."),
        ("Dr. Susan Park", "PARK, SUSAN M"),
        ("Dr. Susan Park", "Dr. Susan Marie Park"),
        ("Dr. Susan Park", "Sue Park"),
        ("Dr. Susan Park", "S. Park"),
        ("Maria Lopez", "Maria Lopes"),
        ("Maria Lopez", "Maria Lopez-Garcia"),
        ("Maria Lopez", "Lopez"),
        ("Joe Poe, Jr.", "Joe Poe"),
        ("Joe Poe, Jr.", "Joseph Poe II"),
        ("Susan Lee", "Susan Lew"),
        ("Bob Park", "Rob Park"),
        ("B. Park", "Robert Park"),
        ("Patti Cole", "Patricia Cole"),
    ],
)
def test_what_somebody_has_to_say_is_like(one: str, other: str) -> None:
    assert compare_people(one, other) is LIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amy Britten", "Max Britten"),
        ("Zac Green", "Sam Green"),
        ("Joel Ryan", "John Ryan"),
        ("Maria Lopez", "Mario Lopez"),
        ("Joe Poe, Jr.", "Joe Poe, Sr."),
        ("Joe A. Poe", "Joe B. Poe"),
        ("Joe Poe III", "Joe Poe, Jr."),
        ("Dr. Kim", "Kim's Auto Shop"),
        ("Kim\N{RIGHT SINGLE QUOTATION MARK}s Auto Shop", "Kim"),
        ("Maria Lopez", ""),
        ("", ""),
    ],
)
def test_relatives_are_different_people(one: str, other: str) -> None:
    assert compare_people(one, other) is DIFFERENT


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Robert Park", "Roberta Park", Contradiction.GIVEN_NAME),
        ("Park, Robert", "Roberta Prak", Contradiction.GIVEN_NAME),
        ("Susan A. Park", "Susan B. Park", Contradiction.MIDDLE_NAME),
        ("Park Susan A", "Susan Beth Park", Contradiction.MIDDLE_NAME),
        ("Susan Park Jr.", "Susan Park Sr.", Contradiction.GENERATION),
        ("Susan Lee", "Susan Lew", None),
        ("Bob Park", "Rob Park", None),
        ("Susan A. Park", "Susan Park", None),
        ("Susan Marie Park", "Marie Park", None),
        ("Susan Park", "Susan Miller", None),
        ("Delilah Wynn", "Della Wynn", None),
        ("Susan Park", "Wei Chen", None),
        ("Park", "Susan Park", None),
    ],
)
def test_what_tells_two_of_a_surname_apart(one: str, other: str, why: Contradiction | None) -> None:
    assert find_contradiction(name_key(one), name_key(other)) is why


def test_those_that_may_be_meant_are_found_by_their_places_the_same_ones_first() -> None:
    known = KnownPeople(
        ["Ann Lopes", "Lopez, Ann", "Bo Ray", "Annie Lopez", "ANN LOPEZ", "", "Ann"]
    )

    assert known.find("Ann Lopez") == {1: SAME, 4: SAME, 6: LIKE, 0: LIKE, 3: LIKE}
    assert known.find("Zoe Quill") == known.find("") == {}
    assert KnownPeople([]).find("Ann Lopez") == {}


WORDS = "ann anna tim tom tmi sue susan s m lee lew park prak jr sr ross rose"
NAMES = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4).map(" ".join)


@given(NAMES, NAMES)
def test_it_does_not_matter_which_name_comes_first(one: str, other: str) -> None:
    assert compare_people(one, other) is compare_people(other, one)


@given(NAMES)
def test_everybody_is_the_same_as_themselves(name: str) -> None:
    assert compare_people(name, name) is SAME


@given(st.lists(NAMES, max_size=6), NAMES)
def test_a_list_gives_the_answers_that_each_pair_gives(names: list[str], name: str) -> None:
    pairs = {place: compare_people(one, name) for place, one in enumerate(names)}

    found = KnownPeople(names).find(name)

    assert found == {place: how for place, how in pairs.items() if how is not DIFFERENT}


def test_what_somebody_owns_may_be_spelt_in_other_ways() -> None:
    assert compare_people("Kim's Auto Shop", "Kims Auto Shop") is SAME
    assert compare_people("Kim's Auto Shop", "Kim Auto Shop") is LIKE
    assert KnownPeople(["Kim's Auto Shop", "Kim Lee"]).find("Dr. Kim") == {1: LIKE}


@given(NAMES, NAMES)
def test_what_contradicts_is_the_same_from_both_sides_and_makes_two(one: str, other: str) -> None:
    keys = name_key(one), name_key(other)

    found = find_contradiction(*keys)

    assert find_contradiction(*keys[::-1]) is found
    assert found is None or compare_people(one, other) is DIFFERENT
