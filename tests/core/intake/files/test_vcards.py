"""vCards as rows: folded, escaped, quoted-printable, damaged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.intake.columns.meanings import Meaning
from refcli.core.intake.columns.raw import GivenFile
from refcli.core.intake.files.vcards import read_vcards, split_value
from tests.core.intake.reading.listing import understand_bytes


def card(*lines: str, end: str = "\r\n") -> str:
    return end.join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def cells(text: str) -> dict[str, str]:
    [row] = read_vcards("in.vcf", text)
    return {str(meaning): value for meaning, value in row.as_text().items()}


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (["FN:Ann Ray"], {"name": "Ann Ray"}),
        (["FN:Ann", "  Ray"], {"name": "Ann Ray"}),
        (
            ["N:Ray;Ann;B.;Dr.;DDS"],
            dict(
                zip(
                    ("last", "first", "middle", "title", "suffix"),
                    ("Ray", "Ann", "B.", "Dr.", "DDS"),
                    strict=True,
                )
            ),
        ),
        ([r"ORG:Ray\, Lee & Co\; PLLC;Front"], {"office": "Ray, Lee & Co; PLLC"}),
        ([r"NOTE:one\ntwo\\three"], {"note": "one\ntwo\\three"}),
        (["item1.TEL;TYPE=WORK:206-555-0101"], {"phone": "206-555-0101"}),
        (["TEL;TYPE=fax,work:206-555-0101"], {"fax": "206-555-0101"}),
        (
            ['TEL;VALUE=uri;TYPE="voice,work":tel:+1-206-555-0101;ext=9'],
            {"phone": "+1-206-555-0101 x9"},
        ),
        (["CATEGORIES:Doctors,Lunch"], {"tags": "Doctors; Lunch"}),
        (["FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Jos=C3=", "=A9"], {"name": "José"}),
        (["FN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Jos=E9"], {"name": "José"}),
        (["FN;ENCODING=b:QW5uIFJheQ=="], {"name": "Ann Ray"}),
        (["KIND:org", "FN:Elm Dental"], {"name": "Elm Dental", "not_person": "yes"}),
        (["PHOTO;ENCODING=b:AAAA", " BBBB", "FN:Ann"], {"name": "Ann"}),
        (
            ["ADR;TYPE=HOME:;;1 Elm;Kent;WA;98030;", "ADR;TYPE=WORK:;;2 Oak;Salem;OR;97301;"],
            {"street": "2 Oak", "city": "Salem", "state": "OR", "zip": "97301"},
        ),
        (["garbage without a sign", "FN:Ann"], {"name": "Ann"}),
    ],
)
def test_a_card_says_what_its_lines_say(lines: list[str], meant: dict[str, str]) -> None:
    assert cells(card(*lines)) == meant


def test_each_card_knows_its_line_and_one_without_an_end_ends_where_the_next_begins() -> None:
    text = "BEGIN:VCARD\nFN:Ann\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\nnothing\nBEGIN:VCARD\nFN:Cy\n"

    rows = read_vcards("in.vcf", text)

    assert [(row.line, row.get(Meaning.NAME)) for row in rows] == [(1, "Ann"), (3, "Bo"), (7, "Cy")]


@given(st.text(max_size=40))
def test_a_value_is_the_same_after_it_was_escaped(value: str) -> None:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")

    assert split_value(escaped) == [value]


@given(st.text(st.sampled_from('BEGIN:VCARD\r\nFN;=TEL,\\"é '), max_size=200))
def test_whatever_stands_in_a_card_something_is_read_or_nothing(text: str) -> None:
    rows = read_vcards("in.vcf", "BEGIN:VCARD\n" + text)

    assert rows


def test_a_photo_in_one_endless_line_is_passed_by() -> None:
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "QUFB" * 300_000
    text = card("FN:Ann Ray", photo, "TEL:206-555-0101") + card("FN:Bo Hill")

    [found] = understand_bytes(GivenFile("in.vcf", text.encode()))

    assert [(one.name, one.phone) for one in found.contacts] == [
        ("Ann Ray", "206-555-0101"),
        ("Bo Hill", ""),
    ]
