"""One street, however it is written."""

import pytest

from refcli.core.sources.duplicates.streets import StreetKey, is_same_street, street_key


@pytest.mark.parametrize(
    "street",
    [
        "4501 North Wallingford Avenue, Suite 400",
        "4501 N Wallingford Ave Ste 400",
        "4501 N. WALLINGFORD AVE. #400",
        "4501 N Wallingford Av, Ste. 400",
    ],
)
def test_a_street_has_one_key_in_all_its_spellings(street: str) -> None:
    assert street_key(street) == StreetKey("4501", frozenset({"n", "wallingford", "ave"}), "400")


@pytest.mark.parametrize("street", ["", "Elm St", "PO Box", "400", "#7"])
def test_a_street_without_a_house_has_no_key(street: str) -> None:
    assert street_key(street) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("12 Elm St", "12 Elm", True),
        ("12 Elm St", "12 Elm Street, 2nd Floor", True),
        ("12 Maple St", "12 Mapel St", True),
        ("12 N Elm St", "12 Elm St", True),
        ("12 First Ave", "12 1st Ave", True),
        ("12 N Elm St", "12 S Elm St", False),
        ("12 Elm St", "14 Elm St", False),
        ("12 Elm St", "12 Oak St", False),
        ("12 Elm St", "12 Elm Ave", False),
        ("12 Elm St", "12 Elm Ct", False),
        ("12 6th Ave", "12 7th Ave", False),
    ],
)
def test_a_house_is_the_same_with_a_word_left_out_or_mistyped(
    one: str, other: str, *, same: bool
) -> None:
    keys = street_key(one), street_key(other)

    assert keys[0] is not None
    assert keys[1] is not None
    assert is_same_street(keys[0], keys[1]) is is_same_street(keys[1], keys[0]) is same


def test_two_houses_of_one_number_without_a_word_in_common_are_two() -> None:
    bare, named = StreetKey("12", frozenset(), ""), StreetKey("12", frozenset({"elm", "st"}), "")

    assert not is_same_street(bare, named)
    assert not is_same_street(named, bare)
    assert is_same_street(named, StreetKey("12", frozenset({"elm"}), ""))
