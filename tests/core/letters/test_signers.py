"""Who signs: each provider for the own patients, nobody for another."""

import pytest

from refcli.core.letters.signers import Signer, default_signer, find_signer, signers_table

RAY = Signer("Dr. Ray", "Ann Ray, DDS, MS", "206-555-0142")
BOB = Signer("Dr. Bob Ray", "Bob Ray, DMD")
CHEN = Signer("Wei Chen", "Wei Chen, MD", default=True)


@pytest.mark.parametrize("named", ["Dr. Ray", "ray", "Ann Ray", "Ray, Ann DDS", "Dr. Ann Ray"])
def test_a_provider_is_found_by_the_name_or_how_it_is_signed(named: str) -> None:
    assert find_signer([RAY, CHEN], named) == RAY


@pytest.mark.parametrize("named", ["", "Dr. Roy", "Dr. Bob Ray", "Dr. Chan", "Cher"])
def test_nobody_signs_for_another(named: str) -> None:
    assert find_signer([RAY, CHEN], named) is None


def test_of_two_that_may_be_meant_none_is_taken() -> None:
    ann = Signer("Dr. Ann Ray", "Ann Ray, DDS")

    assert find_signer([ann, BOB], "Dr. Ray") is None
    assert find_signer([ann, BOB], "bob ray") == BOB


def test_all_other_letters_are_signed_by_the_one_chosen_or_the_only_one() -> None:
    assert default_signer([RAY, CHEN]) == CHEN
    assert default_signer([RAY]) == RAY
    assert default_signer([RAY, BOB]) is None
    assert default_signer([]) is None


def test_the_list_says_who_signs_what() -> None:
    rows = signers_table([RAY, CHEN]).rows

    assert [row[-1] for row in rows] == [
        "reports on their patients",
        "reports on their patients, and all other letters",
    ]
