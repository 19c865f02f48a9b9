"""The lists of days, events, issues, insurers and figures, read back one by one."""

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import Ref

PROGRAM = (
    'source add "Oak Dental" --kind office',
    'source add "Dr. Ida Ray" --kind provider --office "Oak Dental"',
    'source add "Delta Dental" --kind insurer',
    'add "Ann Lee" --from "Dr. Ida Ray" --on 2026-10-01',
    'occasion add "Dr. Ida Ray" birthday 1970-03-05 --lead 14 --owner Tina --note "tea, no sweets"',
    "occasion add christmas --every office",
    'event add "Summer barbecue" --on 2027-07-10 --place Garden --note "bring chairs"',
    'event add "Winter open house" --on 2026-12-10',
    "event cancel 2",
    (
        'source edit "Delta Dental" --our-provider "Dr. Ray" --credentialed-since 2024-03-01'
        " --credentialed-until 2027-03-01 --in-network yes --listed no --checked-on 2026-11-02"
    ),
    'issue "Dr. Ida Ray" "report took three weeks" --about report --referral "Ann Lee"',
    'issue "Oak Dental" "parking, again" --owner Jo --witness Tina',
    'issue close 2 --how "talked to them"',
    (
        'duty add "Ask happy patients" --every week --rota "Jo, Tina, Marc"'
        ' --text "whom may we thank?" --text "leave two cards" --note "at check-out"'
    ),
    'duty add "Call lapsed offices" --every month --rota "Marc, Jo" --starts 2027-01-01',
    "duty away Jo --from 2026-12-01 --until 2026-12-24 --why leave",
    'setting reasons --add "no parking" --drop cost',
    "setting set thank_after 2 --since 2026-11-01",
    "setting set visit_every 2 --kind insurer",
)
LISTS = (
    *("occasion list", "event list", "insurer list", "issue list --all", "setting list"),
    "duty list",
)
OF_ANOTHER = ("duty away --list", "setting reasons")  # they hang on what else there is


@pytest.fixture
def new(ref: Ref, tmp_path: Path) -> Path:
    """Another book of the same sources and referrals, without the program."""
    made = tmp_path / "new.db"
    for line in PROGRAM:
        ref(line)
    for command in ("source list", "referral list"):
        printed = tmp_path / f"{command}.csv"
        printed.write_text(ref(f"{command} -f csv").stdout, encoding="utf-8")
        if command == "source list":
            ref(f"--db {made} init --practice Elm --state WA --zip 98101")
        ref(f"--db {made} import '{printed}'")
    return made


def print_list(ref: Ref, folder: Path, command: str, form: str = "csv") -> Path:
    """A list in a file."""
    printed = folder / f"list.{form}"
    printed.write_text(ref(f"{command} -f {form}").stdout, encoding="utf-8")
    return printed


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("command", LISTS)
def test_a_list_comes_back_as_it_was_and_the_second_time_changes_nothing(
    ref: Ref, tmp_path: Path, new: Path, command: str, form: str
) -> None:
    printed = print_list(ref, tmp_path, command, form)
    before = [same(row) for row in json.loads(ref(f"{command} -f json").stdout)]

    tried = ref(f"--db {new} import {printed} --dry-run -f json").stdout
    done = ref(f"--db {new} import {printed} -f json").stdout
    after = [same(row) for row in json.loads(ref(f"--db {new} {command} -f json").stdout)]
    again = json.loads(ref(f"--db {new} import {printed} -f json").stdout)

    assert after == before
    assert json.loads(tried) == json.loads(done)
    assert json.loads(done)["new"] > 0
    assert (again["new"], again["conflicts"], again["rejected"]) == (0, [], [])
    assert again["matched"] == again["rows"]


def test_who_is_away_comes_back_behind_the_duties(ref: Ref, tmp_path: Path, new: Path) -> None:
    away = print_list(ref, tmp_path, "duty away --list")
    refused = ref(f"--db {new} import {away}", exit_code=1).stderr
    duties = tmp_path / "duties.csv"
    duties.write_text(ref("duty list -f csv").stdout, encoding="utf-8")

    ref(f"--db {new} import {duties} {away}")

    assert "Jo is on no rota. First take in the list of duties" in refused
    assert ref(f"--db {new} duty away --list -f csv").stdout == away.read_text(encoding="utf-8")
    assert "2 matched" in ref(f"--db {new} import {duties}").stdout
    assert "1 matched" in ref(f"--db {new} import {away}").stdout


def test_reasons_come_back_and_none_is_dropped(ref: Ref, tmp_path: Path, new: Path) -> None:
    done = ref(f"--db {new} import {print_list(ref, tmp_path, 'setting reasons')}").stdout
    reasons = ref(f"--db {new} setting reasons -f csv").stdout.splitlines()

    assert done.startswith("1 new, ")
    assert {"no parking", "cost"} <= {*reasons}
    assert reasons[-1] == "other"


