"""A practice leaves with everything, and has it back: the same figures, the same history."""

import csv
import io
import json
import shutil
import stat
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from refcli.cli import app
from refcli.storage.book.door import Door, reading
from refcli.storage.book.identity import differing_objects
from refcli.storage.export.snapshot import take_snapshot
from refcli.storage.schema.migrations import version_of
from tests.conftest import TODAY, Ref
from tests.storage.books import raw
from tests.storage.books import whole as every_row

READ_AGAIN = (
    *("report", "report --month 2026-10 --names", "report --since 2025-01-01", "top", "quiet"),
    *("top --rollup office --since 2024-01-01", "due --within 90", "history --limit 5000"),
    *("source list", "referral list --limit 9999", "gift list", "audit --year 2026"),
    *("audit verify", "event list", "duty list", "insurer list", "occasion list", "contact list"),
    *("channel show", "plan show", "policy show", "reward show", "setting list"),
    *("letter show thank-you-provider", "report --month 2026-05", "source list --archived"),
)
WITHOUT_NAMES = "ref export --deidentified -o for-consultant.csv"
NAMES = ('"=HYPERLINK(1)"', '"[bold]Zoë :smile:"', '"عمر شريف"', "\"O'Dell, 'Jr'\"")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample practice, with names that are data and texts of its own."""
    folder = tmp_path_factory.mktemp("sample")
    made = folder / "demo.db"
    run(made, "demo", "--folder", str(folder))
    for name in NAMES:
        run(made, "add", name.strip('"'), "--from", "unknown", "--note", "two\u2028lines")
    run(made, "source", "edit", "#3", "--phone", "206-555-0177")
    run(made, "undo")
    return made


def whole(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, and the numbers given so far, in whatever order."""
    found = every_row(path)
    return found | {"sqlite_sequence": sorted(found["sqlite_sequence"])}


def count_rows(path: Path) -> int:
    return sum(len(rows) for name, rows in whole(path).items() if name != "sqlite_sequence")


def run(book: Path, *words: str) -> str:
    env = {"REF_DB": str(book), "REF_AS_OF": TODAY.isoformat(), "REF_USER": "tina"}
    done = CliRunner(env=env).invoke(app, words, prog_name="ref")
    assert done.exit_code == 0, (words, done.output)
    return done.stdout


@pytest.fixture
def book(sample: Path, database: Path) -> Path:
    """The book of the other tests: here it is the sample practice."""
    shutil.copy(sample, database)
    return database


def test_everything_comes_back_with_the_same_figures_and_the_same_history(
    ref: Ref, book: Path, tmp_path: Path
) -> None:
    zipped, new = tmp_path / "everything.zip", tmp_path / "new.db"
    before = whole(book)

    ref(f"export -o {zipped}")
    ref(f"--db {new} import {zipped}")

    assert whole(new) == before
    for line in READ_AGAIN:
        for form in ("table", "json"):
            here = ref(f"{line} -f {form}").stdout
            there = ref(f"--db {new} {line} -f {form}").stdout
            assert there.replace(f"ref --db {new} ", "ref ") == here, line
    for day in ("2026-11-22", "2025-06-30"):
        here = ref("top -f json", as_of=day).stdout
        assert ref(f"--db {new} top -f json", as_of=day).stdout == here


@pytest.mark.usefixtures("book")
def test_a_book_that_came_back_is_exported_as_the_same_zip(ref: Ref, tmp_path: Path) -> None:
    first, second, new = tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "new.db"
    ref(f"export -o {first}")

    ref(f"--db {new} import {first}")
    ref(f"--db {new} export -o {second}")

    assert first.read_bytes() == second.read_bytes()


@pytest.mark.usefixtures("book")
def test_a_book_that_came_back_goes_on(ref: Ref, tmp_path: Path) -> None:
    zipped, new = tmp_path / "everything.zip", tmp_path / "new.db"
    ref(f"export -o {zipped}")
    ref(f"--db {new} import {zipped}")

    here = json.loads(ref("add Zoe --from unknown -f json").stdout)
    there = json.loads(ref(f"--db {new} add Zoe --from unknown -f json").stdout)

    assert there == here
    assert ref(f"--db {new} undo").stdout.replace(f"--db {new} ", "") == ref("undo").stdout


