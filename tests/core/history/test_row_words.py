"""A change of the book reads as a practice would say it."""

import pytest

from refcli.core.history.row_words import column_words, place_words, table_words, value_words


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("value_cents", "value"),
        ("cents", "amount"),
        ("office_id", "office"),
        ("added_on", "day added"),
        ("do_not_mail", "do not mail"),
        ("by", "who did it"),
        ("name", "name"),
    ],
)
def test_a_column_is_called_by_what_it_holds(column: str, words: str) -> None:
    assert column_words(column) == words


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("value_cents", 1000, "$10"),
        ("cents", 140050, "$1,400.50"),
        ("source_id", 3, "#3"),
        ("office_id", None, "nothing"),
        ("note", "", "nothing"),
        ("target", 1, "yes"),
        ("do_not_visit", 0, "no"),
        ("no_gifts", "1", "yes"),
        ("referral_id", 1, "1"),
        ("form", "in_kind", "in-kind"),
        ("note", "a_b", "a_b"),
    ],
)
def test_a_value_is_written_as_people_write_it(column: str, value: object, words: str) -> None:
    assert value_words(column, value) == words


def test_a_row_is_what_it_stands_for() -> None:
    assert [table_words(one) for one in ("incentive", "due_mark", "source", "duty")] == [
        "gift",
        "due item",
        "source",
        "duty",
    ]


@pytest.mark.parametrize(
    ("place", "since", "words"),
    [
        (3, "2026-10-01", "source #9 at #3 since 2026-10-01"),
        (9, "2026-10-01", "source #9 in no office since 2026-10-01"),
        (3, "0001-01-01", "source #9 at #3 at first"),
    ],
)
def test_a_place_is_told_with_its_office_and_its_day(place: int, since: str, words: str) -> None:
    row = {"id": 1, "source_id": 9, "key": "place", "place_id": place, "since": since}

    assert place_words(row) == words
