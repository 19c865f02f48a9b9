"""How a file writes its days, and which column is which: asked once, and remembered."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tests.conftest import Ref

Answer = Callable[..., Any]
Typing = Callable[..., Result]
HEADER = "Received On,Patient,Source,Kind\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "in.csv"


def days(answer: Answer) -> list[str]:
    """The days on which patients were referred."""
    return sorted(one["received_on"] for one in answer("referral list"))


def test_a_list_whose_days_have_the_day_first_is_read_so_the_next_month_too(
    answer: Answer, ref: Ref, file: Path
) -> None:
    file.write_text(f"{HEADER}13/10/2026,Ann Ray,none,\n", encoding="utf-8")
    first = ref(f"import {file}").stderr
    file.write_text(f"{HEADER}3/10/2026,Bo Hill,none,\n", encoding="utf-8")

    again = answer(f"import {file}")

    assert "Remembered: days in a list with these columns have the day first." in first
    assert again["date_order"] == "day_first"
    assert days(answer) == ["2026-10-03", "2026-10-13"]


def test_what_was_said_of_days_is_remembered_until_the_file_proves_otherwise(
    answer: Answer, ref: Ref, file: Path
) -> None:
    file.write_text(f"{HEADER}3/10/2026,Bo Hill,none,\n", encoding="utf-8")
    ref(f"import {file} --day-first")
    file.write_text(f"{HEADER}4/10/2026,Cy Lund,none,\n", encoding="utf-8")
    ref(f"import {file}")
    file.write_text(f"{HEADER}5/13/2026,Di Voss,none,\n6/5/2026,Ed Ito,none,\n", encoding="utf-8")

    ref(f"import {file}")

    assert days(answer) == ["2026-05-13", "2026-06-05", "2026-10-03", "2026-10-04"]


def test_who_is_there_to_be_asked_says_which_comes_first(
    answer: Answer, typing: Typing, file: Path
) -> None:
    file.write_text(f"{HEADER}3/10/2026,Bo Hill,none,\n", encoding="utf-8")

    said = typing(["import", str(file)], "both", "d").output

    assert "proves whether the day or the month comes first, as in 3/8.\n" in said
    assert "'both' is neither. Type month or day." in said
    assert days(answer) == ["2026-10-03"]
    file.write_text(f"{HEADER}4/10/2026,Cy Lund,none,\n", encoding="utf-8")
    assert "comes first" not in typing(["import", str(file)]).output


def test_days_that_only_have_the_day_first_contradict_month_first(ref: Ref, file: Path) -> None:
    file.write_text(f"{HEADER}13/10/2026,Ann Ray,none,\n", encoding="utf-8")

    said = ref(f"import {file} --month-first", exit_code=2).stderr

    assert "in.csv has days that only have the day first. Leave out --month-first." in said


@pytest.mark.parametrize("day", ["today", "yesterday", "friday", "last week", "3 days ago"])
def test_a_day_that_is_another_one_tomorrow_is_refused_in_a_file(
    ref: Ref, file: Path, day: str
) -> None:
    file.write_text(f"{HEADER}{day},Ann Ray,none,\n", encoding="utf-8")

    said = ref(f"import {file}", exit_code=1).stderr

    assert (
        f"line 2: rejected: Received On: '{day}' is another day each time the file is read. Write"
        " 2026-11-20 or 11/20/2026\n"
    ) in said


def test_the_question_about_a_column_shows_its_cells_and_a_way_back(
    answer: Answer, typing: Typing, file: Path
) -> None:
    file.write_text(
        "Patient,Bemerkt,Wer,Foo,Status\n"
        "Ann Ray,10/13/2026,none,x,\nBo Hill,10/14/2026,unknown,,\n",
        "utf-8",
    )

    said = typing(["import", str(file)], "1", "b", "1", "1").output

    assert "has no column received_on, source under a name that is known (line 1).\n" in said
    assert "1  column B Bemerkt (10/13/2026, 10/14/2026)" in said
    assert "  1  column C Wer (none, unknown)\n  2  column D Foo (x)\n" in said
    assert days(answer) == ["2026-10-13", "2026-10-14"]


def test_a_column_that_ref_knows_as_something_else_is_no_example_of_a_day(
    ref: Ref, file: Path
) -> None:
    file.write_text("patient,tags,Bemerkt,kind\nAnn Ray,x,10/13/2026,\n", encoding="utf-8")

    said = ref(f"import {file} --dry-run", exit_code=2).stderr

    assert said.endswith(
        f"Say which one it is: ref import {file} --dry-run --map Bemerkt=received_on\n"
    )


def test_lines_to_type_keep_what_was_typed_and_have_no_stop(ref: Ref, file: Path) -> None:
    file.write_text("Date,Patient,Ref Dr\n11/13/2026,Ann Ray,Elm\n", encoding="utf-8")

    said = ref(f"import --dry-run -- {file}", exit_code=1).stderr

    assert f"ref import --dry-run --map=Date=received_on -- {file}\n" in said
    assert f"type: ref import --dry-run --names names.csv -- {file}\n" in said


def test_the_line_that_says_an_encoding_is_the_one_that_was_typed(ref: Ref, file: Path) -> None:
    file.write_bytes(b"received_on,patient,source\n2026-11-13,Jos\x8e Ray,none\n")

    said = ref(f"import {file} --dry-run", exit_code=2).stderr

    assert f"ref import {file} --dry-run --encoding " in said


def test_a_file_without_news_is_not_said_to_be_taken_in(ref: Ref, file: Path) -> None:
    file.write_text(f"{HEADER}10/13/2026,Ann Ray,none,\n", encoding="utf-8")
    ref(f"import {file}")

    said = ref(f"import {file}").stdout

    assert "0 new, 1 matched, 0 in conflict, 0 rejected; 0 new sources. Nothing was new.\n" in said


def test_a_row_that_helps_another_one_is_not_said_to_be_left_out(ref: Ref) -> None:
    folder = Path(__file__).parents[2] / "files" / "referrals"
    files = f"{folder / 'open_dental_referral.csv'} {folder / 'open_dental_refattach.csv'}"

    said = ref(f"import {files} --dry-run", exit_code=1).stderr

    [helped] = [line for line in said.splitlines() if "an assist of" in line]
    assert helped.startswith("Taken with another line: ")


def test_a_list_as_it_is_written_abroad_is_asked_for_the_order_of_its_days(
    answer: Answer, ref: Ref, file: Path
) -> None:
    file.write_text(
        "Received On;Patient;Source;Revenue\n01.11.2026;Ann Ray;none;1234\n", encoding="utf-8"
    )

    refused = ref(f"import {file}", exit_code=1).stderr
    dry = ref(f"import {file} --dry-run", exit_code=1).stderr
    ref(f"import {file} --day-first")

    assert f"If so, type: ref import {file} --day-first; else --month-first in its" in refused
    assert f"If so, type: ref import {file} --dry-run --day-first; else" in dry
    assert days(answer) == ["2026-11-01"]


@pytest.mark.parametrize(
    "later",
    [
        "Date,Patient Name,Referred By,Insurance,Value\n10/5/2026,Bo Hill,none,Delta,20\n",
        "Patient Name,Date,Value,Referred By\nBo Hill,10/5/2026,20,none\n",
        "Date,Patient Name,Referred By\n10/5/2026,Bo Hill,none\n",
    ],
)
def test_what_a_column_means_is_remembered_where_another_was_added_moved_or_dropped(
    ref: Ref, file: Path, later: str
) -> None:
    file.write_text(
        "Date,Patient Name,Referred By,Value\n10/3/2026,Ann Ray,none,10\n", encoding="utf-8"
    )
    ref(f"import {file} --map=Date=received_on")
    file.write_text(later, encoding="utf-8")

    assert "1 new, 0 matched" in ref(f"import {file}").stdout


def test_what_a_column_means_is_asked_anew_in_another_list(ref: Ref, file: Path) -> None:
    file.write_text(
        "Date,Patient Name,Referred By,Value\n10/3/2026,Ann Ray,none,10\n", encoding="utf-8"
    )
    ref(f"import {file} --map=Date=received_on")
    file.write_text("Date,Pt,Ref Dr,Amount\n10/5/2026,Bo Hill,none,20\n", encoding="utf-8")

    assert "is this right: Date = received_on?" in ref(f"import {file}", exit_code=1).stderr
