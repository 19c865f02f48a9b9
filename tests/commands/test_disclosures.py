"""Files with people's names that go out are noted, a row each, and stay noted."""

import json
import sqlite3
from pathlib import Path

import pytest

from refcli.core.history.disclosures import Content, NamesTold
from refcli.storage.book import written
from tests.conftest import Ref, made_once
from tests.storage.books import door, raw

REAL_DAY = "2030-01-01"  # the clock of the tests, whatever day they tell of
TRACKER = (
    "Patient,Referred by,Date received\nAnn Ray,Dr. Rossi,2026-11-02\nBo Day,Dr. Rosso,2026-11-03\n"
)


@pytest.fixture(autouse=True)
@made_once
def practice(ref: Ref) -> None:
    """A patient of a doctor, and one whom a patient sent."""
    ref('add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --on 2026-10-05')
    ref('add "Ann Ray" --from "Bo Day" --kind patient --on 2026-10-06')
    ref('source edit "#3" --address "12 Elm St, Seattle, WA 98101"')


def read_rows(ref: Ref, more: str = "", as_of: str = REAL_DAY) -> list[dict[str, object]]:
    """The list as programs read it."""
    rows: list[dict[str, object]] = json.loads(
        ref(f"audit disclosures {more} -f json", as_of=as_of).stdout
    )
    return rows


def noted(ref: Ref, more: str = "") -> list[tuple[object, ...]]:
    """What is noted, the latest first: command, content and people."""
    rows = read_rows(ref, more)
    return [(row["command"], row["content"], row["people"]) for row in rows]


LINES = {
    "letter cover chen -o {0}/x.html --labels {0}/y.html": [
        ("letter cover", "labels", 1),
        ("letter cover", "letters", 1),
    ],
    "letter labels -o {0}/x.html": [("letter labels", "labels", 1)],
    "letter report maria -o {0}/x.html": [("letter report", "letters", 2)],
    "export -o {0}/x.zip": [("export", "the whole book", 4)],
    "report --month 2026-10 --names -o {0}/x.xlsx -o {0}/y.html": [
        ("report", "report with patients' names", 2),
        ("report", "report with patients' names", 3),
    ],
    "due --ics {0}/x.ics --with-names": [("due", "calendar with patients' names", 4)],
}


@pytest.mark.parametrize("line", LINES)
def test_a_file_with_names_is_noted_with_how_many_it_names(
    ref: Ref, tmp_path: Path, line: str
) -> None:
    ref('referral status "#1" seen --on 2026-10-07')

    ref(line.format(tmp_path))

    assert noted(ref) == LINES[line]


@pytest.mark.parametrize(
    "line",
    [
        "report --month 2026-10 -o {0}/x.xlsx",
        "due --ics {0}/x.ics",
        "plan show -o {0}/x.html",
        "export --deidentified -o {0}/x.csv",
        "audit -o {0}/x.html",
        "report --names",
    ],
)
def test_what_names_nobody_or_goes_into_no_file_is_not_noted(
    ref: Ref, tmp_path: Path, line: str
) -> None:
    ref(line.format(tmp_path))

    assert noted(ref) == []


def test_an_audit_is_noted_with_those_of_whom_it_has_a_finding(ref: Ref, tmp_path: Path) -> None:
    ref('gift add "Bo Day" "cash" --value 900 --form cash --record-anyway --why thanks')

    ref(f"audit -o {tmp_path}/x.html")

    assert noted(ref) == [("audit", "audit of gifts", 1)]


def test_the_list_of_the_names_of_a_file_is_noted(ref: Ref, tmp_path: Path) -> None:
    (tmp_path / "tracker.csv").write_text(TRACKER)

    ref(f"import {tmp_path}/tracker.csv --names {tmp_path}/names.csv", exit_code=1)

    assert noted(ref) == [("import names", "list of names in a file", 2)]


def test_a_row_says_when_who_and_where_and_no_undo_takes_it_back(ref: Ref, tmp_path: Path) -> None:
    ref(f"letter cover chen -o {tmp_path}/x.html --record")
    ref("undo")

    (row,) = read_rows(ref)

    assert {name: row[name] for name in ("left_on", "who", "file")} == {
        "left_on": REAL_DAY,
        "who": "tina",
        "file": str(tmp_path / "x.html"),
    }
    assert noted(ref, f"--until {REAL_DAY} --limit 1") == [("letter cover", "letters", 1)]
    assert noted(ref, "--until 2029-12-31") == []


def test_a_file_that_is_refused_is_not_noted(ref: Ref, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("the office's own")

    ref(f"letter cover chen -o {tmp_path}/x.html", exit_code=1)

    assert noted(ref) == []


def test_a_day_before_a_file_went_out_knows_nothing_of_it(ref: Ref, tmp_path: Path) -> None:
    ref(f"letter cover chen -o {tmp_path}/x.html")

    assert read_rows(ref, as_of="2026-11-23") == []  # a Monday of 2026


def test_where_it_cannot_be_noted_that_is_said(
    ref: Ref, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written, "remember", lambda *_: False)

    said = ref(f"letter cover chen -o {tmp_path}/x.html").stderr

    line = f"It could not be noted in the book that {tmp_path}/x.html went out: note it by hand.\n"
    assert said.startswith(line)


def test_a_book_that_is_not_written_to_says_that_nothing_was_noted(
    database: Path, tmp_path: Path
) -> None:
    told = {tmp_path / "x.html": NamesTold(Content.LETTERS, 2)}
    with raw(database) as db:
        db.execute("DROP TRIGGER keep_disclosure_update")

    kept = written.remember(door(database), "letter cover", {}, told)

    assert kept is False
    with raw(database) as db:
        assert db.execute("SELECT count(*) FROM disclosure").fetchone() == (0,)


def test_nobody_changes_or_removes_a_row(ref: Ref, database: Path, tmp_path: Path) -> None:
    ref(f"letter cover chen -o {tmp_path}/x.html")

    for statement in ("UPDATE disclosure SET people = 1", "DELETE FROM disclosure"):
        with raw(database) as db, pytest.raises(sqlite3.IntegrityError, match="never changed"):
            db.execute(statement)


def test_an_export_takes_the_rows_along(ref: Ref, tmp_path: Path) -> None:
    ref(f"letter cover chen -o {tmp_path}/x.html")
    ref(f"export -o {tmp_path}/all.zip")

    ref(f"--db {tmp_path}/new.db import {tmp_path}/all.zip")

    with raw(tmp_path / "new.db") as db:
        rows = db.execute("SELECT content, people FROM disclosure").fetchall()
    assert rows == [("letters", 1)]
