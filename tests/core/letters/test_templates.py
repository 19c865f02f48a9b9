"""Letters: filled, or refused before anybody can be named who must not be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.letters.privacy import may_name
from refcli.core.letters.templates import (
    AUDIENCES,
    DEFAULTS,
    OF_A_PATIENT,
    Addressee,
    Sheet,
    Template,
    fields_of,
    fill,
    fill_sheets,
    template_objection,
)


@pytest.mark.parametrize("template", Template)
def test_every_first_text_is_one_that_may_be_written(template: Template) -> None:
    assert template_objection(template, DEFAULTS[template]) is None


@pytest.mark.parametrize("template", AUDIENCES)
def test_a_patient_can_be_named_only_where_the_rule_says_so(template: Template) -> None:
    named = set(OF_A_PATIENT) <= set(fields_of(template))

    assert named is may_name(*AUDIENCES[template]).names
    assert named is (template is Template.REPORT)
    for field in OF_A_PATIENT:
        assert (template_objection(template, f"{{{field}}}") is None) is named


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  \n", "The text is empty"),
        ("x" * 5_001, "5001 characters"),
        ("Dear {nmae}", "{nmae} is no field of report"),
        ("About {patient}: a Gift card", "this one says 'Gift card'"),
        ("a discount for you", "this one says 'discount'"),
    ],
)
def test_a_text_that_cannot_be_a_letter_is_refused(text: str, words: str) -> None:
    assert words in str(template_objection(Template.REPORT, text))


@pytest.mark.parametrize(
    "text",
    [
        "You get $25 off your next cleaning.",
        "Enclosed is a $50 Amazon card.",
        "A Visa card is in this envelope.",
        "Here is some cash.",
    ],
)
@pytest.mark.parametrize("template", [Template.THANK_YOU_PROVIDER, Template.THANK_YOU_PATIENT])
def test_no_letter_to_who_referred_carries_anything_of_value(template: Template, text: str) -> None:
    assert "A letter mentions no gift" in str(template_objection(template, text))


def test_a_line_whose_field_is_empty_is_left_out() -> None:
    text = "Dear {name},\n\nSeen: {seen_on}\nBy: {provider}\n\n{findings}\n\nBye\n"

    assert fill(text, {"name": "Dr. Ito", "seen_on": "May 2", "provider": " "}) == [
        "Dear Dr. Ito,",
        "Seen: May 2",
        "Bye",
    ]


def test_a_name_with_braces_is_no_field() -> None:
    assert fill("Dear {name}", {"name": "{patient}", "patient": "Ann"}) == ["Dear {patient}"]


@given(st.text(), st.text())
def test_whatever_a_name_is_it_stands_in_the_letter(name: str, practice: str) -> None:
    paragraphs = fill("To {name} of {practice}", {"name": name, "practice": practice})

    if name.strip() and practice.strip():
        assert "\n\n".join(paragraphs).split() == f"To {name} of {practice}".split()
    else:
        assert paragraphs == []


def test_an_address_is_a_block_of_lines() -> None:
    short = Addressee(4, "Dr. Ito", "Elm", "12 Elm St, Seattle, WA 98101")
    typed = Addressee(4, "Dr. Ito", "", "12 Elm St\nSuite 3, rear\n Seattle, WA 98101\n")

    assert short.lines == ["Dr. Ito", "Elm", "12 Elm St", "Seattle, WA 98101"]
    assert typed.lines == ["Dr. Ito", "12 Elm St", "Suite 3, rear", "Seattle, WA 98101"]
    assert Addressee(4, "Dr. Ito").lines == ["Dr. Ito"]


def test_each_gets_a_letter_of_their_own() -> None:
    ito, chen = Addressee(4, "Dr. Ito"), Addressee(5, "Dr. Chen")

    assert fill_sheets("Dear {name}\n\n{sender}", [ito, chen], {"sender": "Tina"}) == [
        Sheet(ito, ["Dear Dr. Ito", "Tina"]),
        Sheet(chen, ["Dear Dr. Chen", "Tina"]),
    ]
