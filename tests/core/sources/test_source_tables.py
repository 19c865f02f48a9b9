"""The list of sources and the page of one, as programs read them."""

from dataclasses import replace
from datetime import date

from refcli.core.sources.records import NewSource, SourceStanding, SourceView
from refcli.core.sources.tables import LIST_COLUMNS, SourcePage, page_facts, source_record
from refcli.core.vocabulary import Kind

TODAY, DAY = date(2026, 11, 23), date(2026, 5, 2)
ELM = NewSource(name="Elm", kind=Kind.OFFICE, added_on=DAY, owner="Tina", aliases=("E",))
VIEW = SourceView(3, ELM, None, "")
STANDING = SourceStanding(referrals=2, last_referral=DAY, last_visit=TODAY, place_referral=DAY)


def test_a_source_is_told_with_what_is_kept_of_it() -> None:
    record = source_record(VIEW)

    assert [record[name] for name in ("id", "source", "kind", "office", "aliases", "owner")] == [
        *(3, "Elm", "office", None),
        *(["E"], "Tina"),
    ]
    assert source_record(replace(VIEW, office="Oak"))["office"] == "Oak"


def test_the_page_of_a_source_says_how_it_stands_and_all_that_is_kept() -> None:
    facts = page_facts(SourcePage(VIEW, [], [], [], {3: STANDING}), TODAY)

    assert [*facts][:8] == [
        *("id", "source", "kind", "office", "stage", "referrals", "last_referral", "last_visit"),
    ]
    assert (facts["stage"], facts["referrals"], facts["last_visit"]) == ("active", 2, TODAY)
    assert (facts["people"], facts["occasions"], facts["credentials"]) == ([], [], [])
    assert source_record(VIEW).items() <= facts.items()
    assert LIST_COLUMNS[0].name == "id"
