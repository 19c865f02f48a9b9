"""Numbers, keys and names of several things in one line."""

import pytest

from refcli.core.finding.things import (
    find_thing,
    key_number,
    make_thing,
    read_several,
    typed_number,
)
from refcli.core.sources.matching import Found

NAMES = {"lopez", "bo kim", "maria lopez", "lopez, maria", "maria", "ray"}


def is_one(text: str) -> bool:
    return text.strip().lower() in NAMES


@pytest.mark.parametrize(
    ("words", "readings"),
    [
        (["lopez"], [["lopez"]]),
        (["lopez", "bo kim"], [["lopez", "bo kim"]]),
        (["lopez,ray"], [["lopez", "ray"]]),
        (["lopez,", "ray"], [["lopez", "ray"]]),
        (["S4,S5"], [["S4", "S5"]]),
        (["S4, S5"], [["S4", "S5"]]),
        (["17", "#18"], [["17", "#18"]]),
        (["Lopez, Maria"], [["Lopez, Maria"]]),
        (["Kim, Zoe"], [["Kim, Zoe"]]),
        (["maria", "lopez"], [["maria lopez"], ["maria", "lopez"]]),
        (["Lopez,", "Maria"], [["Lopez, Maria"], ["Lopez", "Maria"]]),
        (["lopez", "ray"], [["lopez ray"], ["lopez", "ray"]]),
        (["zoe", "ray", "bo kim"], [["zoe ray", "bo kim"], ["zoe", "ray", "bo kim"]]),
        (["bo kim", "zoe", "ray"], [["bo kim", "zoe ray"], ["bo kim", "zoe", "ray"]]),
        (["17", "zoe", "ray"], [["17", "zoe ray"], ["17", "zoe", "ray"]]),
        (["zoe", "ray,", "maria"], [["zoe ray", "maria"]]),
        (["lopez", ",ray"], [["lopez", "ray"]]),
        (["lopez", ",", "ray"], [["lopez", "ray"]]),
        (["lopez,ray", "maria"], [["lopez", "ray", "maria"]]),
        ([","], [[]]),
    ],
)
def test_words_name_several_or_one_who_was_typed_without_quotes(
    words: list[str], readings: list[list[str]]
) -> None:
    assert read_several(words, is_one) == readings


@pytest.mark.parametrize(
    ("typed", "number"), [("17", 17), (" #017 ", 17), ("x", 0), ("9" * 5000, int("9" * 20))]
)
def test_a_number_may_have_its_sign(typed: str, number: int) -> None:
    assert typed_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "number"), [("D3", 3), ("d3.47", 3), ("V3", 0), ("Dora", 0), ("3", 0)]
)
def test_a_key_stands_for_its_number(typed: str, number: int) -> None:
    assert key_number(typed, "D") == number


def test_a_thing_is_meant_by_whole_words_and_no_title_makes_a_person_of_it() -> None:
    things = [make_thing(1, "Hand out cards"), make_thing(2, "Dr. Ray's open house")]

    found = [find_thing(typed, things) for typed in ("cards", "dr rays open", "car")]

    assert [one.source.id if isinstance(one, Found) else None for one in found] == [1, 2, None]
