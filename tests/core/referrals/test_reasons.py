"""The list of reasons why referrals are lost, and how it is changed."""

import pytest

from refcli.core.referrals.reasons import change_reasons, read_kept, reasons_table
from refcli.errors import RefusedError, UsageError

KNOWN = ("cost", "no answer", "other")


def test_reasons_come_before_other_and_each_stands_once() -> None:
    assert change_reasons(KNOWN, [" Moved  away ", "COST"], ["No Answer"]) == (
        *("cost", "moved away"),
        "other",
    )
    assert change_reasons(KNOWN, [], []) == KNOWN


@pytest.mark.parametrize("typed", ["", "a;b", "x" * 500])
def test_what_cannot_be_a_reason_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        change_reasons(KNOWN, [typed], [])


def test_what_is_not_on_the_list_cannot_leave_it_and_other_stays() -> None:
    with pytest.raises(RefusedError) as told:
        change_reasons(KNOWN, [], ["late"])
    assert str(told.value) == "'late' is not on the list. See: ref setting reasons"
    with pytest.raises(RefusedError, match="stays"):
        change_reasons(KNOWN, [], ["other"])


def test_the_list_is_shown_in_its_order() -> None:
    table = reasons_table(KNOWN)

    assert table.title == "Why referrals are lost"
    assert table.rows == [("cost",), ("no answer",), ("other",)]
    assert [column.name for column in table.columns] == ["reason"]
    assert read_kept(None)[-1] == "other"
