"""An address in lines, the ZIP with its city."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.letters.addresses import address_lines
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
