"""A change of the book reads as a practice would say it."""

import pytest

from refcli.core.history.row_words import column_words, table_words, value_words


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
        ("target", 1, "1"),
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
