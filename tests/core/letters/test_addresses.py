"""An address in lines, the ZIP with its city."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.letters.addresses import address_lines, postal_lines
from refcli.core.letters.templates import Addressee
from refcli.core.sources.postal import PostalAddress
from tests.core.letters.address_samples import SAMPLES


@pytest.mark.parametrize(("address", "city"), [sample[2:] for sample in SAMPLES])
def test_the_city_and_its_zip_have_a_line_of_their_own(address: str, city: str) -> None:
    lines = address_lines(address)

    assert city in lines
    assert len(lines) <= 3 or "\n" in address


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("", []),
        (" , ,", []),
        ("12 Elm St", ["12 Elm St"]),
        ("12 Elm St, Seattle", ["12 Elm St", "Seattle"]),
        ("12 Elm St, Seattle, WA", ["12 Elm St", "Seattle, WA"]),
        (
            "4501 Wallingford Avenue North, Suite 400, Building B, Seattle, WA 98103-1234",
            ["4501 Wallingford Avenue North", "Suite 400, Building B", "Seattle, WA 98103-1234"],
        ),
        ("Hauptstr. 5, Berlin 10115", ["Hauptstr. 5", "Berlin 10115"]),
        ("1 X St, Seattle, WA 98101, USA", ["1 X St", "Seattle, WA 98101", "USA"]),
    ],
)
def test_a_street_takes_one_line_or_two(address: str, lines: list[str]) -> None:
    assert address_lines(address) == lines


PARTS = st.lists(st.sampled_from(["Elm", "Elm WA", "WA 98101", "98101", "1", "D.C."]))


@given(st.text("aB1 ,.-\n") | PARTS.map(", ".join))
def test_no_word_of_an_address_is_lost(address: str) -> None:
    kept = " ".join(address_lines(address)).replace(",", " ").split()

    assert kept == address.replace(",", " ").split()


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        (PostalAddress("12 Elm St", "Seattle", "WA", "98101"), ["12 Elm St", "Seattle, WA 98101"]),
        (
            PostalAddress(
                "4501 Wallingford Ave N, Suite 400, Building B", "Seattle", "WA", "98103"
            ),
            ["4501 Wallingford Ave N", "Suite 400, Building B", "Seattle, WA 98103"],
        ),
        (PostalAddress("12 Elm St", "Seattle", "WA"), []),
        (PostalAddress(), []),
    ],
)
def test_an_address_in_parts_needs_no_reading(parts: PostalAddress, lines: list[str]) -> None:
    assert postal_lines(parts) == lines


WORDS = st.text(st.characters(categories=["L", "N"], include_characters=" ,.-#"), min_size=1)
NAMED = WORDS.filter(lambda text: text.strip(" ,.-#"))


@given(NAMED, NAMED, NAMED, st.from_regex(r"[0-9]{5}(-[0-9]{4})?", fullmatch=True))
def test_a_block_in_parts_has_five_lines_at_most_and_ends_in_its_zip(
    name: str, street: str, city: str, code: str
) -> None:
    to = Addressee(1, name, name, parts=PostalAddress(street, city, "WA", code))

    assert len(to.lines) <= 5
    assert to.lines[-1] == f"{city}, WA {code}"
