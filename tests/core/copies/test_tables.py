from datetime import datetime, timedelta

import pytest

from refcli.core.copies.changing import Holding
from refcli.core.copies.names import DAILY, CopyName
from refcli.core.copies.tables import (
    Drill,
    ListedCopy,
    age_text,
    copies_table,
    drill_table,
)

MORNING = datetime.fromisoformat("2026-11-30T08:12")


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (-5, "dated ahead"),
        (0, "0 minutes"),
        (1, "1 minute"),
        (119, "119 minutes"),
        (120, "2 hours"),
        (47 * 60 + 59, "47 hours"),
        (48 * 60, "2 days"),
    ],
)
def test_an_age_is_told_in_the_unit_that_people_use(minutes: int, text: str) -> None:
    assert age_text(timedelta(minutes=minutes)) == text


def test_a_copy_is_listed_with_all_that_is_known_of_it() -> None:
    copy = ListedCopy(
        1, CopyName(MORNING, why=DAILY), "p.db", "/b", 2048, 57, 23, MORNING, sound=False
    )

    table = copies_table([copy], MORNING + timedelta(days=3))

    assert dict(zip([column.name for column in table.columns], table.rows[0], strict=True)) == {
        "number": 1,
        "made": "2026-11-30 08:12",
        "age": "3 days",
        "why": "of the day",
        "size": "2.0 KB",
        "bytes": 2048,
        "commands": 57,
        "referrals": 23,
        "checked": "2026-11-30 08:12",
        "sound": False,
        "place": "/b",
        "file": "p.db",
    }


def test_a_drill_says_of_each_copy_what_was_read_or_what_is_wrong() -> None:
    drills = [Drill(1, "p.db", "/b", Holding("a", "Elm", 8)), Drill(2, "q.db", "/b", None, "No.")]

    assert drill_table(drills).rows == [
        (1, "p.db", "/b", True, 0, 0, None, ""),
        (2, "q.db", "/b", False, None, None, None, "No."),
    ]


def test_that_a_copy_is_dated_ahead_is_explained_where_there_is_one() -> None:
    copy = ListedCopy(1, CopyName(MORNING), "p.db", "/b", 2048, 57, 23, MORNING)

    ahead = copies_table([copy], MORNING - timedelta(minutes=1))
    now = copies_table([copy], MORNING)

    assert [ahead.rows[0][2], now.rows[0][2]] == ["dated ahead", "0 minutes"]
    assert ahead.note == (
        "Dated ahead: by the clock of this PC their moment has not come. The order is right. To go"
        " back to one: ref restore NUMBER. To try them all: ref backup verify --all"
    )
    assert now.note == (
        "To go back to one: ref restore NUMBER. To try them all: ref backup verify --all"
    )
