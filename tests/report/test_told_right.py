"""The month as an owner reads it: facts stay facts, and what is not on record is no zero."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
FIRST = "2026-11-01"


def sections_of(answer: Answer, line: str, as_of: str = "2026-11-23") -> dict[str, Any]:
    report = answer(f"report {line}", as_of=as_of)
    return {one["name"]: one["rows"] for one in report["sections"]}


@pytest.fixture
@made_once
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
    assert row["last_contact"] == "in person 2026-10-30, met Dr. Chen (tina)"


@pytest.mark.usefixtures("silent")
@pytest.mark.parametrize("lunch", [True, False])
def test_a_silence_stands_on_the_first_page_whether_or_not_somebody_called(
    ref: Ref, tmp_path: Path, *, lunch: bool
) -> None:
    if lunch:
        ref("visit 'chen dental' --kind lunch --met 'Dr. Chen'", as_of="2026-10-30")
    page = tmp_path / "october.html"

    screen = ref("report", as_of=FIRST).stdout
    ref(f"report -o '{page}'", as_of=FIRST)

    [line] = [one for one in screen.splitlines() if one.startswith("Chen Dental  ")]
    contact = "in person 2026-10-30, met Dr. Chen (tina)" if lunch else "nobody"
    assert re.split(" {2,}", line)[1:4] == ["52.2", "2026-08-31", contact]
    first, second = page.read_text(encoding="utf-8").split('class="page second"')
    assert "Silent longer than usual" in first
    assert contact in first
    assert "silent since 2026-08-31" in second


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


@pytest.mark.usefixtures("silent")
def test_the_work_of_today_is_one_and_the_same_and_stands_under_no_month_long_past(
    ref: Ref, answer: Answer
) -> None:
    ref("add 'Late Lou' --from wei", as_of="2026-11-23")  # the silence ends after the month
    lines = ("--month 2026-10", "--month 2026-11", "--since 2026-10-20 --until 2026-11-09")
    work = [sections_of(answer, line, as_of="2026-11-30")["next"] for line in lines]
    screens = [ref(f"report {line}", as_of="2026-11-30").stdout for line in lines]

    assert work[0] == work[1] == work[2] != []
    [why] = [one["why"] for one in work[0] if one["key"].startswith("Q")]
    assert why.startswith("slowing: usually ")  # at the month's end it was silent
    assert all("\nDo next, today, Mon 30 Nov 2026\n" in screen for screen in screens)

    late = answer("report --month 2026-09", as_of="2026-11-30")
    [section] = [one for one in late["sections"] if one["name"] == "next"]
    assert section["rows"] == []
    assert not any("today" in sentence for sentence in late["sentences"])
    assert "Do next" not in ref("report --month 2026-09", as_of="2026-11-30").stdout


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
            "The referrals of October 2026 since the records begin on 10 October 2026 are compared"
            " with nothing: no records of September 2026 or October 2025."
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


def test_one_old_day_on_record_makes_no_year_of_zeros(answer: Answer, ref: Ref) -> None:
    ref("source add 'Elm Dental' --kind office", as_of="2026-08-01")
    ref("add 'P Slip' --from elm --on 2016-10-05", as_of="2026-08-01")
    for month, names in (("08", "AB"), ("09", "CDE"), ("10", "FGHIJKLMN")):
        for day, name in enumerate(names, 1):
            ref(f"add 'P {name}' --from elm", as_of=f"2026-{month}-{day:02}")
        ref(f"visit elm --met Ann --on 2026-{month}-12", as_of=f"2026-{month}-12")

    report = answer("report", as_of=FIRST)
    rows = {one["name"]: one["rows"] for one in report["sections"]}

    assert report["sentences"][:2] == [
        (
            "The referrals of October 2026 are within what chance does of September 2026; no"
            " records of October 2025."
        ),
        "14 referrals in 2026 to October 31; no records of last year to the same day.",
    ]
    assert [row["referrals"] for row in rows["headline"]] == [9, 3, None, 14, None]
    assert [row["referrals"] for row in rows["months"]] == [None] * 9 + [2, 3, 9]
    assert [row["referrals"] for row in rows["two_years"]] == [None] * 21 + [2, 3, 9]
    assert [row["referrals"] for row in rows["booked"]] == [None] * 9 + [2, 3, 9]
    assert [row["month"] for row in rows["funnel"]] == ["2026-08", "2026-09", "2026-10"]
    assert rows["changes"] == rows["first_visits"] == []
    stray = next(row for row in rows["quality"] if row["measure"] == "before the records begin")
    assert (stray["count"], stray["of"], stray["records"]) == (1, 15, ["1"])
    assert "Records begin on 1 August 2026." in ref("report", as_of=FIRST).stdout
    assert answer("", as_of=FIRST)["year_ago"] is None


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
        "No referral is on record yet. Record the first, it asks: ref add. A list of them comes"
        " in with: ref import referrals.csv"
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


def write_history(path: Path, months: dict[str, list[tuple[str, int]]]) -> Path:
    """A file of referrals: per source, months (2025-03) and how many each brought."""
    lines = ["received_on,patient,source,kind,status"]
    for source, told in months.items():
        for month, many in told:
            days = range(1, 28, max(1, 27 // many))
            for n, day in zip(range(many), days, strict=False):
                lines.append(f"{month}-{day:02},{source[:3]} {month} {n},{source},office,seen")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def months_of(year: int, first: int, last: int) -> list[str]:
    return [f"{year}-{month:02}" for month in range(first, last + 1)]


def test_a_place_that_stopped_long_before_the_book_was_made_is_silent_all_the_same(
    answer: Answer, ref: Ref, tmp_path: Path
) -> None:
    every = [*months_of(2024, 1, 12), *months_of(2025, 1, 12), *months_of(2026, 1, 11)]
    file = write_history(
        tmp_path / "old.csv",
        {
            "Elm Dental": [(month, 8) for month in every if month <= "2025-08"],
            "Oak Dental": [(month, 6) for month in every],
        },
    )
    ref(f"import '{file}'", as_of="2026-11-30")

    found = sections_of(answer, "--month 2026-10 --section quiet", as_of="2026-11-30")["quiet"]
    due = answer("due --only quiet", as_of="2026-11-30")

    assert [one["source"] for one in found] == ["Elm Dental"]
    assert due == []  # what was past when the practice began to look is no work of today


def test_the_sentence_and_the_list_tell_the_same_counts_of_a_place(
    answer: Answer, ref: Ref, tmp_path: Path
) -> None:
    file = write_history(
        tmp_path / "two.csv",
        {
            "Elm Dental": [
                *((month, 2) for month in [*months_of(2024, 1, 12), *months_of(2025, 1, 12)]),
                *((month, 8) for month in months_of(2026, 1, 10)),
            ],
            "Oak Dental": [
                (month, 6)
                for year in (2024, 2025, 2026)
                for month in months_of(year, 1, 12 if year < 2026 else 10)
            ],
        },
    )
    ref(f"import '{file}'", as_of="2026-11-23")
    for number in range(25, 31):  # of spring 2025, found to be none in the winter after
        ref(f"referral status {number} invalid --on 2026-02-01", as_of="2026-11-23")

    report = answer("report --month 2026-10", as_of="2026-11-23")
    [row] = [
        one
        for section in report["sections"]
        if section["name"] == "changes"
        for one in section["rows"]
        if one["source"] == "Elm Dental"
    ]

    assert (row["last_year"], row["year"]) == (20, 80)
    assert "More, beyond chance, from Elm Dental" in " ".join(report["sentences"])


def test_the_ranking_compares_with_no_time_before_the_records(answer: Answer, ref: Ref) -> None:
    ref("source add 'Elm Dental' --kind office", as_of="2026-08-01")
    ref("add 'P A' --from elm", as_of="2026-08-01")

    note = ref("top", as_of=FIRST).stdout
    rows = answer("top", as_of=FIRST)
    ref("add 'P B' --from elm", as_of="2027-07-02")
    part = ref("top --since 2027-07-01 --until 2027-10-31", as_of="2027-11-01").stdout
    ref("add 'P C' --from elm", as_of="2027-11-02")
    whole = answer("top --since 2027-08-01 --until 2027-11-02", as_of="2027-11-02")

    assert [row["previous"] for row in rows] == [None]
    assert "Prev: no records of the same days a year before." in note
    assert "Prev: of the same days a year before no records before 1 August 2026." in part
    assert [row["previous"] for row in whole] == [1]


@pytest.mark.parametrize("name", ["none", "unknown"])
def test_what_every_book_has_was_added_on_no_day(answer: Answer, ref: Ref, name: str) -> None:
    ref("add 'P A' --from unknown", as_of=FIRST)

    assert "Added on" not in ref(f"source show {name}", as_of=FIRST).stdout
    assert answer(f"source show {name}", as_of=FIRST)["added_on"] is None
