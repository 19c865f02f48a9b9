"""What one word of a name may stand for, whichever is the longer one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.names.given_names import are_two_names, is_nickname, list_nicknames
from refcli.core.names.words import Likeness, Resemblance, compare_words, measure_words

SAME, NICKNAME, INITIAL, BEGUN, SLIP = Resemblance


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("susan", "susan", SAME),
        ("susan", "sue", NICKNAME),
        ("bob", "rob", NICKNAME),
        ("patti", "patricia", NICKNAME),
        ("sara", "sarah", NICKNAME),
        ("susan", "s", INITIAL),
        ("robert", "b", INITIAL),
        ("rosenberg", "rosen", BEGUN),
        ("park", "parks", BEGUN),
        ("susan", "suasn", SLIP),
        ("joan", "john", SLIP),
        ("christofferson", "cristoferson", SLIP),
        ("susan", "b", None),
        ("lee", "lew", None),
        ("susan", "robert", None),
        ("patricia", "patrick", SLIP),
    ],
)
def test_a_word_may_stand_for_another(one: str, other: str, how: Resemblance | None) -> None:
    assert compare_words(one, other) is compare_words(other, one) is how


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("susan", "susan", Likeness(0, 0)),
        ("susan", "sue", Likeness(1, 0)),
        ("susan", "s", Likeness(2, 0)),
        ("park", "parks", Likeness(1, 0)),
        ("susan", "suasn", Likeness(1, 1)),
        ("susan", "robert", None),
    ],
)
def test_a_nickname_is_nearer_than_an_initial(one: str, other: str, far: Likeness | None) -> None:
    assert measure_words(one, other) == far


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("tim", "tom", True),
        ("robert", "roberta", True),
        ("patricia", "patrick", True),
        ("bob", "rob", False),
        ("joan", "john", False),
        ("al", "alvin", False),
        ("tim", "tmi", False),
        ("park", "parks", False),
    ],
)
def test_nobody_bears_two_given_names_that_are_no_short_forms(
    one: str,
    other: str,
    two: bool,  # noqa: FBT001  (a column of the table)
) -> None:
    assert are_two_names(one, other) is are_two_names(other, one) is two


NAMES = st.sampled_from(
    ["bob", "bobby", "rob", "robert", "roberta", "sue", "suzie", "susan", "patti", "patrick", "x"]
)


@given(NAMES, NAMES)
def test_whoever_may_be_called_so_may_call_the_other_so(one: str, other: str) -> None:
    assert is_nickname(one, other) is is_nickname(other, one)
    assert (other in list_nicknames(one)) is (one in list_nicknames(other))
