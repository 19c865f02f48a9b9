"""The sentence of ``ref add``: what each word belongs to, and what is refused."""

import shlex
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from refcli.core.referrals.sentence.parts import (
    KEYWORDS,
    OPTIONS,
    Readers,
    Run,
    Said,
    Slot,
    keyword_of,
)
from refcli.core.referrals.sentence.reading import read_sentence
from refcli.core.referrals.sentence.splitting import split_parts
from refcli.core.referrals.sentence.telling import write_line
from refcli.core.sources.reach import read_phone_alone
from refcli.core.values.clock_hours import split_hour
from refcli.core.values.date_text import DaySense
from refcli.core.values.dates import read_day_for
from refcli.core.values.money import read_cents
from refcli.errors import RefError

TODAY = date(2026, 11, 23)
ON_RECORD = {"home at last", "smiles on main", "on point dental"}
KNOWN = Readers(
    {
        Slot.ON: lambda text: read_day_for(text, TODAY, DaySense.PAST),
        Slot.BOOKED: lambda text: read_day_for(split_hour(text).day, TODAY, DaySense.FUTURE),
        Slot.PHONE: read_phone_alone,
        Slot.VALUE: read_cents,
    },
    lambda name: name.casefold() in ON_RECORD,
)
PART_OF = {option: part for part, option in OPTIONS.items()}


def runs_of(line: str) -> list[Run]:
    """The runs of a line in which every option is a part of the sentence."""
    runs, words, option = list[Run](), list[str](), None
    left = shlex.split(line)
    while left:
        word = left.pop(0)
        if word == "--":
            runs += [Run(tuple(words), option)] if words else []
            return [*runs, Run(tuple(left), literal=True)]
        if word not in PART_OF:
            words.append(word)
            continue
        runs += [Run(tuple(words), option)] if words else []
        option, words = PART_OF[word], [left.pop(0)]
    return [*runs, Run(tuple(words), option)] if words else runs


def read(line: str) -> dict[str, str]:
    """What a line says, part by part."""
    return {str(one.part): one.text for one in read_sentence(runs_of(line), KNOWN).parts}


def refusal(line: str) -> str:
    """Why a line is refused."""
    with pytest.raises(RefError) as caught:
        read(line)
    return str(caught.value)


def test_words_until_a_keyword_need_no_quotes() -> None:
    assert read(
        "maria lopez from dr chen at chen family booked 12/2 9:30 phone 206-555-0107 also google"
        ' on yesterday value 1450 note "left molar"'
    ) == {
        "patient": "maria lopez",
        "from": "dr chen",
        "at": "chen family",
        "booked": "12/2 9:30",
        "phone": "206-555-0107",
        "also": "google",
        "on": "yesterday",
        "value": "1450",
        "note": "left molar",
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("maria lopez --from dr chen", {"patient": "maria lopez", "from": "dr chen"}),
        ('"Maria Lopez" --from "dr chen"', {"patient": "Maria Lopez", "from": "dr chen"}),
        ('--from google "Maria Lopez"', {"from": "google", "patient": "Maria Lopez"}),
        ("--from google Maria", {"from": "google", "patient": "Maria"}),
        ('--from "dr chen" maria lopez', {"from": "dr chen", "patient": "maria lopez"}),
        ('--from dr chen "Maria Lopez"', {"from": "dr chen", "patient": "Maria Lopez"}),
        ("On --from google", {"patient": "On", "from": "google"}),
        ("--from google Note", {"from": "google", "patient": "Note"}),
        ("--from dr chen", {"from": "dr chen"}),
        (
            "--phone 206-555-0107 maria lopez from google",
            {"phone": "206-555-0107", "patient": "maria lopez", "from": "google"},
        ),
        (
            "maria lopez from google --booked 12/2 9:30",
            {"patient": "maria lopez", "from": "google", "booked": "12/2 9:30"},
        ),
        ("Maria Lopez FROM: google", {"patient": "Maria Lopez", "from": "google"}),
        ("maria from google booked", {"patient": "maria", "from": "google", "booked": ""}),
        ("maria from google not booked", {"patient": "maria", "from": "google", "not booked": ""}),
        (
            "maria from google --also yelp --also bing",
            {"patient": "maria", "from": "google", "also": "bing"},
        ),
    ],
)
def test_options_and_words_mix(line: str, said: dict[str, str]) -> None:
    assert read(line) == said


