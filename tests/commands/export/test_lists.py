"""What ``ref`` prints as CSV can be read back, or is told what it is."""

import csv
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import refcli
from refcli.cli import app
from tests.conftest import TODAY, Ref
from tests.faults.cells import TREE

LISTS = tomllib.loads(
    (Path(refcli.__file__).parent / "presets" / "export" / "lists.toml").read_text(encoding="utf-8")
)["list"]
READ_BACK = [one for one in LISTS if one.get("read_back")]
TOLD = [one for one in LISTS if not one.get("read_back")]
TAKEN_IN = {"contact list", "referral list", "source list"}
MORE_WORDS = {  # what the lines of these commands need, on the sample practice
    "event show": '"open house"',
    "duty show": "1",
    "quiet --explain": '"#48"',
    "show": '"#29"',
    "find": "chen",
    "gift check": '"#3" fruit --value 4',
    "gift cure": '"#3"',
    "gift statement": '"#3"',
}
SAYS = ("It follows from what is on record", "Its rows are taken in with the whole book only")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample practice, with something in each of its lists."""
    folder = tmp_path_factory.mktemp("sample")
    made = folder / "demo.db"
    run(made, "demo", "--folder", str(folder))
    run(made, "contact", "add", "Cody", "--at", "#3")
    run(made, "duty", "away", "Jo", "--from", "2026-12-01", "--until", "2026-12-24")
    run(made, "backup")
    return made


def run(book: Path, *words: str) -> str:
    env = {"REF_DB": str(book), "REF_AS_OF": TODAY.isoformat(), "REF_USER": "tina"}
    done = CliRunner(env=env).invoke(app, words, prog_name="ref")
    assert done.exit_code == 0, (words, done.output)
    return done.stdout


def print_list(ref: Ref, sample: Path, command: str, target: Path) -> list[str]:
    """What a command prints as CSV, in a file; its columns."""
    if command == "export --deidentified":
        ref(f"--db {sample} {command} -o {target} --overwrite")
    elif command == "import --dry-run":
        done = ref(f"--db {sample} import examples/referrals.csv --dry-run --new -f csv")
        target.write_text(done.stdout, encoding="utf-8")
    else:
        done = ref(f"--db {sample} {command} {MORE_WORDS.get(command, '')} -f csv")
        target.write_text(done.stdout, encoding="utf-8")
    with target.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file))


@pytest.mark.parametrize("one", TOLD, ids=lambda one: one["command"])
def test_a_list_that_is_not_taken_in_is_told_what_it_is(
    ref: Ref, sample: Path, tmp_path: Path, one: dict[str, Any]
) -> None:
    printed = tmp_path / "printed.csv"
    columns = print_list(ref, sample, one["command"], printed)

    told = ref(f"import {printed}", exit_code=1).stderr

    assert set(one["columns"]) <= set(columns)
    assert columns == one["columns"] or not one.get("only")
    assert told.startswith(
        f"ref: {printed} looks like {one['title']}, as ref {one['command']} prints it. "
    )
    if one["command"] == "target list":
        assert f"are taken in where they are looked for. Type: ref target import {printed}" in told
        return
    assert any(words in told for words in SAYS)
    assert told.endswith("ref export -o everything.zip\n")


def test_every_list_is_taken_in_or_told_what_it_is() -> None:
    lists = {name for name in TREE if name.split()[-1] == "list"} - TAKEN_IN
    known = {one["command"] for one in LISTS}

    assert lists - known == set()
    assert {"due", "top", "quiet", "report", "history", "find", "show"} <= known


def test_a_sheet_of_an_export_is_told_what_it_is(ref: Ref, tmp_path: Path) -> None:
    sheet = tmp_path / "referral.csv"
    ref(f"export -o {tmp_path / 'all.zip'}")
    sheet.write_text(
        "id,patient,source_id,received_on,status,scheduled_on,seen_on,completed_on,closed_on,reason,"
        "production_cents,production_on,service,chart,provider,note,past,phone\n1,Ann\n",
        encoding="utf-8",
    )

    told = ref(f"import {sheet}", exit_code=1).stderr

    assert told.startswith(
        f"ref: {sheet} looks like the sheet referral.csv of an export. Import the zip itself, as it"
        " was written: ref --db"
    )


def test_everything_by_way_of_a_pipe_is_told_what_it_is(ref: Ref) -> None:
    everything = '{"ref_export":1,"schema":9,"tables":{}}'

    told = ref("import -", exit_code=1, stdin=everything).stderr

    assert told == (
        "ref: -: it is a part of an export. With ref --db new.db import everything.zip the zip"
        " itself comes in, as it was written.\n"
    )


@pytest.mark.parametrize("option", ["", " --dry-run"])
def test_a_whole_book_by_way_of_a_pipe_is_asked_for_its_name(
    ref: Ref, tmp_path: Path, option: str
) -> None:
    ref(f"export -o {tmp_path / 'all.zip'}")

    dry = " --dry-run" * ("--dry-run" in option)
    for book in ("", f" --db {tmp_path / 'none.db'}"):
        told = ref(
            f"import -{option}{book}", exit_code=2, stdin=(tmp_path / "all.zip").read_bytes()
        ).stderr

        assert told == (
            "ref: Standard input gives a whole book, as ref export wrote it. Save it as a file, and"
            f" give its name. Type: ref{book} import everything.zip{dry}\n"
        )


SOURCES = (
    '"Oak Dental" --kind office --owner Tina --phone 206-555-0101 --zip 98101 --tags implants',
    '"Dr. Ida Ray" --kind provider --office "Oak Dental" --npi 1234567893 --report-by fax',
    '"Elm Smiles" --kind office --target --specialty endodontics --email elm@example.com',
    '"Web search" --kind digital',
    '"Ann Lee" --kind patient',
)
REFERRALS = (
    '"Zoë Quinn" --from "Dr. Ida Ray" --on 2026-09-01 --also "Ann Lee" --service crown --chart C1',
    '"عمر شريف" --from unknown --on 2026-09-02 --note "wants mornings"',
    '"Bo Reed" --from "Oak Dental" --on 2026-10-05 --phone 206-555-0177',
    '"Cy Moss" --from "Web search" --on 2026-10-06 --provider "Dr. Ray"',
    '"Di Park" --from "Ann Lee" --on 2026-11-20 --booked "2026-12-02 09:30"',
    '"Ed Nash" --from none --on 2026-11-21',
)
STATUSES = (
    "1 seen --on 2026-09-09 --value 1234.56",
    "2 completed --on 2026-09-12 --value 100",
    '3 lost --on 2026-10-09 --why "too far"',
    '4 duplicate --why "is Cy Ross"',
)


@pytest.fixture
def filled(ref: Ref, database: Path) -> Path:
    """A book with all that the two lists can say."""
    for line in SOURCES:
        ref(f"source add {line}")
    for line in REFERRALS:
        ref(f"add {line}")
    for line in STATUSES:
        ref(f"referral status {line}")
    return database


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_lists_of_sources_and_referrals_come_back_with_the_same_figures(
    ref: Ref, tmp_path: Path, form: str
) -> None:
    sources, referrals, new = (tmp_path / name for name in (f"s.{form}", f"r.{form}", "new.db"))
    sources.write_text(ref(f"source list -f {form}").stdout, encoding="utf-8")
    referrals.write_text(ref(f"referral list -f {form}").stdout, encoding="utf-8")
    ref(f"--db {new} init --practice Elm --state WA --zip 98101")

    ref(f"--db {new} import {sources}")
    ref(f"--db {new} import {referrals}")

    for line in (
        *("source list", "referral list", "top", "top --since 2026-09-01 --rollup office"),
        *("top --since 2026-09-01 --until 2026-09-30 --order production", "channel show"),
    ):
        here, there = (
            without_numbers(json.loads(ref(f"{book}{line} -f json").stdout))
            for book in ("", f"--db {new} ")
        )
        assert there == here, line


UNDATED = """received_on,patient,source,kind,status,seen_on,completed_on
2026-10-01,Ann Roe,Web search,digital,seen,,
2026-10-02,Bo Roe,Web search,digital,completed,,
2026-10-03,Cy Roe,Web search,digital,completed,2026-10-09,
2026-10-04,Di Roe,Web search,digital,scheduled,,
2026-10-06,Fay Roe,Web search,digital,lost,,
"""


@pytest.mark.parametrize("form", ["csv", "json"])
def test_steps_without_a_day_come_back_without_one(ref: Ref, tmp_path: Path, form: str) -> None:
    file, printed, new = (tmp_path / name for name in ("in.csv", f"r.{form}", "new.db"))
    file.write_text(UNDATED, encoding="utf-8")
    ref(f"import {file}")
    printed.write_text(ref(f"referral list -f {form}").stdout, encoding="utf-8")
    ref(f"--db {new} init --practice Elm --state WA --zip 98101")

    ref(f"--db {new} import {printed}")
    same = json.loads(ref(f"import {printed} --update -f json").stdout)

    assert (same["new"], same["matched"], same["updated"], same["conflicts"]) == (0, 5, 0, [])
    shown = [
        [json.loads(ref(f"{book}{line} -f json").stdout) for book in ("", f"--db {new} ")]
        for line in ("referral list", "report --since 2026-10-01 --until 2026-10-31")
    ]
    [(here, there), (report_here, report_there)] = shown
    assert without_numbers(there) == without_numbers(here)
    figures_here, figures_there = (
        [one for one in report["sections"] if one["name"] != "quality"]  # it has the numbers
        for report in (report_here, report_there)
    )
    assert figures_there == figures_here


def test_the_referrals_of_namesakes_come_back_to_each_of_them(ref: Ref, tmp_path: Path) -> None:
    ref('source add "Dr. Wei Chen" --kind provider --phone 206-555-0101')
    ref('source add "Dr. Wei Chen" --kind provider --phone 206-555-0102 --new')
    ref("add 'Ann Roe' --from '#3' --on 2026-10-01")
    ref("add 'Bo Roe' --from '#4' --on 2026-10-02")
    sources, referrals, names, new = (
        tmp_path / name for name in ("s.csv", "r.csv", "names.csv", "new.db")
    )
    sources.write_text(ref("source list -f csv").stdout, encoding="utf-8")
    referrals.write_text(ref("referral list -f csv").stdout, encoding="utf-8")
    ref(f"--db {new} init --practice Elm --state WA --zip 98101")
    ref(f"--db {new} import {sources} --names {names}", exit_code=1)
    answer_with(names, "new,,,provider,", "new,,,provider,")
    ref(f"--db {new} import {sources} --names {names}")
    names.unlink()

    ref(f"--db {new} import {referrals} --names {names}", exit_code=1)
    answer_with(names, "same,4,,,", "same,3,,,")  # the latest referral stands first
    ref(f"--db {new} import {referrals} --names {names}")

    here, there = (
        json.loads(ref(f"{book}referral list -f json").stdout) for book in ("", f"--db {new} ")
    )
    assert [(one["patient"], one["source_id"]) for one in there] == [
        (one["patient"], one["source_id"]) for one in here
    ]


def answer_with(names: Path, *answers: str) -> None:
    """Fill in the list of names, line by line, from the column means on."""
    head, *_ = names.read_text("utf-8-sig").splitlines()
    lines = [f"Dr. Wei Chen,1,{answer}" for answer in answers]
    names.write_text("\n".join([head, *lines]), "utf-8")


def without_numbers(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows in an order of their own, without the numbers that the new book gives anew."""
    kept = [
        {name: value for name, value in row.items() if name not in {"id", "source_id", "rank"}}
        for row in rows
    ]
    return sorted(kept, key=lambda row: json.dumps(row, sort_keys=True))


def test_each_column_of_the_two_lists_is_taken_or_follows_from_others(
    ref: Ref, filled: Path, tmp_path: Path
) -> None:
    left_out = {}
    for line in sorted(TAKEN_IN):
        printed = tmp_path / "printed.csv"
        printed.write_text(ref(f"--db {filled} {line} -f csv").stdout, encoding="utf-8")
        told = json.loads(ref(f"import {printed} --dry-run -f json").stdout)
        left_out[line] = [name for name, means in told["columns"].items() if means is None]

    assert left_out == {
        "contact list": ["id", "source_id"],  # the office is known by its name
        "referral list": ["id"],
        "source list": ["stage", "referrals", "last_referral", "last_visit", "archived_why"],
    }


def test_the_lists_of_the_program_that_are_read_back() -> None:
    assert {one["command"] for one in READ_BACK} == {
        *("event list", "insurer list", "issue list", "occasion list", "setting list"),
        *("duty list", "duty away --list", "setting reasons"),
    }
