"""What somebody sees who asks what is the matter with the book."""

import csv
import json
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from io import StringIO
from pathlib import Path

import pytest

from refcli.errors import RepairedMeanwhileError
from refcli.storage.book.door import Door
from refcli.storage.book.looked import place_of_state
from refcli.storage.trust import repairing
from refcli.version import __version__
from tests.conftest import LATE, Ref
from tests.faults.damage.pages import erase_page, pages_of_tables
from tests.storage.trust.books import harm

SHOWN = ("due", "top", "report", "audit", "source list", "referral list", "history", "quiet")


@pytest.fixture(autouse=True)
def one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The moment by the clock of this PC is of the day by its clock."""
    noon = datetime.combine(LATE, time(12), UTC)
    monkeypatch.setattr("refcli.cli.real_now", lambda: noon)


@pytest.fixture
def damaged(ref: Ref, database: Path) -> Path:
    """A book whose only page of referrals was lost."""
    ref("add 'Maria Lopez' --from 'Dr. Wei Chen' --kind provider")
    ref("gift add chen 'fruit basket' --value 14 --occasion thanks")
    (page,) = pages_of_tables(database)["referral"]
    erase_page(database, page)
    return database


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is taken for another disk than that of the book."""
    folder = tmp_path / "stick"
    folder.mkdir()
    for module in ("second", "finding"):
        name = f"refcli.storage.copies.{module}.on_one_disk"
        monkeypatch.setattr(name, lambda _one, _other: False)
    return folder


def test_a_sound_book_has_nothing_to_mend(ref: Ref, database: Path, stick: Path) -> None:
    ref("add 'Maria Lopez' --from google --kind digital")
    assert "There is no copy of it." in ref("doctor").stdout
    ref("backup")
    asked = ref("doctor").stdout.splitlines()[-2:]
    assert asked == [
        (
            "- The copies lie only beside the book: if its disk fails, they are gone with it. Name"
            " a second place, as a stick:"
        ),
        "  ref backup --to FOLDER",
    ]
    ref(f"backup --to {stick}")

    lines = ref("doctor").stdout.splitlines()

    assert lines[0].startswith(f"The book: {database}")
    assert lines[0].endswith(", sound")
    assert lines[2].startswith("Its disk: ")
    assert lines[2].endswith("That disk is encrypted (BitLocker).")
    assert lines[-1] == "Nothing to mend."
    assert ref("doctor --repair").stdout == f"{database} is sound: nothing to repair.\n"


@pytest.mark.parametrize("command", SHOWN)
def test_nothing_is_printed_from_a_damaged_book(ref: Ref, damaged: Path, command: str) -> None:
    refused = ref(command, exit_code=5)

    assert refused.stdout == ""
    assert f"{damaged} is damaged, and nothing of it is shown" in refused.stderr
    assert "ref doctor --repair" in refused.stderr
    assert "Lopez" not in refused.stderr


@pytest.mark.parametrize("command", ["due", "top", "report", "report --all"])
def test_a_book_that_was_found_whole_today_is_not_looked_at_again(
    ref: Ref, database: Path, command: str
) -> None:
    ref("add 'Maria Lopez' --from 'Dr. Wei Chen' --kind provider")
    ref("due")
    kept = place_of_state(database)
    found = f"{kept.read_text()}\n"  # as it was written by hand: a look writes it anew
    kept.write_text(found)

    ref(command)

    assert kept.read_text() == found


def test_nothing_is_written_to_a_damaged_book(ref: Ref, damaged: Path) -> None:
    before = damaged.read_bytes()

    assert "ref doctor --repair" in ref("add 'Sam Green' --from google", exit_code=5).stderr
    assert damaged.read_bytes() == before


def test_the_doctor_says_what_is_wrong_and_what_to_type(ref: Ref, damaged: Path) -> None:
    told = ref("doctor", exit_code=5)

    assert "damaged: nothing is printed from it" in told.stdout
    assert "- SQLite finds the file broken at referral" in told.stdout
    assert "  ref doctor --repair" in told.stdout
    seen = json.loads(ref("doctor -f json", exit_code=5).stdout)
    assert (seen["book"], seen["sound"]) == (str(damaged), False)
    assert [(one["what"], one["type"]) for one in seen["findings"]] == [
        ("pages", "ref doctor --repair"),
        ("copies", ""),
    ]


@pytest.mark.usefixtures("damaged")
def test_a_repair_says_what_came_back_and_the_book_goes_on(ref: Ref) -> None:
    told = ref("doctor --repair").stdout.splitlines()

    assert told[0].endswith(".before-repair-damaged.db")
    assert "before a repair, of the damaged book" in ref("backup list").stdout
    assert told[1:] == ["referral: 1 row lost, brought back (1)"]
    assert "Maria Lopez" in ref("referral list").stdout
    assert "doctor --repair" in ref("history --limit 1").stdout
    ref("add 'Sam Green' --from chen")
    ref("doctor")