def test_a_duty_goes_on_with_whose_turn_it_is(ref: Ref, tmp_path: Path, new: Path) -> None:
    printed = print_list(ref, tmp_path, "duty list")
    there = "2026-12-02"  # the second turn, which is Tina's

    ref(f"--db {new} import {printed}", as_of=there)
    row = json.loads(ref(f"--db {new} duty list -f json", as_of=there).stdout)[0]

    assert (row["now"], row["starts_on"], row["staff"]) == ("Jo", "2026-11-30", "Jo, Tina, Marc")


def same(row: dict[str, object]) -> dict[str, object]:
    """A row without numbers, which a book gives itself, and without who is next.

    That hangs on who is away, which is another list.
    """
    return {key: value for key, value in row.items() if key != "next" and not key.endswith("id")}


@pytest.mark.parametrize("command", LISTS)
def test_one_undo_takes_a_list_back(ref: Ref, tmp_path: Path, new: Path, command: str) -> None:
    before = ref(f"--db {new} {command} -f csv").stdout
    ref(f"--db {new} import {print_list(ref, tmp_path, command)}")

    ref(f"--db {new} undo")

    assert ref(f"--db {new} {command} -f csv").stdout == before


def test_what_is_said_otherwise_is_told_and_what_is_on_record_stays(
    ref: Ref, tmp_path: Path, new: Path
) -> None:
    ref(f'--db {new} occasion add "Dr. Ida Ray" birthday 03-05 --owner Jo --note "tea, no sweets"')
    ref(f'--db {new} event add "Summer barbecue" --on 2027-07-10 --place Hall')
    ref(f'--db {new} source edit "Delta Dental" --our-provider "Dr. Ray" --in-network no')
    ref(f"--db {new} setting set thank_after 5")
    told = [
        ref(f"--db {new} import {print_list(ref, tmp_path, command)}").stderr
        for command in ("occasion list", "event list", "insurer list", "setting list")
    ]

    assert (
        "owner Jo, here Tina, lead_days 7, here 14, year unknown, here 1970; that stays" in told[0]
    )
    assert "place Hall, here Garden, note unknown, here bring chairs; that stays" in told[1]
    assert "Delta Dental (Dr. Ray) is on record: in_network False, here True" in told[2]
    assert "thank_after is 5, here 2; that stays" in told[3]
    assert "Dr. Ida Ray,birthday" not in ref(f"--db {new} occasion list -f csv").stdout


WRONG = {
    "occasion list": [
        ("source", "Dr. Who", "no source is called 'Dr. Who'"),
        ("source", "unknown", "unknown is nobody"),
        ("day", "02-31", "02-31"),
        ("occasion", "", "no occasion stands there"),
        ("occasion", "birth\x1b[31mday", "occasion has a control character"),
        ("lead_days", "999", "lead_days is '999', and goes from 0 to 180"),
        ("year", "-5", "year is '-5'"),
        ("every", "martians", "every 'martians' is no kind of source"),
    ],
    "event list": [
        ("on", "someday", "someday"),
        ("on", "", "no day stands there"),
        ("event", "12", "no event can be called '12'"),
    ],
    "insurer list": [
        ("insurer", "Oak Dental", "no insurer is called 'Oak Dental'"),
        ("credentialed_until", "2020-01-01", "it would end on 2020-01-01, before it begins"),
        ("in_network", "perhaps", "in_network is 'perhaps', which is neither yes nor no"),
    ],
    "issue list --all": [
        ("about", "weather", "about is 'weather'; it can be"),
        ("owner", "x" * 2001, "owner has more than 2000 letters"),
        ("opened_on", "2027-01-01", "the day on which it was opened is missing, or to come"),
        ("patient", "Nobody Known", "Nobody Known is not once on record as sent by Dr. Ida Ray"),
        ("what", "", "no what stands there"),
    ],
    "setting list": [
        ("setting", "colour", "there is no setting 'colour'"),
        ("value", "1000", "value is '1000', and goes from 0 to 365"),
        ("kind", "office", "thank_after has no figure of its own for 'office'"),
    ],
}


@pytest.mark.parametrize(
    ("command", "wrong"), [(command, one) for command, several in WRONG.items() for one in several]
)
def test_a_line_that_cannot_be_is_rejected_with_its_reason_and_nothing_is_taken(
    ref: Ref, tmp_path: Path, new: Path, command: str, wrong: tuple[str, str, str]
) -> None:
    column, cell, why = wrong
    printed = print_list(ref, tmp_path, command)
    change_cell(printed, column, cell)
    before = ref(f"--db {new} {command} -f csv").stdout

    done = ref(f"--db {new} import {printed}", exit_code=1)

    assert why in done.stderr
    assert "1 rejected. Nothing was taken in" in done.stderr
    assert ref(f"--db {new} {command} -f csv").stdout == before


