"""What the codes say in plain words, and which codes a word means."""

import pytest

from refcli.core.targets.specialties import (
    FAMILIES,
    has_specialty,
    is_called_doctor,
    list_specialties,
    name_codes,
    read_specialty,
    word_key,
)
from refcli.errors import UsageError


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("122300000X", "dentist"),
        ("1223G0001X", "general dentist"),
        ("1223E0200X", "endodontist"),
        ("1223S0112X", "oral surgeon"),
        ("261QD0000X", "dental clinic"),
        ("261QP2300X", "primary care clinic"),
        ("207Q00000X", "family physician"),
        ("207QA0000X", "family physician"),  # adolescent medicine is a part of it
        ("207RC0001X", "cardiologist"),
        ("207R00000X", "internist"),
        ("208000000X", "pediatrician"),
        ("2084N0400X", "neurologist"),
        ("363LF0000X", "nurse practitioner"),
        ("999X00000X", "999X00000X"),  # of no use to a practice
    ],
)
def test_a_code_is_told_in_plain_words(code: str, expected: str) -> None:
    assert name_codes([code]) == expected


def test_several_codes_are_told_each_once() -> None:
    assert name_codes(["1223E0200X", "122300000X", "1223E0200X"]) == "endodontist, dentist"


@pytest.mark.parametrize(
    ("typed", "fitting", "other"),
    [
        ("dentist", "1223X0400X", "207Q00000X"),
        ("Dentists", "261QD0000X", "261QP2300X"),
        ("orthodontics", "1223X0400X", "1223E0200X"),
        ("children's dentist", "1223P0221X", "208000000X"),
        ("Oral & Maxillofacial Surgery", "1223S0112X", "1223P0106X"),
        ("oral surgeon", "204E00000X", "2086S0129X"),
        ("primary care", "208D00000X", "207RC0000X"),
        ("physician", "2086S0129X", "363LF0000X"),
        ("ob/gyn", "207V00000X", "207W00000X"),
        ("1223e0200x", "1223E0200X", "1223X0400X"),
    ],
)
def test_a_word_means_its_codes(typed: str, fitting: str, other: str) -> None:
    wanted = read_specialty(typed.replace("&", "and"))

    assert has_specialty([fitting], wanted)
    assert not has_specialty([other], wanted)


def test_the_second_code_of_a_provider_counts_as_well() -> None:
    assert has_specialty(["183500000X", "1223E0200X"], read_specialty("endodontist"))


def test_a_word_that_is_not_known_is_refused_with_some_that_are() -> None:
    with pytest.raises(UsageError) as refused:
        read_specialty("plumber")

    assert str(refused.value) == (
        "'plumber' is no specialty that is known. Type: dentist, orthodontist, family physician,"
        " primary care, or a code such as 1223X0400X"
    )


def test_every_name_of_the_table_is_understood() -> None:
    for one in list_specialties():
        for word in (one.name, *one.words):
            assert has_specialty([one.code.ljust(10, "0")], read_specialty(word)), word


def test_every_code_stands_once_in_the_table() -> None:
    codes = [one.code for one in list_specialties()]

    assert len(codes) == len({*codes})
    assert all(word_key(word) == word for word in FAMILIES)


def test_dentists_and_physicians_are_called_doctor() -> None:
    assert is_called_doctor(["1223G0001X"])
    assert is_called_doctor(["183500000X", "207Q00000X"])
    assert not is_called_doctor(["363LF0000X"])