def test_at_is_an_office_before_booked_and_an_hour_after_it() -> None:
    assert read("bo from dr ray at elm dental booked 12/2 at 9") == {
        "patient": "bo",
        "from": "dr ray",
        "at": "elm dental",
        "booked": "12/2 at 9",
    }
    assert read("bo booked 12/2 from dr ray at noon")["booked"] == "12/2 at noon"

    assert refusal("bo from dr ray booked 12/2 9:30 at elm dental").endswith(
        "Type: ref add bo from dr ray at elm dental booked 12/2 9:30"
    )
    assert refusal("bo from dr ray at 9:30 booked 12/2").endswith(
        "Type: ref add bo from dr ray booked 12/2 at 9:30"
    )


def test_what_stands_in_quotes_holds_no_keyword() -> None:
    assert read('maria from "home at last" note "pain on friday" phone 206-555-0107') == {
        "patient": "maria",
        "from": "home at last",
        "note": "pain on friday",
        "phone": "206-555-0107",
    }


def test_a_name_on_record_goes_before_a_keyword_that_cannot_be_one() -> None:
    assert read("maria from smiles on main")["from"] == "smiles on main"
    assert read("maria from on point dental")["from"] == "on point dental"


@pytest.mark.parametrize(
    ("line", "one", "other"),
    [
        (
            "maria from home at last",
            'from "home at last"',
            "ref add maria from home --office last --kind provider --new",
        ),
        (
            "maria from google note pain on friday",
            "ref add maria from google on friday note pain",
            'ref add maria from google note "pain on friday"',
        ),
        (
            "maria from google note sensitive also dr park",
            "ref add maria from google also dr park note sensitive",
            'ref add maria from google note "sensitive also dr park"',
        ),
        (
            "maria from google note tooth 14 also yelp",
            'ref add maria from google also yelp note "tooth 14"',
            'ref add maria from google note "tooth 14 also yelp"',
        ),
        (
            "--from dr chen maria lopez",
            "ref add maria lopez from dr chen",
            "ref add lopez from dr chen maria",
        ),
        (
            "--from google maria lopez",
            "ref add maria lopez from google",
            "ref add lopez from google maria",
        ),
    ],
)
def test_where_both_can_be_meant_both_are_shown(line: str, one: str, other: str) -> None:
    said = refusal(line)

    assert said.startswith("This can be read two ways, and nothing was recorded.")
    assert one in said
    assert other in said
    for way in said.split(": ref add ")[1:]:
        assert read(way.partition(" · ")[0].partition(" --kind")[0])


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("maria from google note pain at night", "pain at night"),
        ("maria from google note call at dr park", "call at dr park"),
        ("maria from google note came from work", "came from work"),
        ("maria from google note pain on biting", "pain on biting"),
        ("maria from google booked 12/2 note was booked before", "was booked before"),
    ],
)
def test_a_note_holds_the_words_that_can_be_nothing_else(line: str, note: str) -> None:
    assert read(line)["note"] == note


def test_who_sent_them_may_stand_behind_a_note() -> None:
    assert read("maria note left molar from google") == {
        "patient": "maria",
        "note": "left molar",
        "from": "google",
    }


def test_a_refusal_tells_the_sentence_as_understood_and_the_part_in_doubt() -> None:
    assert refusal("maria lopez from dr chen on yesterdy") == (
        "'yesterdy' is no date. Type 2026-11-20, 11/20/2026, today, yesterday, friday or 3 days"
        ' ago. Read as: patient "maria lopez", from "dr chen", on "yesterdy" (?). Type: ref add'
        " maria lopez from dr chen on yesterday"
    )


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("maria from dr chen booked 12/2 9", "maria from dr chen booked 12/2 at 9"),
        ("ann phone from chen phone 2065550107", "ann from chen phone 2065550107"),
        ("maria from dr chen at elm at oak", 'maria from dr chen at "elm at oak"'),
        ("maria from teeth on elm on 11/20", 'maria from "teeth on elm" on 11/20'),
        ("sun on lee from dr chen", '"sun on lee" from dr chen'),
        ("on lee from chen", '"on lee" from chen'),
        ("value lopez from chen", '"value lopez" from chen'),
        ("booked lee from chen", '"booked lee" from chen'),
        ("note from chen", "from chen -- note"),
        ("booked 12/2 ann lee from chen", "ann lee from chen booked 12/2"),
        ("maria from dr chen on 2/30", "maria from dr chen"),
        ("maria from dr chen value 1450 dollars", "maria from dr chen value 1450"),
    ],
)
def test_the_line_to_type_keeps_the_patient_and_all_that_was_said(typed: str, line: str) -> None:
    assert refusal(typed).endswith(f" Type: ref add {line}")
    assert read(line)


@pytest.mark.parametrize("line", ["maria from chen 12/2", "maria from chen tomorrow", "maria chen"])
def test_a_sentence_of_which_no_day_is_known_breaks_on_nothing(line: str) -> None:
    nobody = Readers({}, lambda _name: False)

    assert read_sentence(runs_of(line), nobody).parts


