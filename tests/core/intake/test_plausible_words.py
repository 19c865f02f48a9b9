"""How likely a sign or a letter is at its place."""

import pytest

from refcli.core.intake.plausible_words import (
    IMPROBABLE,
    ODD,
    ORDINARY,
    UNUSUAL,
    is_latin,
    oddness_of_sign,
)


@pytest.mark.parametrize(
    ("one", "before", "after", "odd"),
    [
        *(
            ("\u2013", " ", " ", ORDINARY),
            ("\u2020", " ", " ", UNUSUAL),
            ("\xa3", "", "4", ORDINARY),
        ),
        *(("\u2019", "O", "N", UNUSUAL), ("\u2020", "a", "", IMPROBABLE)),
        *(("\u20ac", "a", "b", IMPROBABLE), ("\u20ac", "a", "", ODD), ("\xa9", "a", "b", UNUSUAL)),
    ],
)
def test_a_sign_is_strange_between_letters_and_less_so_beside_one(
    one: str, before: str, after: str, odd: int
) -> None:
    assert oddness_of_sign(one, before, after) == odd


def test_the_letters_of_western_europe_are_from_one_to_the_other_end() -> None:
    ends = ("\xbf", "\xc0", "\u017f", "\u0180")

    assert [is_latin(letter) for letter in ends] == [False, True, True, False]