def change_cell(path: Path, column: str, cell: str) -> None:
    """Write another text into the first row in which the column stands for something."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    place = head.index(column)
    wanted = next((row for row in rows if {"thank_after", "birthday"} & {*row}), rows[0])
    if column == "patient":
        wanted = next(row for row in rows if row[place])
    wanted[place] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


@pytest.mark.parametrize(
    "changed",
    [
        ("event list", "on", "7/10/2027", "Summer barbecue,2027-07-10"),
        ("event list", "on", "10-Jul-27", "Summer barbecue,2027-07-10"),
        ("occasion list", "day", "5-Mar", "Dr. Ida Ray,,03-05,1970,"),
        (
            "occasion list",
            "day",
            "2026-03-05",
            "Dr. Ida Ray,,03-05,1970,",
        ),  # of this year, in Excel
        ("setting list", "since", "11/1/2026", "thank_after,,2,3,2026-11-01"),
    ],
)
def test_days_as_a_spreadsheet_writes_them_are_read(
    ref: Ref, tmp_path: Path, new: Path, changed: tuple[str, str, str, str]
) -> None:
    command, column, cell, row = changed
    printed = print_list(ref, tmp_path, command)
    change_cell(printed, column, cell)

    ref(f"--db {new} import {printed}")

    assert row in ref(f"--db {new} {command} -f csv").stdout


def test_guests_are_said_to_come_with_the_whole_book(ref: Ref, tmp_path: Path, new: Path) -> None:
    told = ref(f"--db {new} import {print_list(ref, tmp_path, 'event list')}").stderr

    assert "Who was invited and who came is taken in with the whole book only" in told


def test_the_month_comes_first_in_what_ref_printed(ref: Ref, tmp_path: Path, new: Path) -> None:
    printed = print_list(ref, tmp_path, "event list")

    told = ref(f"--db {new} import {printed} --day-first", exit_code=2).stderr
    ref(f"--db {new} import {printed} --month-first")

    assert "has days that only have the month first. Leave out --day-first." in told
    assert "Remembered" not in ref(f"--db {new} import {printed} --month-first").stdout


def test_several_lists_are_taken_in_at_once(ref: Ref, tmp_path: Path, new: Path) -> None:
    paths = []
    for command in ("occasion list", "event list", "setting list"):
        paths.append(tmp_path / f"{command.split()[0]}.csv")
        paths[-1].write_text(ref(f"{command} -f csv").stdout, encoding="utf-8")

    done = ref(f"--db {new} import {' '.join(map(str, paths))}").stdout
    ref(f"--db {new} undo")

    assert done.startswith("6 new, ")
    assert "Summer barbecue" not in ref(f"--db {new} event list -f csv").stdout


@pytest.mark.parametrize("command", LISTS)
def test_a_list_with_a_column_more_or_less_is_known(
    ref: Ref, tmp_path: Path, new: Path, command: str
) -> None:
    printed = print_list(ref, tmp_path, command)
    with printed.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    gone = head.index("default" if command == "setting list" else "id")
    rows = [[*row[:gone], *row[gone + 1 :], "mine"] for row in (head, *rows)]
    with printed.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)

    done = ref(f"--db {new} import {printed}").stdout

    assert " 0 in conflict, 0 rejected" in done
    assert not done.startswith("0 new")


def test_words_of_a_kickback_are_asked_about_where_no_topic_stands(
    ref: Ref, tmp_path: Path, new: Path
) -> None:
    file = tmp_path / "issues.csv"
    told = ref(f"--db {new} issue list --all -f csv").stdout
    row = "9,2,Dr. Ida Ray,{},wants $50 for each referral,,,Tina,,2026-11-02,,,\n"
    file.write_text(told + row.format(""), encoding="utf-8")

    refused = ref(f"--db {new} import {file}", exit_code=1).stderr
    file.write_text(told + row.format("kickback"), encoding="utf-8")
    ref(f"--db {new} import {file}")

    assert "it may tell of a kickback: into about, write kickback" in refused
    assert "for each referral" not in ref(f"--db {new} issue list --all").stdout


def test_a_figure_of_one_kind_is_its_own_also_where_it_equals_that_of_all(
    ref: Ref, tmp_path: Path, new: Path
) -> None:
    ref("setting set visit_every 1 --kind insurer")
    printed = print_list(ref, tmp_path, "setting list")

    ref(f"--db {new} import {printed}")
    ref(f"--db {new} setting set visit_every 4")

    assert "visit_every,insurer,1," in ref(f"--db {new} setting list -f csv").stdout
