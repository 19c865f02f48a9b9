"""A part of the file that all else hangs on is lost: its first page, a table, nearly everything."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import TODAY
from tests.faults.small_books import A_DAY, make, run

PAGE = 4096
PAGES = ("referral list -f csv", "source list -f json", "gift list -f csv", "top -f json", "due")
TABLES = ("step", "assist", "choice", "contact", "incentive", "source", "referral")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a row of everything."""
    return make(tmp_path_factory.mktemp("whole") / "ref.db", TODAY, A_DAY)


@pytest.fixture
def book(whole: Path, tmp_path: Path) -> Path:
    path = tmp_path / "ref.db"
    path.write_bytes(whole.read_bytes())
    return path


def printed(book: Path) -> list[str]:
    return [run(page, book, TODAY).stdout for page in PAGES]


def harm(book: Path, *statements: str) -> None:
    with closing(sqlite3.connect(book, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            db.execute(statement)


@pytest.mark.parametrize("copied", [True, False])
def test_a_lost_first_page_loses_nothing(whole: Path, book: Path, *, copied: bool) -> None:
    if copied:
        run("backup", book, TODAY)
    book.write_bytes(bytes(PAGE) + book.read_bytes()[PAGE:])

    told = run("doctor --repair", book, TODAY).stdout

    assert "No row was lost." in told
    assert printed(book) == printed(whole)


@pytest.mark.parametrize("left", [1_000, PAGE, 10 * PAGE])
def test_a_book_of_which_nothing_is_left_is_not_made_an_empty_one(book: Path, left: int) -> None:
    book.write_bytes(book.read_bytes()[:left])
    before = book.read_bytes()

    told = run("doctor --repair", book, TODAY)

    assert (told.exit_code, told.stdout) == (5, "")
    assert told.stderr == (
        "ref: Nothing of ref.db can be read any more, so it was left as it was. Go back to an"
        " earlier copy, of these: ref backup list\n"
    )
    assert book.read_bytes() == before


@pytest.mark.parametrize("table", TABLES)
def test_a_dropped_table_is_damage_and_comes_back(whole: Path, book: Path, table: str) -> None:
    harm(book, f"DROP TABLE {table}")

    for command in ("due", "top", "report", "audit", "doctor", "backup", "find lopez"):
        assert run(command, book, TODAY).exit_code == 5, command
    run("doctor --repair", book, TODAY)

    assert printed(book) == printed(whole)


@pytest.mark.parametrize("statements", [("DROP TABLE change",), ("DROP TABLE command",)])
def test_a_lost_history_is_made_anew_from_the_rows(
    whole: Path, book: Path, statements: tuple[str, ...]
) -> None:
    harm(book, *statements)

    assert run("doctor --repair", book, TODAY).exit_code == 0

    assert printed(book) == printed(whole)
    assert run("doctor", book, TODAY).exit_code == 0
    assert run("add 'New One' --from none", book, TODAY).exit_code == 0


def test_entries_that_were_deleted_behind_the_back_are_made_anew(whole: Path, book: Path) -> None:
    with closing(sqlite3.connect(book)) as db:
        kept = db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'change'"
        ).fetchall()
    drops = [f"DROP TRIGGER {name}" for name, _ in kept]
    harm(book, *drops, "DELETE FROM change", *(text for _, text in kept))

    assert run("due", book, TODAY).exit_code == 5
    run("doctor --repair", book, TODAY)

    assert printed(book) == printed(whole)


def test_after_a_repair_the_drill_tries_what_is_to_be_gone_back_to(book: Path) -> None:
    run("backup", book, TODAY)
    harm(book, "DROP TABLE step")
    run("doctor --repair", book, TODAY)

    for line in ("backup verify", "backup verify --all"):
        told = run(line, book, TODAY)
        assert told.exit_code == 0
        assert told.stderr.endswith(
            "1 copy tried, and all can be restored.\n"
            "Not tried: 1 copy of the damaged book from before a repair or a restore.\n"
        )


def test_a_repair_is_not_taken_back(book: Path) -> None:
    harm(book, "DROP TABLE step")
    run("doctor --repair", book, TODAY)

    told = run("undo", book, TODAY)

    assert told.exit_code == 1
    assert "repaired the book. To go back to the book from before: ref " in told.stderr
    assert "before-repair-damaged.db" in told.stderr
