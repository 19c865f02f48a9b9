"""Whose row it is: the person, what is on record of that person, and the option; one rule."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from refcli.core.intake.on_record import OnRecord
from refcli.core.intake.whose.records import Records
from refcli.core.intake.whose.ties import Tie, find_tie
from refcli.core.vocabulary import Status
from tests.conftest import Ref

Answer = Callable[..., Any]
HEADER = "received_on,patient,chart,source,kind,status,seen_on,lost_on,value,note\n"
RECORDS = {
    "open": "received,,,",
    "booked": "scheduled,,,",
    "seen": "seen,,,",
    "seen 11-05": "seen,2026-11-05,,100",
    "lost": "lost,,2026-11-05,",
    "invalid": "invalid,,,",
    "duplicate": "duplicate,,,",
}
OPTIONS = ("", "--update", "--again", "--update --again")
NEW, MATCHED, CONFLICT, UPDATED = "new", "matched", "conflict", "updated"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "november.csv"


def write_rows(file: Path, *rows: str) -> None:
    file.write_text(HEADER + "".join(f"{one}\n" for one in rows), encoding="utf-8")


def outcome_of(answer: Answer, ref: Ref, file: Path, option: str) -> str:
    """What becomes of the only row of a file with an option, which is then taken back."""
    found = answer(f"import {file} {option}")
    done = {NEW: found["new"], MATCHED: found["matched"], UPDATED: found["updated"]}
    said = [name for name, count in done.items() if count] + [CONFLICT] * bool(found["conflicts"])
    if found["new"] or found["updated"]:
        ref("undo")
    return " ".join(said)


CASES = (
    # the row; the referral of 2 November; without option, --update, --again, both
    ("11-20,Robert Baker,7,Google", "open", (CONFLICT, MATCHED, NEW, MATCHED)),
    ("11-20,Robert Baker,7,Google", "booked", (CONFLICT, MATCHED, NEW, MATCHED)),
    ("11-20,Robert Baker,7,Google", "seen", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Baker,7,Google", "seen 11-05", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Baker,7,Google", "lost", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Baker,7,Google", "invalid", (NEW, NEW, NEW, NEW)),
    ("11-20,Robert Baker,7,Google", "duplicate", (NEW, NEW, NEW, NEW)),
    ("11-20,Robert Baker,,Google", "open", (CONFLICT, MATCHED, NEW, MATCHED)),
    ("11-20,Robert Baker,,Google", "seen", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Baker,,Google", "lost", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Bob Baker,7,Google", "open", (CONFLICT, MATCHED, NEW, MATCHED)),
    ("11-20,Bob Baker,7,Google", "seen", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Miller,7,Google", "open", (CONFLICT, CONFLICT, NEW, CONFLICT)),
    ("11-20,Robert Baker,7,Yelp", "open", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Baker,7,Yelp", "seen", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Baker,7,Yelp", "lost", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Baker,7,Yelp", "duplicate", (NEW, NEW, NEW, NEW)),
    ("11-20,Robert Baker,8,Google", "open", (NEW, NEW, NEW, NEW)),
    ("11-20,Bob Baker,,Google", "open", (NEW, NEW, NEW, NEW)),
    ("11-20,Dan Dole,7,Google", "open", (CONFLICT,) * 4),
    ("11-20,Dan Dole,7,Yelp", "seen 11-05", (CONFLICT,) * 4),
    ("11-20,Dan Dole,7,Google", "invalid", (NEW, NEW, NEW, NEW)),
    ("11-02,Robert Baker,7,Google", "open", (MATCHED,) * 4),
    ("11-02,Bob Baker,7,Google", "open", (MATCHED,) * 4),
    ("11-02,Robert Miller,7,Google", "open", (CONFLICT,) * 4),
    ("11-02,Dan Dole,7,Google", "open", (CONFLICT,) * 4),
    ("11-02,Robert Baker,7,Google", "seen", (CONFLICT, MATCHED, CONFLICT, MATCHED)),
    ("11-02,Robert Baker,7,Google", "lost", (CONFLICT, MATCHED, CONFLICT, MATCHED)),
    ("11-02,Robert Baker,7,Google", "duplicate", (CONFLICT,) * 4),
    ("11-02,Robert Baker,7,Google,,duplicate", "open", (CONFLICT, UPDATED, CONFLICT, UPDATED)),
    ("11-02,Robert Baker,7,Yelp,,duplicate", "open", (NEW,) * 4),
    ("11-05,Robert Baker,7,Google,,,2026-11-09", "seen", (CONFLICT, UPDATED, NEW, UPDATED)),
    ("11-02,Robert Baker,7,Google,,,2026-11-09", "seen", (CONFLICT, UPDATED, CONFLICT, UPDATED)),
    ("11-10,Robert Baker,7,Google,,lost", "seen 11-05", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-10,Robert Baker,7,Google,,,,,900", "seen 11-05", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-10,Robert Baker,7,Google,,lost", "lost", (CONFLICT, MATCHED, NEW, MATCHED)),
    ("11-02,Robert Baker,7,Yelp", "open", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-02,Robert Baker,7,Yelp", "duplicate", (NEW, NEW, NEW, NEW)),
    ("11-02,Robert Baker,7,Yelp", "invalid", (NEW, NEW, NEW, NEW)),
)


@pytest.mark.parametrize("case", CASES)
def test_a_row_is_taken_matched_or_named_by_one_rule(
    answer: Answer, ref: Ref, file: Path, case: tuple[str, str, tuple[str, ...]]
) -> None:
    row, known, outcomes = case
    ref("source add Google --kind digital")
    ref("source add Yelp --kind digital")
    write_rows(file, f"2026-11-02,Robert Baker,7,Google,,{RECORDS[known]},")
    assert answer(f"import {file}")["new"] == 1
    commas = "," * (HEADER.count(",") - row.count(","))
    write_rows(file, f"2026-{row}{commas}")

    found = tuple(outcome_of(answer, ref, file, option) for option in OPTIONS)

    assert found == outcomes


ANN = "2026-11-02,Ann Ray,,Google,digital,,,,,"
SAYINGS = (
    # what is on record; the rows; the option; what is said of them
    (
        ["2026-11-02,Ann Ray,7,Google,digital,seen,,,,"],
        ["2026-11-20,Ann Ray,7,Google,digital,,,,,"],
        "--update",
        (
            "the visit of an unknown day on record may have been before that row's day;"
            " Ann Ray is not taken"
        ),
    ),
    (
        ["2026-11-02,Ann Ray,7,Google,digital,lost,,2026-11-05,,"],
        ["2026-11-20,Ann Ray,7,Google,digital,,,,,form"],
        "--update",
        "lost on 2026-11-05 on record, before that row's day; Ann Ray is not taken",
    ),
    (
        ["2026-11-02,Ann Ray,7,Google,digital,seen,,,,"],
        ["2026-11-02,Ann Ray,7,Google,digital,seen,2026-11-09,,,"],
        "",
        "the record of that day differs (there: seen); it stays as it is",
    ),
    (
        ["2026-11-02,Robert Baker,7,Google,digital,,,,,"],
        ["2026-11-05,Bob Baker,7,Google,digital,,,,,"],
        "",
        (
            "Bob Baker was referred on 2026-11-02 from Google already, as Robert Baker;"
            " Bob Baker is not taken"
        ),
    ),
    (
        ["2026-11-02,Susan Park,7,Google,digital,,,,,"],
        ["2026-11-02,Susan Miller,7,Google,digital,,2026-11-09,,,"],
        "--update",
        "patient is Susan Park on record, here Susan Miller",
    ),
    (
        ["2026-11-02,Dan Dole,,none,,,,,,", "2026-11-03,Bob Baker,2,none,,,,,,"],
        ["2026-11-06,Dan Dole,2,none,,,2026-11-12,,300,"],
        "--again",
        "chart number 2 is that of Bob Baker too; Dan Dole is not taken",
    ),
    (
        ["2026-11-05,Ann Able,12,none,,,,,,", "2026-11-05,Bob Baker,,unknown,,,,,,"],
        ["2026-11-05,Bob Baker,12,unknown,,,2026-11-10,,5,"],
        "--update",
        "chart number 12 is on record as Ann Able; Bob Baker is not taken",
    ),
    (
        [ANN, "2026-11-02,Ann Ray,,Yelp,digital,duplicate,,,,"],
        ["2026-11-02,Ann Ray,,Yelp,digital,,,,,"],
        "--update --again",
        "the record of that day differs (there: duplicate); it stays as it is",
    ),
)


@pytest.mark.parametrize("case", SAYINGS)
def test_a_row_that_is_not_taken_is_said_to_be_of_whom(
    answer: Answer, file: Path, case: tuple[list[str], list[str], str, str]
) -> None:
    known, rows, option, reason = case
    write_rows(file, *known)
    assert answer(f"import {file} --again")["new"] == len(known)
    write_rows(file, *rows)

    found = answer(f"import {file} {option}")

    assert [one["reason"] for one in found["conflicts"]] == [reason]
    assert found["new"] == 0


def test_a_chart_column_may_say_that_there_is_no_number(answer: Answer, file: Path) -> None:
    words = ("n/a", "N/A", "none", "-", "TBD", "pending", "new", "?", "unknown", "null", "0")
    names = ("Ann", "Bo", "Cy", "Di", "Ed", "Flo", "Gil", "Hal", "Ida", "Jo", "Kay")
    rows = [
        f"2026-11-02,{one} Ray,{word},none,,,,,," for one, word in zip(names, words, strict=True)
    ]
    write_rows(file, *rows)

    found = answer(f"import {file}")

    assert (found["new"], found["conflicts"]) == (len(rows), [])
    assert {one["chart"] for one in answer("referral list")} == {""}


def test_a_duplicate_of_one_file_stands_beside_the_referral(answer: Answer, file: Path) -> None:
    write_rows(file, ANN, "2026-11-02,Ann Ray,,Google,digital,duplicate,,,,")

    for option in ("", "--update"):
        found = answer(f"import {file} {option}")

    statuses = [one["status"] for one in answer("referral list")]
    assert sorted(statuses) == ["duplicate", "received"]
    assert (found["new"], found["matched"], found["updated"]) == (0, 2, 0)


def test_a_visit_is_told_once_though_two_sources_have_a_referral_of_that_day(
    answer: Answer, file: Path
) -> None:
    write_rows(file, ANN, "2026-11-02,Ann Ray,,Yelp,digital,,,,,")
    assert answer(f"import {file} --again")["new"] == 2
    seen = ",,2026-11-09,,400,"
    write_rows(file, *(f"2026-11-02,Ann Ray,,{one},digital{seen}" for one in ("Google", "Yelp")))

    for option in ("", "--update", "--update --again", "--again"):
        answer(f"import {file} {option}")

    assert [one["production"] for one in answer("referral list") if one["seen_on"]] == [400.0]


def test_a_visit_of_its_own_source_goes_before_another_source_of_the_day(
    answer: Answer, file: Path
) -> None:
    first = "2026-11-02,Ann Ray,,Google,digital,,2026-11-09,,400,"
    write_rows(file, first, "2026-11-05,Ann Ray,,Yelp,digital,,,,,")
    assert answer(f"import {file} --again")["new"] == 2
    write_rows(file, first.replace("11-02", "11-05"))

    for option in ("", "--again", "--update --again"):
        found = answer(f"import {file} {option}")
        assert (found["new"], found["matched"], found["updated"]) == (0, 1, 0)


def test_many_rows_of_one_patient_are_looked_up_by_their_day() -> None:
    records = Records()
    for number in range(20_000):
        one = OnRecord(source_id=2, status=Status.RECEIVED, patient="Ann Ray", chart="7")
        records.add(one, date(1950, 1, 1) + timedelta(days=number))
    said = OnRecord(source_id=2, status=Status.RECEIVED, patient="Ann Ray", chart="7")

    near = records.list_near(said, date(1980, 1, 1))

    assert len(near) == 2 * 90 + 1
    assert find_tie(said, date(1980, 1, 1), records).tie is Tie.SAME_DAY
