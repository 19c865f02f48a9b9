import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.names.capitals import with_capitals
from refcli.core.names.keys import name_key


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("maria o'neil", "Maria O'Neil"),
        ("dr ben rossi dds", "Dr. Ben Rossi DDS"),
        ("smiles on main", "Smiles on Main"),
        ("kim's auto shop", "Kim's Auto Shop"),
        ("ann mcdonald jr", "Ann McDonald Jr"),
        ("smith-jones, ann", "Smith-Jones, Ann"),
        ("bo kim iii", "Bo Kim III"),
        ("maria de la cruz", "Maria de la Cruz"),
        ("ann do", "Ann Do"),
        ("josé núñez", "José Núñez"),
        ("j.r. smith", "J.R. Smith"),
        ("yelp.com", "Yelp.com"),
        ("24 hour dental llc", "24 Hour Dental LLC"),
        ("李伟", "李伟"),
        ("Li wei", "Li wei"),
        ("MARIA LOPEZ", "MARIA LOPEZ"),
    ],
)
def test_a_name_without_capitals_gets_them(typed: str, written: str) -> None:
    assert with_capitals(typed) == written


@given(st.text(alphabet="abdo'-., drmcé李 ", max_size=30))
def test_it_stays_the_same_name_and_is_done_once(typed: str) -> None:
    written = with_capitals(typed)

    assert name_key(written) == name_key(typed)
    assert with_capitals(written) == written
