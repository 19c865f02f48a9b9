"""The month as an owner reads it: facts stay facts, and what is not on record is no zero."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]
FIRST = "2026-11-01"


def sections_of(answer: Answer, line: str, as_of: str = "2026-11-23") -> dict[str, Any]:
    report = answer(f"report {line}", as_of=as_of)
    return {one["name"]: one["rows"] for one in report["sections"]}


@pytest.fixture
def silent(ref: Ref) -> None:
    """An office whose provider sent somebody every week until the end of August."""
    begun = "2026-04-01"
    ref("source add 'Chen Dental' --kind office --owner Tina", as_of=begun)
    ref("source add 'Dr. Wei Chen' --kind provider --office 'chen dental'", as_of=begun)
    for week in reversed(range(16)):
        day = str(date(2026, 8, 31) - timedelta(days=7 * week))
        ref(f"add 'P {week}' --from wei --status seen", as_of=day)


@pytest.mark.usefixtures("silent")
def test_a_lunch_takes_a_silence_off_the_list_of_work_and_not_out_of_the_report(
    answer: Answer, ref: Ref
) -> None:
    ref("visit 'chen dental' --kind lunch --met 'Dr. Chen'", as_of="2026-10-30")

    found = sections_of(answer, "--section quiet --section next", as_of=FIRST)

    [row] = found["quiet"]
    assert answer("due --only quiet", as_of=FIRST) == []
    assert not [one for one in found["next"] if one["key"].startswith("Q")]
    assert (row["source"], row["state"], row["lost_a_year"]) == ("Chen Dental", "quiet", 52.2)
    assert row["last_contact"] == "lunch 2026-10-30, met Dr. Chen (tina)"


@pytest.mark.usefixtures("silent")
def test_a_past_month_is_told_as_of_its_end(answer: Answer, ref: Ref) -> None:
    ref("add 'P again' --from wei", as_of="2026-11-03")

    october, silent_days = (
        [row[key] for row in sections_of(answer, "--month 2026-10 --section quiet")["quiet"]]
        for key in ("last_referral", "silent_days")
    )

    assert (october, silent_days) == (["2026-08-31"], [61])
    assert sections_of(answer, "--month 2026-11 --section quiet")["quiet"] == []


@pytest.mark.usefixtures("silent")
def test_work_says_today_and_names_no_patient(answer: Answer, ref: Ref) -> None:
    ref("add 'Maria Lopez' --from wei", as_of="2026-10-20")
    report = answer("report --month 2026-10", as_of=FIRST)
    rows = next(one["rows"] for one in report["sections"] if one["name"] == "next")

    assert [(row["key"], row["what"]) for row in rows if row["key"].startswith("S")] == [
        ("S17", "Call 1 who waits for an appointment")
    ]
    assert "Maria Lopez" not in str(report)
    assert any(one.startswith("Do first, today (Sun 1 Nov 2026): ") for one in report["sentences"])


def test_the_month_before_stands_as_it_did_at_the_same_age(answer: Answer, ref: Ref) -> None:
    for month in ("09", "10"):
        for n in range(4):
            ref(f"add 'P{month} {'ABCD'[n]}' --from unknown", as_of=f"2026-{month}-2{n}")
            ref(f"booked 'P{month} {'ABCD'[n]}'", as_of=f"2026-{month}-2{n}")
        ref(f"seen 'P{month} A' --value 1000", as_of=f"2026-{month}-28")
        if month == "09":
            ref("seen 'P09 B' --value 800", as_of="2026-10-05")
            ref("completed 'P09 A' --value 5000", as_of="2026-10-09")

    now, before = sections_of(answer, "--month 2026-10", as_of=FIRST)["headline"][:2]
    printed = sections_of(answer, "--month 2026-09", as_of="2026-10-01")["headline"][0]

    same = ("referrals", "seen", "open", "conversion", "in_time", "maturity", "production")
    assert [now[key] for key in same] == [4, 1, 3, 0.25, 0.25, "too young: 1 day", 1000.0]
    assert before["period"] == "before: September 2026, no records"  # they begin on the 20th
    assert [printed[key] for key in same] == [4, 1, 3, 0.25, 0.25, "too young: 1 day", 1000.0]

    ref("add 'P08 A' --from unknown --on 2026-08-20", as_of=FIRST)
    before = sections_of(answer, "--month 2026-10", as_of=FIRST)["headline"][1]
    assert [before[key] for key in same] == [printed[key] for key in same]


def test_the_first_month_is_compared_with_nothing(answer: Answer, ref: Ref) -> None:
    ref("source add 'Elm Dental' --kind office", as_of="2026-10-02")
    for n in range(5):
        ref(f"add 'P {'ABCDE'[n]}' --from elm", as_of=f"2026-10-1{n}")
    ref("visit elm --met Ann", as_of="2026-10-20")

    report = answer("report", as_of=FIRST)

    assert report["sentences"][:2] == [
        (
            "October 2026 brought 5 referrals since the records begin on 10 October 2026; no"
            " records of September 2026 or October 2025."
        ),
        "5 referrals in 2026 to October 31; no records of last year to the same day.",
    ]
    rows = {one["name"]: one["rows"] for one in report["sections"]}
    assert [row["referrals"] for row in rows["headline"]] == [5, None, None, 5, None]
    assert [row["year_before"] for row in rows["months"]] == [None] * 12
    assert [row["referrals"] for row in rows["months"]] == [None] * 11 + [5]
    assert [row["month"] for row in rows["funnel"]] == ["2026-10"]
    assert rows["changes"] == rows["after_visits"] == rows["first_visits"] == []
    assert [row["direction"] for row in rows["tiers"]] == ["no records"]


def test_the_goal_of_the_plan_stands_in_the_year(answer: Answer, ref: Ref) -> None:
    ref("plan edit --goal 60", as_of="2026-10-02")
    ref("add 'P A' --from unknown", as_of="2026-10-02")

    assert answer("report", as_of=FIRST)["sentences"][1] == (
        "1 referral in 2026 to October 31; no records of last year to the same day; the goal is 60,"
        " at an even pace 50 by now."
    )


def test_a_month_before_the_book_has_no_records_in_any_cell_and_the_line_for_its_first(
    answer: Answer, ref: Ref
) -> None:
    ref("source add 'Elm Dental' --kind office", as_of="2026-10-02")
    ref("add 'Ann Poe' --from elm", as_of="2026-10-10")

    report = answer("report --month 2026-09", as_of=FIRST)
    found = {one["name"]: one["rows"] for one in report["sections"]}

    assert report["sentences"][0] == (
        "No records of September 2026: they begin on 10 October 2026. Type: ref report --month"
        " 2026-10"
    )
    assert {row["value"] for row in found["cards"]} == {"no records"}
    assert {row["number"] for row in found["cards"]} == {None}
    assert {row["referrals"] for row in found["headline"]} == {None}
    assert {name for name, rows in found.items() if name in ZERO and rows} == set()
    for row in sections_of(answer, "--month 2026-10 --section booked")["booked"][:-1]:
        assert {value for key, value in row.items() if key != "month"} == {None}


ZERO = {"quality", "kinds", "movement", "steps", "speed", "promises", "two_years", "goal", "booked"}


def test_an_empty_book_is_one_sentence_with_the_line_to_type(answer: Answer, ref: Ref) -> None:
    say = (
        "No referral is on record yet. Record the first: ref add PATIENT --from SOURCE. A list of"
        " them comes in with: ref import FILE"
    )

    report = answer("report", as_of=FIRST)

    assert (report["sentences"], report["sections"]) == ([say], [])
    for asked in ("", " --all", " --section headline"):
        *_, last = ref(f"report{asked}", as_of=FIRST).stdout.splitlines()
        assert last.endswith(say), asked


@pytest.mark.parametrize("suffix", ["md", "html", "xlsx"])
def test_a_file_of_an_empty_book_has_neither_a_table_nor_a_chart(
    ref: Ref, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"month.{suffix}"

    ref(f"report -o {path.as_posix()}", as_of=FIRST)

    if suffix == "xlsx":
        [sheet, *_] = openpyxl.load_workbook(path).worksheets
        told = sheet.cell(3, 1).value
        assert str(told).startswith("\u2022 No referral is on record yet.")
        assert sheet.max_row == 3
    else:
        text = path.read_text(encoding="utf-8")
        assert "No referral is on record yet." in text
        assert not [mark for mark in ("<table", "<figure", "<h2", "\n| ", "## ") if mark in text]