@pytest.mark.usefixtures("damaged")
def test_a_program_is_told_by_counts(ref: Ref) -> None:
    told = json.loads(ref("doctor --repair -f json").stdout)

    assert told["repaired"] is True
    assert told["tables"]["referral"] == {
        "brought_back": 1,
        "set_right": 0,
        "entered": 0,
        "filled_in": 0,
        "lost": 0,
    }


def test_another_programs_file_is_left_alone(ref: Ref, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Dr. Chen, " * 500, encoding="utf-8")

    for command in ("doctor", "doctor --repair"):
        assert "not a ref database" in ref(f"--db {letter} {command}", exit_code=3).stderr
    assert letter.read_text(encoding="utf-8") == "Dear Dr. Chen, " * 500


def test_a_book_that_is_not_there_is_not_examined(ref: Ref, tmp_path: Path) -> None:
    assert " init" in ref(f"--db {tmp_path / 'none.db'} doctor", exit_code=3).stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps who may read elsewhere")
def test_a_book_that_others_can_read_is_tightened_once(
    ref: Ref, database: Path, stick: Path
) -> None:
    ref("add 'Maria Lopez' --from google --kind digital")
    ref(f"backup --to {stick}")
    database.chmod(0o644)
    (finding,) = json.loads(ref("doctor -f json").stdout)["findings"]
    assert (finding["what"], finding["type"]) == ("readers", f'chmod 600 "{database}"')

    told = ref("due").stderr

    assert "Everybody with a login on this PC could read" in told
    assert "from now on it is yours alone" in told
    assert database.stat().st_mode & 0o777 == 0o600
    assert ref("due").stderr == ""


def test_the_versions_are_named_on_request(ref: Ref) -> None:
    lines = ref("--version --verbose").stdout.splitlines()

    assert lines[:2] == [__version__, f"ref {__version__}"]
    assert [line.split()[0] for line in lines[2:4]] == ["Python", "SQLite"]
    assert ref("--verbose --version").stdout.splitlines() == lines


def test_verbose_alone_is_refused(ref: Ref) -> None:
    assert ref("--verbose due", exit_code=2).stderr == (
        "ref: --verbose goes with --version only. Type: ref --version --verbose\n"
    )


def test_copies_are_told_of_a_damaged_book_too_and_damaged_ones_as_such(
    ref: Ref, database: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ref("add 'Maria Lopez' --from google --kind digital")
    ref(f"backup --to {stick}")
    (second,) = (stick / "ref-backups").glob("*.db")
    second.write_bytes(second.read_bytes().replace(b"Maria Lopez", b"Marie Lopez", 1))
    ref("backup verify --all", exit_code=5)
    database.write_bytes(database.read_bytes().replace(b"Maria Lopez", b"Marie Lopez", 1))

    seen = json.loads(ref("doctor -f json", exit_code=5).stdout)

    assert [(one["sound"], one["second_place"]) for one in seen["copies"]] == [
        (True, False),
        (False, True),
    ]
    assert seen["second_place"] == str(stick)
    advice = next(one for one in seen["findings"] if one["what"] == "copies")
    assert advice["type"] == f"ref restore {second.name}"
    assert ref(f"restore {second.name} --yes").exit_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps who may read elsewhere")
def test_copies_that_others_can_read_are_told_with_the_line_that_tightens_them(
    ref: Ref, database: Path, stick: Path
) -> None:
    ref("add 'Maria Lopez' --from google --kind digital")
    ref(f"backup --to {stick}")
    (copy,) = (database.parent / "ref-backups").glob("*.db")
    copy.chmod(0o644)

    (finding,) = json.loads(ref("doctor -f json").stdout)["findings"]
    ref(finding["type"].removeprefix("ref "))

    assert finding["words"] == "Everybody with a login on this PC can read 1 copy of it."
    assert copy.stat().st_mode & 0o777 == 0o600


def test_on_windows_the_doctor_names_the_line_that_shows_who_can_read_it(
    ref: Ref, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref("add 'Maria Lopez' --from google --kind digital")
    ref("backup")
    monkeypatch.setattr("refcli.commands.trust.doctor.WINDOWS", True)

    told = ref("doctor").stdout

    assert (
        "Its readers: Windows does not tell ref who else can read it. To look, type:"
        f' icacls "{database}"'
    ) in told


def test_a_recorded_day_that_has_not_come_is_changed_only_on_request(
    ref: Ref, database: Path
) -> None:
    ref("add 'Maria Lopez' --from google --kind digital")
    harm(database, "UPDATE command SET at = '2026-11-02T12:00:00.000Z'")
    harm(
        database,
        "UPDATE command SET recorded_on = '2036-01-01' WHERE id = (SELECT max(id) FROM command)",
    )
    before = database.read_bytes()

    refused = ref("doctor --repair", exit_code=1).stderr

    assert "1 command would get the day on which it was typed" in refused
    assert "To do that: ref doctor --repair --yes" in refused
    assert database.read_bytes() == before
    told = ref("doctor --repair --yes").stdout
    assert "The last recorded day was Tue 1 Jan 2036, which has not come: it is now 2026-" in told


def test_a_book_that_was_repaired_meanwhile_is_told_as_such(
    ref: Ref, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref("add 'Maria Lopez' --from google --kind digital")
    harm(database, "DELETE FROM referral WHERE id = 1")

    def come_second(door: Door, **_given: object) -> None:
        raise RepairedMeanwhileError(door.path)

    monkeypatch.setattr(repairing, "repair_book", come_second)

    assert "was repaired meanwhile by another ref" in ref("doctor --repair").stdout


def test_yes_goes_with_a_repair(ref: Ref) -> None:
    assert "ref doctor --repair --yes" in ref("doctor --yes", exit_code=2).stderr


def test_a_book_without_its_checks_is_sent_to_the_repair(ref: Ref, database: Path) -> None:
    ref("add 'Maria Lopez' --from google --kind digital")
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("DROP TRIGGER log_referral_insert")

    refused = ref("add 'Sam Green' --from google", exit_code=5).stderr

    assert "its own checks were changed outside ref" in refused
    assert "ref doctor --repair" in refused
    ref("doctor --repair")
    ref("add 'Sam Green' --from google")


def test_rows_that_another_program_changed_are_told_with_the_line_that_lists_them(
    ref: Ref, database: Path, stick: Path
) -> None:
    ref("add 'Maria Lopez' --from google --kind digital")
    ref(f"backup --to {stick}")
    with closing(sqlite3.connect(database)) as db:
        db.execute("UPDATE referral SET patient = 'Mary Lopez'")
        db.commit()
    harm(database, "UPDATE change SET at = '2029-12-31T12:00:00.000Z' WHERE command_id IS NULL")
    for n in range(20):
        ref(f"add 'Pat {chr(65 + n)}ox' --from google")

    seen = json.loads(ref("doctor -f json").stdout)
    (finding,) = seen["findings"]

    assert (seen["sound"], seen["outside_changes"]) == (True, 1)
    assert finding["words"] == (
        "Another program than ref made 1 change, on Mon 31 Dec 2029. To see what it changed:"
    )
    assert finding["type"] == "ref history --limit 21"
    listed = ref(finding["type"].removeprefix("ref ")).stdout
    assert "Maria Lopez -> Mary Lopez" in listed


@pytest.mark.skipif(sys.platform == "win32", reason="there another line is told")
def test_a_read_only_book_or_folder_is_told_with_the_line_that_helps(
    ref: Ref, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref("add 'Maria Lopez' --from google --kind digital")
    found = []

    for name in ("may_write_into", "may_write"):
        monkeypatch.setattr(f"refcli.storage.book.place.{name}", lambda _path: False)
        found.append(json.loads(ref("doctor -f json").stdout)["findings"][0])

    assert [(one["what"], one["type"]) for one in found] == [
        ("read-only", f'chmod u+wx "{database.parent}"'),
        ("read-only", f'chmod u+w "{database}"'),
    ]


def test_on_windows_a_read_only_book_has_its_own_line(
    ref: Ref, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref("add 'Maria Lopez' --from google --kind digital")
    monkeypatch.setattr("refcli.commands.trust.doctor.WINDOWS", True)
    found = []

    for name in ("may_write_into", "may_write"):
        monkeypatch.setattr(f"refcli.storage.book.place.{name}", lambda _path: False)
        found.append(json.loads(ref("doctor -f json").stdout)["findings"][0])

    assert [one["type"] for one in found] == ["", f'attrib -R "{database}"']


def test_a_second_place_that_got_nothing_for_long_is_told(
    ref: Ref, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref("add 'Maria Lopez' --from google --kind digital")
    ref(f"backup --to {stick}")
    stick.rename(stick.with_name("away"))
    later = datetime.combine(LATE, time(12), UTC) + timedelta(days=15)
    monkeypatch.setattr("refcli.cli.real_now", lambda: later)
    monkeypatch.setattr("refcli.cli.real_day", later.date)
    ref("backup")

    (finding,) = json.loads(ref("doctor -f json").stdout)["findings"]

    assert finding["words"] == (
        f"No copy of it has gone to {stick} since Tue 1 Jan 2030: it is not there. Put the drive"
        " in, then type:"
    )


def test_a_spreadsheet_gets_flat_columns(ref: Ref, database: Path) -> None:
    ref("add 'Maria Lopez' --from google --kind digital")
    ref("backup")

    (row,) = csv.DictReader(StringIO(ref("doctor -f csv").stdout))

    assert (row["book"], row["sound"], row["copies"]) == (str(database), "true", "1")
    assert (row["last_copy"], row["second_place"]) == ("2030-01-01", "")
    assert row["type"] == "ref backup --to FOLDER"
    assert not any(cell.startswith(("[", "{")) for cell in row.values())


@pytest.mark.usefixtures("damaged")
def test_a_spreadsheet_gets_a_row_for_each_repaired_table(ref: Ref) -> None:
    (row,) = csv.DictReader(StringIO(ref("doctor --repair -f csv").stdout))

    assert (row["repaired"], row["table"], row["brought_back"], row["lost"]) == (
        *("true", "referral", "1", "0"),
    )
    assert not any(cell.startswith(("[", "{")) for cell in row.values())
