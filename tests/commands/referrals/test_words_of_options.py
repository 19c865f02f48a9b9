"""Words of a sentence that no keyword tells: the chart, the service, the part of a day."""

import pytest

from tests.conftest import Ref, made_once


@pytest.fixture(autouse=True)
@made_once
def sources(ref: Ref) -> None:
    """Dr. Ana Ortiz at Ballard Dental, and a patient of hers, Bo Kim."""
    ref('add "Bo Kim" --from "Dr. Ana Ortiz" --kind provider --office "Ballard Dental"')


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (
            "add ida roe from dr ortiz chart 77 booked 12/2 10am",
            "ref add ida roe from dr ortiz booked 12/2 10am --chart 77",
        ),
        (
            "add ida roe from dr ortiz service implant booked 12/2",
            "ref add ida roe from dr ortiz booked 12/2 --service implant",
        ),
        (
            "add ida roe from dr ortiz with dr ray booked 12/2",
            'ref add ida roe from dr ortiz booked 12/2 --provider "dr ray"',
        ),
        (
            "add new patient ida roe from dr ortiz",
            'ref add ida roe from dr ortiz note "new patient"',
        ),
        (
            "add existing pt ida roe from dr ortiz booked 12/2",
            'ref add ida roe from dr ortiz booked 12/2 note "existing pt"',
        ),
        (
            "add ida roe dob 1/2/1980 from dr ortiz",
            'ref add ida roe from dr ortiz note "dob 1/2/1980"',
        ),
        (
            "add ida roe age 7 from dr ortiz booked 12/2",
            'ref add ida roe from dr ortiz booked 12/2 note "age 7"',
        ),
        (
            "add ida roe tooth #14 from dr ortiz",
            'ref add ida roe from dr ortiz note "tooth #14"',
        ),
        (
            "add ida roe with mom from dr ortiz",
            'ref add ida roe from dr ortiz note "with mom"',
        ),
        (
            "add ida roe w/ mom from dr ortiz chart 77",
            'ref add ida roe from dr ortiz --chart 77 note "w/ mom"',
        ),
        (
            "add ida roe from dr ortiz with mom booked 12/2",
            'ref add ida roe from dr ortiz booked 12/2 note "with mom"',
        ),
        (
            "add ida roe from dr ortiz booked 12/2 with hygiene",
            'ref add ida roe from dr ortiz booked 12/2 note "with hygiene"',
        ),
        (
            "add ida roe from dr ortiz booked 12/2 w/ dr ray",
            'ref add ida roe from dr ortiz booked 12/2 --provider "dr ray"',
        ),
        (
            "add ida roe from dr ortiz for implant booked 12/2",
            "ref add ida roe from dr ortiz booked 12/2 --service implant",
        ),
        (
            "add ida roe from dr ortiz new patient booked 12/2",
            'ref add ida roe from dr ortiz booked 12/2 note "new patient"',
        ),
        (
            "add ida roe from dr ortiz phone 206-555-0002 chart A-99 note x",
            "ref add ida roe from dr ortiz phone 206-555-0002 --chart A-99 note x",
        ),
        (
            "add ida roe from dr ortiz booked 12/2 new patient note x",
            'ref add ida roe from dr ortiz booked 12/2 note "x; new patient"',
        ),
        (
            "add ida roe chart no 12 from dr ortiz service crown with dr ray",
            'ref add ida roe from dr ortiz --chart 12 --service crown --provider "dr ray"',
        ),
        (
            "add ida roe from dr ortiz booked 12/2 chart 5 lives far",
            'ref add ida roe from dr ortiz booked 12/2 --chart 5 note "lives far"',
        ),
        (
            "add ida roe from dr ortiz booked friday @ 9:30",
            "ref add ida roe from dr ortiz booked friday at 9:30",
        ),
    ],
)
def test_what_no_keyword_tells_is_answered_with_its_option(ref: Ref, typed: str, line: str) -> None:
    said = ref(typed, exit_code=2).stderr

    assert said.strip().endswith(f"Type: {line}")
    assert "from Dr. Ana Ortiz" in ref(line.removeprefix("ref ")).stdout


def test_a_source_called_so_keeps_its_whole_name(ref: Ref) -> None:
    ref('source add "Smiles With Ray" --kind office')

    assert "from Smiles With Ray" in ref("add ida roe from smiles with ray").stdout


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (
            "add ida roe from dr ortiz booked tomorrow morning",
            "ref add ida roe from dr ortiz booked tomorrow note morning",
        ),
        (
            "add ida roe from dr ortiz booked 12/2 afternoon",
            "ref add ida roe from dr ortiz booked 12/2 note afternoon",
        ),
        (
            "add ida roe from dr ortiz booked this afternoon note x",
            'ref add ida roe from dr ortiz booked today note "x; afternoon"',
        ),
        (
            'add "ida roe" --from "dr ortiz" --booked "friday morning"',
            'ref add "ida roe" from "dr ortiz" booked friday note morning',
        ),
        ("booked kim tomorrow morning", "ref booked kim tomorrow --note morning"),
        ("booked kim 12/2 in the afternoon", "ref booked kim 12/2 --note afternoon"),
        ("booked kim 12/2 pm", "ref booked kim 12/2 --note pm"),
        ('booked kim --for "12/2 pm"', "ref booked kim --for 12/2 --note pm"),
    ],
)
def test_a_part_of_a_day_is_no_hour_and_is_not_lost(ref: Ref, typed: str, line: str) -> None:
    said = ref(typed, exit_code=2).stderr

    assert "names no hour" in said
    assert said.strip().endswith(line)
    ref(line.removeprefix("ref "))


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("booked kim 12/2 9:30 in the morning", "9:30"),
        ("booked kim 12/2 at 2 in the afternoon", "14:00"),
        ("booked kim friday 6 in the evening", "18:00"),
    ],
)
def test_the_half_of_the_day_may_be_said_in_words(ref: Ref, typed: str, hour: str) -> None:
    assert f", {hour}." in ref(typed).stdout


@pytest.mark.parametrize("name", ["Ida Tooth", "Ida Age", "New Patience"])
def test_a_name_with_such_a_word_is_a_name(ref: Ref, name: str) -> None:
    assert f": {name}, from Dr. Ana Ortiz" in ref(f"add {name} from dr ortiz").stdout
