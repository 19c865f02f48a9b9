"""Every row of a file is taken or said not to be, and no told line counts a visit twice."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]
HEADER = (
    "received_on,patient,chart,source,kind,appointment,seen_on,completed_on,status,value,note\n"
)
TWO_TEETH = (
    "2026-09-01,Bo Kim,1002,Dr. Wei Chen,provider,,2026-09-08,2026-09-20,,800,first tooth\n"
    "2026-11-02,Bo Kim,1002,Dr. Wei Chen,provider,,2026-11-08,,,500,second tooth\n"
    "2026-11-03,Amy Able,1003,Google,digital,,,,,,\n"
    "2026-11-09,Amy Able,1003,Google,digital,2026-11-12,,,no show,,called\n"
    "2026-11-13,Amy Able,1003,Yelp,digital,2026-11-16,2026-11-16,,,400,\n"
)
COUNTED = [
    ("Amy Able", "2026-11-03", "Google", None),
    ("Amy Able", "2026-11-13", "Yelp", 400.0),
    ("Bo Kim", "2026-09-01", "Dr. Wei Chen", 800.0),
    ("Bo Kim", "2026-11-02", "Dr. Wei Chen", 500.0),
]
OCTOBER = (
    "2026-10-02,Bo Kim,1002,Dr. Wei Chen,provider,2026-10-12,,,scheduled,,\n"
    "2026-10-05,Ann Ray,1003,Google,digital,,,,,,\n"
    "2026-10-14,Bo Kim,1002,Dr. Wei Chen,provider,2026-10-22,2026-10-22,,,800,\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "october.csv"


def told_lines(said: str) -> list[str]:
    """The lines that were told to be typed, without the name of the program."""
    return re.findall(r"type: ref (.+)$", said, re.MULTILINE)


def list_counted(answer: Answer) -> list[tuple[str, str, str, float | None]]:
    """Who is counted: patient, day, source and value."""
    rows = answer("referral list")
    told = [(r["patient"], r["received_on"], r["source"], r["production"]) for r in rows]
    return sorted(told, key=str)


def follow_lines(ref: Ref, line: str) -> list[str]:
    """Type a line, and whatever it tells to type, until nothing is told; all that was typed."""
    typed: list[str] = []
    waiting = [line]
    while waiting:
        typed.append(waiting.pop(0))
        waiting += [one for one in told_lines(ref(typed[-1]).stderr) if one not in typed]
    return typed


@pytest.mark.parametrize("option", ["", "--update"])
@pytest.mark.parametrize("fmt", ["csv", "json"])
def test_a_printed_list_brings_all_its_rows_into_an_empty_book(
    answer: Answer, ref: Ref, tmp_path: Path, option: str, fmt: str
) -> None:
    ref('add "Bo Kim" --from none --on 2026-09-01 --chart 2')
    ref("referral status kim seen --value 800 --on 2026-09-08")
    ref('add "Bo Kim" --from none --on 2026-11-02 --chart 2 --again')
    ref('add "Bo Kim" --from none --on 2026-11-02 --chart 2 --again')
    ref('add "Bo Kim" --from unknown --on 2026-11-02 --chart 2 --again')
    ref('add "Al Fox" --from none --on 2026-11-03 --chart 2 --again')
    own, new = tmp_path / f"own.{fmt}", tmp_path / "new.db"
    own.write_text(ref(f"referral list -f {fmt}").stdout, encoding="utf-8")
    ref(f"--db {new} init --practice Elm")

    first = answer(f"--db {new} import {own} {option}")
    second = answer(f"--db {new} import {own} {option}")

    assert (first["new"], first["conflicts"], first["rejected"]) == (5, [], [])
    assert (second["new"], second["matched"], second["conflicts"]) == (0, 5, [])
    assert second["rejected"] == []


@pytest.mark.parametrize("option", ["", "--update"])
def test_a_printed_list_hides_nobody_behind_what_is_on_record(
    answer: Answer, ref: Ref, tmp_path: Path, option: str
) -> None:
    ref('add "Bo Kim" --from none --on 2026-11-02')
    ref('add "Bo Kim" --from none --on 2026-11-09 --again')
    own, new = tmp_path / "own.csv", tmp_path / "new.db"
    own.write_text(ref("referral list -f csv").stdout, encoding="utf-8")
    ref(f"--db {new} init --practice Elm")
    ref(f'--db {new} add "Bo Kim" --from none --on 2026-11-02')

    found = answer(f"--db {new} import {own} {option}")

    assert (found["new"], found["matched"]) == (0, 1)
    assert [one["reason"] for one in found["conflicts"]] == [
        "Bo Kim was referred on 2026-11-02 from none already; Bo Kim is not taken"
    ]
    assert answer(f"--db {new} import {own} {option} --again")["new"] == 1


@pytest.mark.parametrize("option", ["", " --update", " --again", " --update --again"])
def test_a_tracker_of_five_rows_brings_them_all_by_the_lines_that_are_told(
    answer: Answer, ref: Ref, file: Path, option: str
) -> None:
    file.write_text(HEADER + TWO_TEETH, encoding="utf-8")

    typed = follow_lines(ref, f"import {file}{option}")

    both = [f"import {file} --update --again"]
    assert (
        typed
        == {
            "": [f"import {file}", *both],
            " --update": [f"import {file} --update", *both],
            " --again": [f"import {file} --again"],
            " --update --again": both,
        }[option]
    )
    counted = list_counted(answer)
    if option == " --again":  # the missed appointment as a referral of its own
        counted.remove(("Amy Able", "2026-11-09", "Google", None))
    assert counted == COUNTED
    for again in ("", " --update", " --again", " --update --again"):
        found = answer(f"import {file}{again}")
        assert (found["new"], found["updated"], found["conflicts"]) == (0, 0, [])


def test_each_row_that_is_not_taken_is_said_not_to_be(ref: Ref, file: Path) -> None:
    file.write_text(HEADER + TWO_TEETH, encoding="utf-8")

    said = ref(f"import {file} --update").stderr.splitlines()

    assert [line for line in said if ": conflict: " in line] == [
        (
            "line 3: conflict: seen on 2026-09-08 in line 2 of this file, here on 2026-11-08; value"
            " $800 in line 2 of this file, here $500; Bo Kim is not taken"
        ),
        (
            "line 6: conflict: it is in line 4 of this file as from Google, here from Yelp;"
            " Amy Able is not taken. If both sent them, type afterwards: ref referral edit"
            ' "Amy Able" --also Yelp; if only Yelp did: ref referral edit "Amy Able" --from Yelp'
        ),
    ]


@pytest.mark.parametrize("order", [("--update", "--again"), ("--again", "--update")])
def test_one_line_is_told_for_a_row_and_neither_way_counts_its_visit_twice(
    answer: Answer, ref: Ref, file: Path, order: tuple[str, ...]
) -> None:
    file.write_text(HEADER + OCTOBER, encoding="utf-8")

    assert told_lines(ref(f"import {file}").stderr) == [f"import {file} --update"]
    for option in order:
        ref(f"import {file} {option}")

    rows = answer("referral list")
    assert [one["production"] for one in rows if one["seen_on"]] == [800.0]


def test_the_same_visit_with_another_value_is_a_conflict(
    answer: Answer, ref: Ref, file: Path
) -> None:
    ref('add "Bo Kim" --from none --on 2026-11-02')
    ref("referral status kim seen --value 800 --on 2026-11-09")
    file.write_text(HEADER + "2026-11-04,Bo Kim,,none,,,2026-11-09,,,900,\n", encoding="utf-8")

    for option in ("", "--again"):
        found = answer(f"import {file} {option}")
        assert [one["reason"] for one in found["conflicts"]] == [
            "the visit of Bo Kim has the value $800 on record, here $900; it stays"
        ]
    found = answer(f"import {file} --update --again")
    assert [one["reason"] for one in found["conflicts"]] == ["value $800 on record, here $900"]
    assert [one["production"] for one in answer("referral list")] == [800.0]


@pytest.mark.parametrize("day", ["2026-11-02", "2026-11-04"])
@pytest.mark.parametrize("option", ["", "--again", "--update --again"])
def test_the_same_visit_from_another_source_is_not_counted_twice_and_both_can_be_named(
    answer: Answer, ref: Ref, file: Path, day: str, option: str
) -> None:
    ref('add "Amy Able" --from none --on 2026-11-02 --chart 3')
    ref("source add Yelp --kind digital")
    ref("referral status able seen --value 400 --on 2026-11-09")
    row = f"{day},Amy Able,3,Yelp,digital,,2026-11-09,,,400,\n"
    file.write_text(HEADER + row, encoding="utf-8")

    said = ref(f"import {file} {option}").stderr

    line = 'referral edit "Amy Able" --also Yelp'
    assert (
        "line 2: conflict: the same visit of Amy Able is counted as from none, here from Yelp;"
        f" Amy Able is not taken. If both sent them, type afterwards: ref {line}\n"
    ) in said
    assert "--again" not in "".join(told_lines(said))
    ref(line)
    assert [(one["source"], one["also"]) for one in answer("referral list")] == [("none", ["Yelp"])]


@pytest.mark.parametrize("option", ["", "--update", "--again", "--update --again"])
def test_a_row_with_the_chart_number_of_somebody_else_is_named_and_left(
    answer: Answer, ref: Ref, file: Path, option: str
) -> None:
    ref('add "Bob Baker" --from none --on 2026-11-02 --chart 2')
    for day in ("2026-11-02", "2026-11-05"):
        file.write_text(HEADER + f"{day},Dan Dole,2,none,,,,,,,\n", encoding="utf-8")

        found = ref(f"import {file} {option}")

        assert "Dan Dole is not taken\n" in found.stderr
        assert found.stderr.splitlines()[-1] == (
            "1 row has the chart number of somebody else. Mend or empty that number in the file,"
            f" then type: ref import {file} {option}".rstrip()
        )
        assert [one["patient"] for one in answer("referral list")] == ["Bob Baker"]

    file.write_text(HEADER + "2026-11-05,Dan Dole,,none,,,,,,,\n", encoding="utf-8")
    assert answer(f"import {file} {option}")["new"] == 1


def test_a_line_of_another_file_is_named_with_that_file(ref: Ref, tmp_path: Path) -> None:
    first, second = tmp_path / "p1.csv", tmp_path / "p2.csv"
    lines = TWO_TEETH.splitlines(keepends=True)
    first.write_text(HEADER + lines[2], encoding="utf-8")
    zed = "2026-11-01,Zed Zim,1009,Google,digital,,,,,,\n"
    second.write_text(HEADER + zed + lines[3] + lines[4], encoding="utf-8")

    news = ref(f"import {first} {second} --update --dry-run").stderr
    plain = ref(f"import {first} {second} --dry-run").stderr
    again = ref(f"import {first} {second} --again --dry-run").stderr

    assert (
        "p2.csv line 4: conflict: it is in line 2 of p1.csv as from Google, here from Yelp;"
        ' Amy Able is not taken. If both sent them, type afterwards: ref referral edit "Amy Able"'
        " --also Yelp; if only Yelp did: "
    ) in news
    assert "line 3: taken with another line: news of Amy Able of line 2 of p1.csv\n" in news
    assert (
        "p2.csv line 3: conflict: Amy Able was referred on 2026-11-03 from Google (line 2 of"
        " p1.csv) already; Amy Able is not taken\n"
    ) in plain
    assert (
        "p2.csv line 3: counted once more: Amy Able was referred on 2026-11-03 from Google (line 2"
        " of p1.csv) already\n"
    ) in again


def test_words_of_a_cell_are_no_place(ref: Ref, file: Path) -> None:
    file.write_text(
        "received_on,patient,source,chart,service\n"
        "2026-11-02,Ann Ray,none,77,x-rays on record\n"
        "2026-11-03,Ann Ray,none,77,crown\n",
        encoding="utf-8",
    )

    assert (
        "service is x-rays on record in line 2 of this file, here crown\n"
        in ref(f"import {file} --update").stderr
    )


def test_news_of_several_lines_that_are_as_near_are_named_by_their_lines(
    ref: Ref, file: Path
) -> None:
    rows = (
        "2026-11-02,Ann Ray,77,none,,,2026-11-03,,,,\n2026-11-12,Ann Ray,77,none,,,2026-11-13,,,,\n"
    )
    file.write_text(f"{HEADER}{rows}2026-11-07,Ann Ray,77,none,,,,,,10,\n", encoding="utf-8")

    said = ref(f"import {file} --update --again", exit_code=1).stderr

    assert "line 4: rejected: it could be of line 2 or 3\n" in said
