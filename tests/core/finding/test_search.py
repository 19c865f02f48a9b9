"""Who is found by what is typed at the phone, and why."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.finding.patients import KnownReferral
from refcli.core.finding.search import (
    PATIENT_FIELDS,
    SOURCE_FIELDS,
    Findable,
    KnownSource,
    digits_of,
    fits_phone,
    search_everybody,
)
from refcli.core.names.named import Named
from refcli.core.vocabulary import Kind, Status

DAY = date(2026, 11, 2)


def patient(id_: int, name: str, chart: str = "") -> Findable:
    return Findable(
        KnownReferral(
            id=id_,
            patient=name,
            source_id=4,
            source="google",
            received_on=DAY,
            last_on=DAY,
            status=Status.RECEIVED,
            texts={"chart": chart},
        )
    )


def source(named: Named, **texts: str) -> Findable:
    return Findable(KnownSource(named=named, texts=texts))


EVERYBODY = [
    patient(17, "Maria Lopez", "A-0017"),
    patient(18, "William Lopez"),
    source(
        Named(4, "Dr. Wei Chen", Kind.PROVIDER, ("Chen Perio",)),
        phone="(206) 555-0103",
        email="front@chendental.com",
    ),
    source(Named(17, "Lopez & Sons", Kind.OTHER)),
]
FIELDS = (*PATIENT_FIELDS, *SOURCE_FIELDS)


def found(typed: str) -> list[tuple[str, int, str]]:
    return [
        (hit.who.what, hit.who.named.id, hit.why)
        for hit in search_everybody(typed, EVERYBODY, FIELDS)
    ]


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("maria lopez", [("patient", 17, "whole name")]),
        ("Lopez, Maria", [("patient", 17, "whole name")]),
        ("chen perio", [("source", 4, "whole name")]),
        (
            "lopez",
            [("source", 17, "word"), ("patient", 17, "word"), ("patient", 18, "word")],
        ),
        ("mar", [("patient", 17, "begins")]),
        ("maria lopes", [("patient", 17, "typing mistake")]),
        ("bill lopez", [("patient", 18, "nickname")]),
        ("m lopez", [("patient", 17, "begins")]),
        ("maria ann lopez", [("patient", 17, "similar")]),
        ("#17", [("source", 17, "number"), ("patient", 17, "number")]),
        ("17", [("source", 17, "number"), ("patient", 17, "number")]),
        ("206.555.0103", [("source", 4, "phone")]),
        ("+1 206 555 0103", [("source", 4, "phone")]),
        ("0103", [("source", 4, "phone")]),
        ("a0017", [("patient", 17, "chart")]),
        ("FRONT@chen", [("source", 4, "e-mail")]),
        ("chendental", [("source", 4, "e-mail")]),
        ("lopez zzz", []),
        ("zzz", []),
        ("", []),
    ],
)
def test_anybody_is_found_by_a_part_and_told_why(
    typed: str, hits: list[tuple[str, int, str]]
) -> None:
    if typed == "lopez zzz":
        assert {why for _, _, why in found(typed)} == {"one word"}
    else:
        assert found(typed) == hits


@given(st.text())
def test_no_text_is_too_strange_to_be_looked_for(typed: str) -> None:
    hits = search_everybody(typed, EVERYBODY, FIELDS)

    assert len({id(hit.who) for hit in hits}) == len(hits)
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)


@given(
    st.from_regex(r"[2-9][0-9]{9}", fullmatch=True),
    st.sampled_from(["{}{}{}", "({}) {}-{}", "{}.{}.{}", "+1 {} {} {}", "1-{}-{}-{}"]),
    st.sampled_from(["{}{}{}", "({}) {}-{}", "{}-{}-{} x12"]),
)
def test_a_phone_is_found_however_it_is_spelt(digits: str, typed: str, kept: str) -> None:
    parts = digits[:3], digits[3:6], digits[6:]

    assert fits_phone(typed.format(*parts), kept.format(*parts))
    assert digits_of(kept.format(*parts)) == digits
