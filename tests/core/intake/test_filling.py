"""A contact fills what is empty of a source on record, and replaces nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.intake.filling import ADDRESS, WORDS, find_source_news
from refcli.core.intake.reading.understood import ContactLine
from refcli.core.sources.records import NewSource, SourceView
from refcli.core.vocabulary import Kind

PINE = {"street": "410 Pine St", "city": "Seattle", "state": "WA", "zip": "98101"}
OAK = 'If that is right, type: ref source edit "#3" --office Oak'
WHOLE = "410 Pine St, Seattle, WA 98101"


def on_record(office: str = "", **facts: Any) -> SourceView:  # noqa: ANN401
    record = NewSource(name="Dr. Wei Chen", kind=Kind.PROVIDER, added_on=date(2026, 1, 2))
    return SourceView(3, replace(record, **facts), None, office)


def contact(**facts: Any) -> ContactLine:  # noqa: ANN401
    return ContactLine(file="x.vcf", line=1, name="Dr. Wei Chen", **facts)


def test_what_is_empty_is_filled() -> None:
    row = contact(
        phone="206-555-0141",
        email="wei@elm.example",
        tags=("endo", "vip"),
        note="likes tea",
        **PINE,
    )

    news = find_source_news(on_record(fax="206-555-0149"), row)

    assert news.values == {
        "phone": "206-555-0141",
        "email": "wei@elm.example",
        "tags": "endo, vip",
        "note": "likes tea",
        "address": WHOLE,
        **PINE,
    }
    assert news.words == ["phone", "e-mail", "tags", "note", "address"]
    assert news.contradictions == ()


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"phone": "206-555-0141"}, {"phone": "(206) 555-0141"}),
        ({"phone": "206-555-0142"}, {"phone": "206-555-0141", "more_phones": ("206-555-0142",)}),
        ({"email": "wei@elm.example"}, {"email": "WEI@ELM.example"}),
        ({"specialty": "endodontist"}, {"specialty": "Endodontist"}),
        ({"note": "likes tea"}, {"note": "likes coffee"}),
        ({"tags": "endo"}, {"tags": ("perio",)}),
        ({"address": WHOLE, **PINE}, PINE | {"street": "410 Pine Street Suite 300"}),
        ({"address": WHOLE, **PINE}, PINE | {"zip": "98101-1234"}),
        ({"address": "behind the church"}, {"address": "Behind the church"}),
        ({"kind": Kind.OFFICE}, {"kind": Kind.PROVIDER, "sure": False}),
    ],
)
def test_the_same_in_other_words_is_no_news(known: dict[str, Any], said: dict[str, Any]) -> None:
    news = find_source_news(on_record(**known), contact(**said))

    assert (news.values, news.contradictions) == ({}, ())


@pytest.mark.parametrize(
    ("known", "said", "against"),
    [
        (
            {"phone": "206-555-0141"},
            {"phone": "206-555-0142"},
            "phone is 206-555-0141 on record, here 206-555-0142",
        ),
        (
            {"npi": "1234567893"},
            {"npi": "1999999992"},
            "NPI is 1234567893 on record, here 1999999992",
        ),
        (
            {"address": WHOLE, **PINE},
            PINE | {"street": "12 Elm Ave"},
            f"address is {WHOLE} on record, here 12 Elm Ave, Seattle, WA 98101",
        ),
        (
            {"address": WHOLE, **PINE},
            {"zip": "98055"},
            f"address is {WHOLE} on record, here 98055",
        ),
        (
            {"address": "behind the church"},
            PINE,
            f"address is behind the church on record, here {WHOLE}",
        ),
        (
            {"kind": Kind.OFFICE},
            {"kind": Kind.PROVIDER, "sure": True},
            "kind is office on record, here provider",
        ),
        (
            {"office": "Elm"},
            {"office": "Oak"},
            f"office is Elm on record, here Oak. {OAK}",
        ),
        (
            {},
            {"office": "Oak"},
            f"no office is on record, here Oak. {OAK}",
        ),
    ],
)
def test_what_contradicts_is_said_and_stays(
    known: dict[str, Any], said: dict[str, Any], against: str
) -> None:
    news = find_source_news(on_record(**known), contact(**said))

    assert (news.values, news.contradictions) == ({}, (against,))


def test_an_address_is_filled_up_where_nothing_in_it_contradicts() -> None:
    known = on_record(address="Seattle, WA", city="Seattle", state="WA")

    news = find_source_news(known, contact(**PINE))

    assert news.values == {"street": "410 Pine St", "zip": "98101", "address": WHOLE}


FILLED = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(["", "one", "two"]) for name in (*WORDS, *ADDRESS)}
)


@given(FILLED, FILLED)
def test_no_column_that_is_filled_is_replaced_and_the_second_time_fills_nothing(
    known: dict[str, str], said: dict[str, str]
) -> None:
    tags = tuple(filter(None, [said.pop("tags", "")]))
    row, source = contact(**said, tags=tags), on_record(**known)

    news = find_source_news(source, row)

    replaced = [name for name in news.values if name != "address" and known.get(name)]
    assert replaced == []
    assert find_source_news(news.renewed, row).values == {}
