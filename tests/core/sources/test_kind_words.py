"""The kind of a source, in the words of those who type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.sources.kind_words import WORDS, find_kinds
from refcli.core.vocabulary import Kind


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("doctor", Kind.PROVIDER),
        ("Dr.", Kind.PROVIDER),
        ("dentists", Kind.PROVIDER),
        ("prov", Kind.PROVIDER),
        ("Friend/Family", Kind.PATIENT),
        ("family", Kind.PATIENT),
        ("pat", Kind.PATIENT),
        ("practice", Kind.OFFICE),
        ("Clinic", Kind.OFFICE),
        ("insurance", Kind.INSURER),
        ("i", Kind.INSURER),
        ("website", Kind.DIGITAL),
        ("FACEBOOK", Kind.DIGITAL),
        ("google", Kind.DIGITAL),
        ("drive-by", Kind.SIGNAGE),
        ("sign", Kind.SIGNAGE),
        ("flyers", Kind.PRINT),
        ("patients", Kind.PATIENT),
        ("church", Kind.COMMUNITY),
        ("other", Kind.OTHER),
    ],
)
def test_what_people_call_a_source_is_understood(typed: str, kind: Kind) -> None:
    assert find_kinds(typed) == [kind]


@pytest.mark.parametrize("typed", ["", " ", "-", "xyz", "doctors office", "providerr"])
def test_what_fits_nothing_is_no_kind(typed: str) -> None:
    assert find_kinds(typed) == []


def test_a_beginning_of_several_kinds_is_all_of_them() -> None:
    assert find_kinds("p") == [Kind.PATIENT, Kind.PROVIDER, Kind.PRINT]
    assert find_kinds("o") == [Kind.OFFICE, Kind.OTHER]


@given(st.sampled_from(Kind), st.integers(min_value=4))
def test_a_kind_is_known_by_its_name_and_by_every_beginning_of_four_letters(
    kind: Kind, letters: int
) -> None:
    assert find_kinds(kind[:letters]) == [kind]


def test_no_word_means_two_kinds_and_none_is_the_name_of_another() -> None:
    words = [word for several in WORDS.values() for word in several]

    assert len(words) == len(set(words))
    assert set(words) & set(Kind) == set()
