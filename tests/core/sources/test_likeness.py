"""The two figures that a check for near misses lives by: what it lets through, whom it stops."""

from random import Random

import pytest

from refcli.core.names.named import Named
from refcli.core.sources.matching import Found, Level, find_sources
from refcli.core.sources.rivals import find_suspects
from refcli.core.vocabulary import Kind

SEED = 7
NICKNAMES = {
    "Susan": "Sue",
    "James": "Jim",
    "Robert": "Bob",
    "Patricia": "Pat",
    "John": "Jack",
    "Michael": "Mike",
    "William": "Bill",
    "Elizabeth": "Liz",
    "Barbara": "Barb",
    "Margaret": "Peggy",
    "Charles": "Chuck",
    "Timothy": "Tim",
}
FIRST = (
    *NICKNAMES,
    *("Wei", "Anh", "Priya", "Omar", "José", "Amy", "Max", "Zara", "Toby", "Grace", "Hui", "Raj"),
    *("Karen", "Nancy", "Paul", "Emily", "Kevin", "Brian", "Laura", "Ryan", "Hannah", "Ivan"),
)
LAST = """
Park Smith Johnson Brown Garcia Miller Davis Rodriguez Martinez Lopez Wilson Anderson Moore Jackson
Lee Perez Thompson White Harris Sanchez Clark Robinson Walker Young King Wright Scott Torres Nguyen
Hill Green Adams Baker Hall Rivera Campbell Mitchell Carter Chen Chan Cheng Kim Kaplan Harrison
Hanson Hansen Britten Stanley Patel Okafor Tanaka Rossi O'Neil Müller Novak Haddad Silva Petrov
Cohen Levy Fischer Larsen Berg Ito Sato Wong Huang Singh Khan Hassan Reyes Morales Chavez Ruiz
Alvarez Murphy Cook Rogers Morgan Cooper Reed Bailey Kelly Ward Cox Wood Brooks Gray Hughes Price
Long Foster Ross Powell Perry Sullivan Coleman Butler Fisher
"""
EVERYBODY = [(first, last) for first in FIRST for last in LAST.split()]
PEOPLE = Random(SEED).sample(EVERYBODY, 2_000)  # noqa: S311


def doctors(number: int) -> list[Named]:
    return [Named(n, f"Dr. {a} {b}", Kind.PROVIDER) for n, (a, b) in enumerate(PEOPLE[:number], 4)]


def spellings(first: str, last: str) -> tuple[str, ...]:
    """Twenty ordinary ways to write a doctor's name."""
    called = NICKNAMES.get(first, first)
    return (
        *(f"{first} {last} DDS", f"{last}, {first}", f"{last.upper()}, {first.upper()} M"),
        *(f"{first} M. {last}", f"Dr. {first} Marie {last}", f"{first[0]}. {last}", f"Dr {last}"),
        *(f"{first} {last}{last[-1]}", f"{called} {last}", f"{first} {last}, D.M.D., P.C."),
        *(f"{first} {last} Jr.", f"{last}, {first} M., DDS", f"{first} ({called}) {last}"),
        *(f"Dr {first} {last} DDS PLLC", f"Drs. {last} and Ray", f"{first} {last}-Lee"),
        *(f"{first} {last}, D.M.D., M.S.D., PLLC", f"Dr. {first} {last} DDS Inc."),
        *(f"{first} M. {last} III, DMD, MS", f"Prof. {first} {last}, MD, PhD"),
    )


def test_of_sixty_doctors_in_twenty_spellings_none_is_silently_new() -> None:
    book = doctors(60)

    let_through = [
        spelling
        for doctor, (first, last) in zip(book, PEOPLE, strict=False)
        for spelling in spellings(first, last)
        if find_sources(spelling, book) != Found(doctor, Level.EXACT)
        and not find_suspects(spelling, [doctor])
    ]

    assert let_through == []


@pytest.mark.parametrize(("known", "most"), [(60, 0.01), (300, 0.03)])
def test_of_1200_new_doctors_few_are_stopped_and_none_is_taken_for_another(
    known: int, most: float
) -> None:
    book = doctors(known)
    strangers = [f"Dr. {first} {last}" for first, last in PEOPLE[known : known + 1_200]]

    assert [name for name in strangers if isinstance(find_sources(name, book), Found)] == []
    assert sum(bool(find_suspects(name, book)) for name in strangers) <= most * len(strangers)
