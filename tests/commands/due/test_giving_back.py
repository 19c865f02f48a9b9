"""A gift that went over a limit, on the Monday list until it is given back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref, made_once
from tests.storage.books import without

Answer = Callable[..., Any]
PAINTING = "gift add {} painting --value {} --record-anyway --why 'it hung there already'"


@pytest.fixture(autouse=True)
@made_once
def practice(ref: Ref) -> None:
    ref("source add Elm --kind office")
    ref("source add 'Dr. Wei Chen' --kind provider --office elm")
    ref("source add 'Dr. Ana Ito' --kind provider --office elm")
    ref("policy use --state WA --dhs")


def keys(answer: Answer) -> list[str]:
    return [item["key"] for item in answer("due") if item["type"] == "gift"]


def test_it_stands_on_the_list_until_it_is_given_back(answer: Answer, ref: Ref) -> None:
    ref(PAINTING.format("chen", 600))

    assert keys(answer) == ["G1"]
    assert "Give back what is over" not in ref("due").stdout
    assert "$" not in ref("due").stdout
    said = ref("done G1", exit_code=1).stderr
    assert "ref gift return 1 --amount" in said
    assert "--amount 65.00 --inadvertent" in answer("gift cure chen")[0]["words"]

    ref("gift return 1 --amount 65 --inadvertent")
    assert keys(answer) == []


def test_what_is_over_for_all_of_an_office_is_one_item(answer: Answer, ref: Ref) -> None:
    ref(PAINTING.format("elm", 600))

    (item,) = answer("due")
    assert (item["key"], item["source"], item["due_on"]) == ("G1", "Elm", "2026-12-31")


def test_what_is_more_than_half_over_has_no_last_day(answer: Answer, ref: Ref) -> None:
    ref(PAINTING.format("chen", 900))

    assert keys(answer) == []


def test_it_is_skipped_with_a_reason_and_named_in_a_calendar(
    answer: Answer, ref: Ref, tmp_path: Path
) -> None:
    ref(PAINTING.format("chen", 600))

    ref(f"due --ics {tmp_path / 'week.ics'}")
    text = (tmp_path / "week.ics").read_text("utf-8")
    assert "SUMMARY:Give back what is over a limit: Dr. Wei Chen (G1)" in text
    ref("skip G1 --why 'counsel knows of it'")
    assert keys(answer) == []


def test_a_ledger_changed_outside_ref_stops_the_list(ref: Ref, database: Path) -> None:
    ref(PAINTING.format("chen", 600))
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        with without(db, "keep_incentive_update"):
            db.execute("UPDATE incentive SET form = 'gold'")

    refused = ref("due", exit_code=5)
    assert (refused.stdout, "ref doctor --repair" in refused.stderr) == ("", True)
    assert "Row 1" in ref("audit verify", exit_code=5).stderr