def test_the_zip_holds_a_sheet_for_each_table_the_letters_and_what_each_means(
    ref: Ref, book: Path, tmp_path: Path
) -> None:
    zipped = tmp_path / "everything.zip"
    (tmp_path / "letter.txt").write_text("Dear {name},\n\nthank you!\n", encoding="utf-8")
    ref(f"letter edit thank-you-provider --from {tmp_path / 'letter.txt'}")

    ref(f"export -o {zipped}")

    with zipfile.ZipFile(zipped) as found:
        names = found.namelist()
        sums = found.read("sha256sums.txt").decode()
        readme = found.read("README.txt").decode()
        sheet = found.read("tables/referral.csv").decode("utf-8-sig")
        everything = json.loads(found.read("everything.json"))
        letter = found.read("letters/thank-you-provider.txt").decode()
        for line in sums.splitlines():
            digest, name = line.split("  ")
            assert sha256(found.read(name)).hexdigest() == digest
    patients = list(csv.DictReader(io.StringIO(sheet)))
    tables = set(whole(book)) - {"sqlite_sequence"}
    assert {name for name in names if name.startswith("tables/")} == {
        f"tables/{table}.csv" for table in tables
    }
    assert set(everything["tables"]) == tables
    assert letter == "Dear {name},\n\nthank you!\n"
    assert patients[-1]["patient"] == "O'Dell, 'Jr'"
    assert patients[-4]["patient"] == "'=HYPERLINK(1)"  # no formula in a spreadsheet
    assert everything["tables"]["referral"][-4]["patient"] == "=HYPERLINK(1)"
    assert "tables/referral.csv: " in readme
    assert "One person put forward to us, credited to one source." in readme
    assert len(sums.splitlines()) == len(names) - 1


@pytest.mark.usefixtures("book")
def test_the_zip_is_its_owners_alone(ref: Ref, tmp_path: Path) -> None:
    zipped = tmp_path / "everything.zip"

    ref(f"export -o {zipped}")

    if sys.platform != "win32":
        assert stat.S_IMODE(zipped.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".part") == []
    assert list(tmp_path.glob("*backups/*exporting*")) == []


def test_what_was_written_is_told(ref: Ref, database: Path, tmp_path: Path) -> None:
    zipped = tmp_path / "everything.zip"
    ref("add Ann --from unknown")

    told = ref(f"export -o {zipped}")

    size = zipped.stat().st_size / 1024
    assert told.stdout == f"Wrote {zipped} ({size:.1f} KB): 1 referral, 2 sources, 1 command.\n"
    assert told.stderr == (
        "Patients' names are in it: it is as secret as the book. To have it back, where there is"
        " no book yet:"
        f" ref --db new.db import {zipped}\n"
    )
    rows = count_rows(database)  # that it goes out is noted after
    assert json.loads(ref(f"export -o {zipped} -f json").stdout) == {
        "file": str(zipped),
        "bytes": zipped.stat().st_size,
        "schema": len(whole(database)["migration"]),
        "tables": len(whole(database)) - 1,
        "rows": rows,
        "referrals": 1,
        "sources": 2,
        "commands": 1,
        "last_day": "2026-11-23",
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("export", "ref: ref export needs a file to write. Type: ref export -o everything.zip"),
        ("export -o a.csv", "ref: a.csv does not end in .zip. Type: ref export -o everything.zip"),
        (
            "export --deidentified",
            f"ref: ref export needs a file to write. Type: {WITHOUT_NAMES}",
        ),
        (
            "export --deidentified -o a.zip",
            f"ref: a.zip does not end in .csv. Type: {WITHOUT_NAMES}",
        ),
    ],
)
def test_where_to_write_is_asked_for_with_a_line_to_type(ref: Ref, line: str, said: str) -> None:
    assert ref(line, exit_code=2).stderr == f"{said}\n"


