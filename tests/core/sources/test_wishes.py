"""How a source wants its reports, and the words that it is tagged with."""

import pytest

from refcli.core.sources.wishes import REPORT_WAYS, read_report_way, read_tags
from refcli.errors import UsageError


@pytest.mark.parametrize("way", REPORT_WAYS)
def test_a_way_to_report_is_read_by_its_word_and_by_what_else_people_say(way: str) -> None:
    assert {read_report_way(f" {one.upper()} ") for one in (way, *REPORT_WAYS[way])} == {way}


def test_the_ways_are_those_of_the_help() -> None:
    assert [*REPORT_WAYS] == ["fax", "letter", "email", "phone", "portal", "none"]


def test_an_unknown_way_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as told:
        read_report_way("pigeon")

    assert str(told.value) == (
        "'pigeon' is no way to report. Type one of fax, letter, email, phone, portal, none"
    )


def test_tags_are_kept_once_in_small_letters_in_the_order_typed() -> None:
    assert read_tags(" Implants;ortho ,IMPLANTS,, sleep  apnea") == "implants, ortho, sleep apnea"
    assert read_tags("") == ""
