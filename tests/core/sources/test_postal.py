"""Addresses are split where that is certain, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.sources.postal import (
    PostalAddress,
    postal_text,
    read_postal_state,
    read_postal_zip,
    split_address,
)
from refcli.errors import UsageError

WALLINGFORD = PostalAddress("4501 Wallingford Ave N, Suite 400", "Seattle", "WA", "98103-1234")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("4501 Wallingford Ave N, Suite 400, Seattle, WA 98103-1234", WALLINGFORD),
        ("4501 Wallingford Ave N, Suite 400\nSeattle, WA 981031234\nUSA", WALLINGFORD),
        (" 4501 Wallingford Ave N,Suite 400,  Seattle Wa. 98103-1234, U.S.A.", WALLINGFORD),
        ("4501 Wallingford Ave N, Suite 400, Seattle, Washington, 98103-1234", WALLINGFORD),
        ("12 Elm St\nSeattle WA 98101", PostalAddress("12 Elm St", "Seattle", "WA", "98101")),
        ("PO Box 7, Oxford, MS 38655", PostalAddress("PO Box 7", "Oxford", "MS", "38655")),
        (
            "One Microsoft Way, Redmond, WA 98052",
            PostalAddress("One Microsoft Way", "Redmond", "WA", "98052"),
        ),
        (
            "1200 S 320th St, Bldg B, 2nd Floor, Federal Way, WA 98003",
            PostalAddress("1200 S 320th St, Bldg B, 2nd Floor", "Federal Way", "WA", "98003"),
        ),
        (
            "5 Rue St, Coeur d'Alene, Idaho 83814",
            PostalAddress("5 Rue St", "Coeur d'Alene", "ID", "83814"),
        ),
        (
            "12 M St NW, Washington, D.C. 20001",
            PostalAddress("12 M St NW", "Washington", "DC", "20001"),
        ),
        (
            "12 Elm St, Charleston West Virginia 25301",
            PostalAddress("12 Elm St", "Charleston", "WV", "25301"),
        ),
        (
            "12 Main St, St. Paul, MN 55101",
            PostalAddress("12 Main St", "St. Paul", "MN", "55101"),
        ),
        (
            "2500 Calle Sol, Winston-Salem, NC 27101",
            PostalAddress("2500 Calle Sol", "Winston-Salem", "NC", "27101"),
        ),
    ],
)
def test_an_address_with_clear_borders_is_split(text: str, parts: PostalAddress) -> None:
    assert split_address(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Seattle",
        "98103",
        "Seattle, WA 98103",
        "12 Elm St",
        "12 Elm St, Seattle",
        "12 Elm St, Seattle, WA",
        "12 Elm St, Seattle 98101",
        "12 Elm St Seattle WA 98101",
        "12 Elm St Seattle, WA 98101",
        "12 Elm St, WA 98101",
        "12 Elm St, Radiology Dept Westwood, NJ 07675",
        "12 Elm St, Suite B, WA 98101",
        "400, Broadway, WA 98101",
        "12 Elm St, Bay Street, WA 98101",
        "12 Elm St, Seattle, King County, WA 98101",
        "12 Elm St, Ballard, Seattle, WA 98101",
        "12 Elm St, 29 Palms, CA 92277",
        "12 Elm St, NE, WA 98101",
        "Lakeside Dental, 12 Elm St, Seattle, WA 98101",
        "c/o Mary Ray, 12 Elm St, Seattle, WA 98101",
        "12 Elm St, Seattle, WA 98101; 14 Oak St, Tacoma, WA 98402",
        "12 Elm St, Seattle, WA 98101, 206-555-0142",
        "12 Elm St, Seattle, WX 98101",
        "12 Elm St, Seattle, WA 9810",
        "12 Ouellette Ave, Windsor, ON N9A 1A1",
        "Hauptstr. 5, Berlin 10115",
        "corner of Elm and Oak, Seattle, WA 98101",
    ],
)
def test_an_address_in_doubt_is_left_as_it_is(text: str) -> None:
    assert split_address(text) is None


STREETS = st.builds(
    "{} {} {}{}".format,
    st.integers(1, 99999),
    st.sampled_from(["Elm", "NE 45th", "Martin Luther King Jr", "Calle del Sol", "O'Farrell"]),
    st.sampled_from(["St", "Ave", "Blvd NE", "Way", "Hwy 9"]),
    st.sampled_from(["", ", Suite 400", ", Bldg B, Ste 2", ", # 7", ", 2nd Floor"]),
)
CITIES = ["Seattle", "St. Paul", "Coeur d'Alene", "Winston-Salem", "Salt Lake City", "Cañon City"]
ADDRESSES = st.builds(
    PostalAddress,
    STREETS | st.just("PO Box 12"),
    st.sampled_from([*CITIES, "Washington", "New York", "Kansas City", "Federal Way"]),
    st.sampled_from(["WA", "DC", "NY", "KS", "PR", "AE"]),
    st.from_regex(r"[0-9]{5}(-[0-9]{4})?", fullmatch=True),
)


@given(ADDRESSES)
def test_parts_that_are_joined_and_split_again_are_equal(address: PostalAddress) -> None:
    assert split_address(postal_text(address)) == address


PIECES = ["12 Elm St", "Elm", "Suite 4", "Seattle", "WA", "WA 98101", "98101", "Seattle WA 98101"]


@given(st.lists(st.sampled_from(PIECES), min_size=1).map(", ".join))
def test_no_word_is_lost_or_made_up_where_an_address_is_split(text: str) -> None:
    parts = split_address(text)

    words = text.replace(",", " ").split()
    assert parts is None or postal_text(parts).replace(",", " ").split() == words


@pytest.mark.parametrize(
    ("typed", "code"),
    [("wa", "WA"), ("Washington", "WA"), ("D.C.", "DC"), ("pr", "PR"), ("ae", "AE")],
)
def test_a_state_is_its_two_letters(typed: str, code: str) -> None:
    assert read_postal_state(typed) == code


def test_what_is_no_state_is_refused() -> None:
    with pytest.raises(UsageError, match="'ON' is no state"):
        read_postal_state("ON")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("98103", "98103"), ("98103-1234", "98103-1234"), ("981031234", "98103-1234")],
)
def test_a_zip_code_has_five_or_nine_digits(typed: str, kept: str) -> None:
    assert read_postal_zip(typed) == kept


def test_a_zip_code_that_lost_its_zero_is_offered_with_it() -> None:
    with pytest.raises(UsageError, match=r"'6360' is no ZIP code\. .* type 06360"):
        read_postal_zip("6360")