def test_without_a_book_nothing_is_written(ref: Ref, tmp_path: Path) -> None:
    zipped, none = tmp_path / "everything.zip", tmp_path / "none.db"

    ref(f"--db {none} export -o {zipped}", exit_code=3)

    assert not zipped.exists()


def test_an_export_is_of_no_earlier_day(ref: Ref, tmp_path: Path) -> None:
    ref("add Ann --from unknown")

    told = ref(f"export -o {tmp_path / 'a.zip'}", exit_code=1, as_of="2026-11-20")

    assert "2026-11-23" in told.stderr or "23 Nov" in told.stderr
    assert not (tmp_path / "a.zip").exists()


def test_another_file_is_not_written_over(ref: Ref, tmp_path: Path) -> None:
    zipped = tmp_path / "everything.zip"
    zipped.write_text("mine", encoding="utf-8")

    ref(f"export -o {zipped}", exit_code=1)

    assert zipped.read_text(encoding="utf-8") == "mine"


def test_an_empty_book_takes_an_export_in(ref: Ref, book: Path, tmp_path: Path) -> None:
    zipped, new = tmp_path / "everything.zip", tmp_path / "new.db"
    ref(f"export -o {zipped}")
    ref(f"--db {new} init --practice Elm --state OR --zip 97201")

    told = ref(f"--db {new} import {zipped}")

    assert whole(new)["change"] == whole(book)["change"]
    assert json.loads(ref(f"--db {new} report -f json").stdout) == json.loads(
        ref("report -f json").stdout
    )
    assert told.stdout.startswith("The book of Lakeside Endodontics: 1,742 referrals, ")
    assert told.stdout.endswith("; last recorded on 2026-11-23. Taken in, with its history.\n")


def test_a_book_that_holds_something_keeps_its_place(ref: Ref, tmp_path: Path) -> None:
    zipped, new = tmp_path / "everything.zip", tmp_path / "new.db"
    ref(f"export -o {zipped}")
    ref(f"--db {new} add Ann --from unknown", exit_code=3)
    ref(f"--db {new} init --practice Elm --state OR --zip 97201")
    ref(f"--db {new} source add Oak --kind office")
    before = new.read_bytes()

    told = ref(f"--db {new} import {zipped}", exit_code=1)

    assert told.stderr == (
        f"ref: {new} holds records already, and an export is a whole book of its own. Nothing was"
        " taken in. To have it as a book beside this one, type: ref --db new.db import"
        f" {zipped}\n"
    )
    assert new.read_bytes() == before


