"""The settings of a practice, as people type them."""

import pytest

from refcli.core.practice import read_state, read_yes_or_no, read_zip
from refcli.errors import UsageError


def test_a_setting_is_read_in_the_ways_in_which_it_is_typed() -> None:
    assert [read_state(typed) for typed in ("WA", "w.a.", "washington")] == ["WA", "WA", "WA"]
    assert [read_zip(typed) for typed in ("98101", "98101-1234")] == ["98101", "98101-1234"]
    assert [read_yes_or_no(typed) for typed in ("yes", "Y", "no", "N")] == [
        "yes",
        "yes",
        "no",
        "no",
    ]


@pytest.mark.parametrize("typed", ["", "9810", "981011", "98101-", "x98101"])
def test_what_is_no_zip_code_is_refused(typed: str) -> None:
    with pytest.raises(UsageError) as told:
        read_zip(typed)

    assert str(told.value) == f"{typed!r} is no ZIP code. Type five digits: 98101."


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(UsageError) as told:
        read_yes_or_no("maybe")

    assert str(told.value) == "'maybe' is neither yes nor no. Type yes or no."