def test_what_nobody_can_guess_is_left_out_of_the_line() -> None:
    assert refusal("maria lopez from dr chen value ,450") == (
        "',450' begins with a comma: a shell takes the $1 out of $1,450. Type the amount without"
        ' its sign: 1450. Read as: patient "maria lopez", from "dr chen", value ",450" (?).'
        " Leave it out. Type: ref add maria lopez from dr chen"
    )


def test_a_day_whose_year_is_in_doubt_is_told_with_it() -> None:
    assert refusal("bo from google booked 11/1 9:30") == (
        "'11/1' would be Mon 1 Nov 2027, in 343 days. Type it with its year: 2027-11-01. Read as:"
        ' patient "bo", from "google", booked "11/1 9:30" (?). Type: ref add bo from google booked'
        " 2027-11-01 09:30"
    )
    asked = Readers(KNOWN.checks, KNOWN.is_known, asks=True)
    assert read_sentence(runs_of("bo from google booked 11/1 9:30"), asked).parts


def test_who_sent_them_has_to_be_said() -> None:
    assert refusal("maria lopez from").endswith("Type: ref add maria lopez from unknown")


# Whatever is typed

NAMES = st.sampled_from(
    ["maria", "lopez", "o'neil", "dr", "chen", "李伟", "50%", "$5", "-x", "at", "on", "from", "a b"]
)
VALUES = {
    Slot.FROM: ["dr chen", "google", "Home at Last", "Elm & Oak", "#4"],
    Slot.AT: ["elm dental", "Lakeview"],
    Slot.ALSO: ["yelp", "A Friend on Main"],
    Slot.BOOKED: ["12/2", "12/2 9:30", "2026-12-02 at 9", "thu 2pm"],
    Slot.ON: ["yesterday", "2026-11-20", "3 days ago"],
    Slot.PHONE: ["206-555-0107", "(206) 555-0107 x12"],
    Slot.VALUE: ["1450", "$1,450.50"],
    Slot.NOTE: ["left molar", "urgent", "call from work at 5", "it's 50% off"],
}


@st.composite
def sentences(draw: Any) -> list[Said]:  # noqa: ANN401
    """A patient, and any of the parts, each once and as if it had stood in quotes."""
    patient = draw(st.sampled_from(["maria lopez", "Bo", "Tara O'Dell", "李伟", "Sun On Lee"]))
    others = draw(st.sets(st.sampled_from(sorted(VALUES)))) | {Slot.FROM}
    parts = [Said(part, (draw(st.sampled_from(VALUES[part])),)) for part in sorted(others)]
    return [Said(Slot.PATIENT, (patient,)), *draw(st.permutations(parts))]


@given(sentences())
def test_the_line_of_a_sentence_says_the_same_again(said: list[Said]) -> None:
    line = write_line(said).removeprefix("ref add ")

    assert read(line) == {str(one.part): one.text for one in said}


@given(st.lists(st.one_of(NAMES, st.sampled_from([*KEYWORDS, "not"])), min_size=1, max_size=9))
@example(["at"])
@example(["booked", "at", "9"])
def test_no_word_is_lost_and_none_is_added(words: list[str]) -> None:
    said = split_parts([Run(tuple(words))], KNOWN)

    kept = sorted(word for one in said for word in one.words)
    dropped = sorted(words)
    for word in kept:
        assert word in dropped
        dropped.remove(word)
    assert all(keyword_of(word) or word == "not" for word in dropped)


@given(
    st.lists(
        st.one_of(NAMES, st.sampled_from([*KEYWORDS, "12/2", "206-555-0107", ",450", "friday"])),
        min_size=1,
        max_size=9,
    )
)
def test_a_sentence_is_read_or_refused_and_each_keyword_then_stands_once(words: list[str]) -> None:
    parts: tuple[Said, ...] = ()
    with suppress(RefError):
        parts = read_sentence([Run(tuple(words))], KNOWN).parts

    said = [one.part for one in parts]
    assert len(said) == len(set(said))
    assert all(one.words for one in parts if one.part not in {Slot.BOOKED, Slot.NOT_BOOKED})


@given(sentences(), st.sampled_from(["yesterdy", "12/2 left molar", "soon", "206-555", ",450"]))
def test_the_line_that_a_refusal_tells_to_type_can_be_read(said: list[Said], wrong: str) -> None:
    part = next((one.part for one in said if one.part in KNOWN.checks), None)
    assume(part is not None)
    typed = [Said(one.part, (wrong,)) if one.part is part else one for one in said]
    line = write_line(typed).removeprefix("ref add ")
    if KNOWN.fits(part, wrong):
        return

    told = refusal(line).rpartition("ref add ")[2]

    assert read(told)