def test_the_book_beside_this_one_has_another_name(
    ref: Ref, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ref("export -o everything.zip")
    ref("--db new.db init --practice Elm --state OR --zip 97201")
    ref("--db new.db source add Oak --kind office")

    told = ref("--db new.db import everything.zip", exit_code=1).stderr

    assert told.endswith("type: ref --db new-2.db import everything.zip\n")
    ref("--db new-2.db import everything.zip")


@pytest.mark.parametrize("what", ["folder", "everything.json", "anew.zip"])
def test_an_export_that_was_unpacked_is_told_what_it_is(
    ref: Ref, tmp_path: Path, what: str
) -> None:
    zipped, folder = tmp_path / "everything.zip", tmp_path / "folder"
    ref(f"export -o {zipped}")
    with zipfile.ZipFile(zipped) as found:
        found.extractall(folder)
    shutil.make_archive(str(tmp_path / "anew"), "zip", tmp_path, "folder")
    path = folder / what if what.endswith(".json") else tmp_path / what

    told = ref(f"--db {tmp_path / 'new.db'} import {path}", exit_code=2).stderr

    assert told == (
        f"ref: {path} is an export of ref that was unpacked, or packed anew. Import the zip as ref"
        " wrote it: ref --db new.db import everything.zip\n"
    )


def test_a_dry_run_looks_at_all_of_it_and_changes_nothing(
    ref: Ref, book: Path, tmp_path: Path
) -> None:
    zipped, new = tmp_path / "everything.zip", tmp_path / "new.db"
    rows = count_rows(book)
    ref(f"export -o {zipped}")
    there = sorted(tmp_path.rglob("*"))

    told = json.loads(ref(f"--db {new} import {zipped} --dry-run -f json").stdout)

    found = whole(book)
    assert told == {
        "format": "ref_export",
        "practice": "Lakeside Endodontics",
        "schema": len(found["migration"]),
        "rows": rows,
        "referrals": len(found["referral"]),
        "sources": len(found["source"]),
        "commands": len(found["command"]),
        "last_day": "2026-11-23",
        "book": str(new),
        "dry_run": True,
    }
    assert sorted(tmp_path.rglob("*")) == there


def test_an_export_is_given_alone(ref: Ref, tmp_path: Path) -> None:
    zipped = tmp_path / "everything.zip"
    ref(f"export -o {zipped}")

    told = ref(f"import {zipped} examples/referrals.csv", exit_code=2)

    assert told.stderr == (
        f"ref: {zipped} is a whole book: give it alone. Type: ref import {zipped}\n"
    )


@pytest.mark.parametrize("more", ["examples/referrals.csv", "--update"])
def test_what_is_tried_out_is_told_to_be_tried_out(ref: Ref, tmp_path: Path, more: str) -> None:
    zipped = tmp_path / "everything.zip"
    ref(f"export -o {zipped}")

    told = ref(f"import {zipped} {more} --dry-run", exit_code=2).stderr

    assert told.endswith(f" Type: ref import {zipped} --dry-run\n")


def test_an_option_that_does_nothing_with_an_export_is_refused(ref: Ref, tmp_path: Path) -> None:
    zipped = tmp_path / "everything.zip"
    ref(f"export -o {zipped}")

    told = ref(f"import {zipped} --update --names {tmp_path / 'names.csv'}", exit_code=2)

    assert told.stderr == (
        f"ref: {zipped} is a whole book, so --update and --names do nothing with it."
        f" Type: ref import {zipped}\n"
    )


def test_others_can_write_while_the_zip_is_written(ref: Ref, door: Door) -> None:
    with reading(door) as book, take_snapshot(door, book) as snapshot:
        ref("add Ann --from unknown")
        rows = {table.name: list(snapshot.rows(table)) for table in snapshot.head.tables}

    assert rows["referral"] == []
    assert len(whole(door.path)["referral"]) == 1


def test_a_book_in_a_folder_that_may_only_be_read_is_exported_too(
    ref: Ref, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    ref("add Ann --from unknown")
    ref(f"export -o {second}")
    ref(f"export -o {first}")

    def refuse(_folder: Path) -> None:
        raise PermissionError

    monkeypatch.setattr("refcli.storage.book.parts.unfinished.create_folder", refuse)
    ref(f"export -o {second}")

    with zipfile.ZipFile(first) as found, zipfile.ZipFile(second) as other:
        assert other.read("tables/referral.csv") == found.read("tables/referral.csv")


def test_a_book_without_one_of_its_checks_comes_back_with_it(
    ref: Ref, database: Path, tmp_path: Path
) -> None:
    zipped, new = tmp_path / "everything.zip", tmp_path / "new.db"
    ref("add Ann --from unknown")
    with raw(database) as db:
        db.execute("DROP TRIGGER log_referral_update")
    ref(f"export -o {zipped}")

    ref(f"--db {new} import {zipped}")

    with raw(new) as db:
        assert differing_objects(db, version_of(db)) == []


@pytest.mark.usefixtures("book")
def test_an_import_that_is_killed_leaves_no_book(ref: Ref, tmp_path: Path) -> None:
    zipped, new = tmp_path / "everything.zip", tmp_path / "new.db"
    ref(f"export -o {zipped}")
    code = (
        "import os, sys\n"
        "import refcli.storage.export.making as making\n"
        "making.look_at_book = lambda *_: os._exit(9)\n"
        "from refcli.cli import app\n"
        f"sys.argv = ['ref', '--db', {str(new)!r}, 'import', {str(zipped)!r}]\n"
        "app()\n"
    )

    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)

    assert done.returncode == 9
    assert not new.exists()
