"""What the words of an event's line say: whom, and what else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.finding.event_lines import (
    EventLine,
    is_try,
    names_day,
    split_said,
    split_sentence,
    split_value,
)
from refcli.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "who", "value"),
    [
        ("lopez 1450", "lopez", "1450"),
        ("maria lopez $1,450.50", "maria lopez", "$1,450.50"),
        ("lopez value 1450", "lopez", "1450"),
        ("17 value 1450", "17", "1450"),
        ("17, 18", "17, 18", ""),
        ("#17 18", "#17 18", ""),
        ("17", "17", ""),
        ("S17 1450", "S17 1450", ""),
        ("lopez, 18", "lopez, 18", ""),
        ("lopez, kim", "lopez, kim", ""),
        ("value 1450", "value", "1450"),
    ],
)
def test_a_number_behind_a_name_is_the_value(typed: str, who: str, value: str) -> None:
    assert split_value(typed.split(), "seen") == EventLine(tuple(who.split()), value)


def test_a_dollar_sign_that_the_shell_took_away_is_told() -> None:
    with pytest.raises(UsageError, match="1450"):
        split_value(["lopez", ",450"], "seen")


@pytest.mark.parametrize("typed", ["17 1450", "17, 18 1450", "lopez, kim 1450", "bo, 17 1450"])
def test_a_number_that_may_be_a_referral_is_asked_about(typed: str) -> None:
    with pytest.raises(UsageError, match="1450 may be a value or one more referral"):
        split_value(typed.split(), "seen")


@given(st.lists(st.sampled_from(["lopez", "kim", "17", "1450", "S4", "value", "bo,"]), min_size=1))
def test_no_word_is_lost(words: list[str]) -> None:
    try:
        line = split_value(words, "seen")
    except UsageError:
        assert words[-1].isdigit()
        assert len(words) > 1
        return

    said = [line.said] if line.said else []
    assert line.who
    assert words in ([*line.who, *said], [*line.who, "value", *said])


@pytest.mark.parametrize(
    ("words", "who", "said"),
    [
        (("S41", "voicemail"), ("S41",), "voicemail"),
        (("ruth", "adler", "left", "a", "message"), ("ruth", "adler"), "left a message"),
        (("adler", "her son took it"), ("adler",), "her son took it"),
        (("bo kim", "ann ray"), ("bo kim", "ann ray"), ""),
        (("bo kim",), ("bo kim",), ""),
        (("busy",), ("busy",), ""),
    ],
)
def test_what_came_of_a_call_stands_behind_the_name(
    words: tuple[str, ...], who: tuple[str, ...], said: str
) -> None:
    assert split_sentence(words, is_try, lambda text: text == "ann ray") == EventLine(who, said)


def test_the_most_words_that_can_be_said_are_taken() -> None:
    days, words = {"12/9", "12/9 9:30", "9:30"}, ["kim", "12/9", "9:30"]

    assert split_said(words, days.__contains__) == EventLine(("kim",), "12/9 9:30")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(("1702, 1714", False), ("1702, 1714 12/20", False), ("1702,1714 friday", False)),
        *(("F1702, F1714", False), ("900, al fox", False), ("17", False), ("S4", False)),
        *(("12/2, 9:30", True), ("dec 2, 2026", True), ("3 days ago", True), ("13/45", True)),
    ],
)
def test_a_number_before_a_comma_is_a_referral_and_begins_no_day(text: str, *, day: bool) -> None:
    assert names_day(text) is day
