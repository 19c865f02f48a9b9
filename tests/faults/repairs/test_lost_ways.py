"""Pages of the history whose loss takes others along, or the command of what stood on them."""

# ruff: noqa: S608  (our own numbers and days)

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from refcli.storage.schema.migrations import MIGRATIONS, make_version
from refcli.storage.trust.told_commands import find_command
from tests.faults.damage.flips import make_sample
from tests.faults.damage.pages import INTERIOR, PAGE, pages_of_tables, repair_without


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the sample practice, whose history has pages that only lead to others."""
    return make_sample(tmp_path_factory.mktemp("sample"))


def test_what_a_lost_page_only_led_to_is_found_again(sample: Path, tmp_path: Path) -> None:
    data = sample.read_bytes()
    pages = pages_of_tables(sample)["change"]
    leading = [page for page in pages if data[(page - 1) * PAGE] == INTERIOR]

    outcomes = [repair_without(sample, page, tmp_path) for page in leading]

    assert len(leading) > 1
    assert {outcome.word for outcome in outcomes} == {"whole"}


def test_what_set_the_book_up_is_told_from_what_came_first(sample: Path, tmp_path: Path) -> None:
    """Two commands can have written the first entries: the one without a day wrote choices."""
    data = sample.read_bytes()
    pages = pages_of_tables(sample)["change"]
    first = next(page for page in pages if data[(page - 1) * PAGE] != INTERIOR)

    assert repair_without(sample, first, tmp_path).word == "whole"


SET_UP = "(1, NULL, NULL), (2, '2026-11-23', NULL)"
THREE = f"{SET_UP}, (3, '2026-11-24', {{0}})"
CHOICE, SOURCE, STEP = '{"recorded_on": null}', "{}", '{"recorded_on": "2026-11-23"}'


@pytest.mark.parametrize(
    ("commands", "around", "table", "row", "told"),
    [
        (SET_UP, (None, 2), "choice", CHOICE, 1),
        (SET_UP, (1, 2), "choice", CHOICE, 1),
        (SET_UP, (None, 2), "source", SOURCE, 2),
        (SET_UP, (None, 2), "choice", '{"recorded_on": "2026-11-23"}', 2),
        (SET_UP, (None, 2), "choice", '{"recorded_on": "2026-11-22"}', None),
        (SET_UP, (None, None), "choice", CHOICE, None),  # nobody knows what came behind
        (SET_UP, (None, 3), "choice", CHOICE, None),  # the last record is lost
        (SET_UP, (2, 2), "source", SOURCE, None),
        (THREE.format("NULL"), (None, 3), "choice", CHOICE, 1),
        (THREE.format("NULL"), (None, 3), "step", STEP, None),
        (THREE.format(1), (None, 3), "choice", CHOICE, None),  # one took something back
        (THREE.format("NULL"), (1, 2), "step", STEP, 2),
        (THREE.format("NULL"), (2, 3), "step", STEP, None),
        ("(2, '2026-11-23', NULL)", (None, 2), "source", SOURCE, None),  # the first one is lost
        ("(1, NULL, NULL), (3, '2026-11-23', NULL)", (None, 3), "source", SOURCE, None),
        ("(1, '2026-11-20', NULL), (2, '2026-11-23', NULL)", (None, 2), "step", STEP, None),
        ("(1, NULL, NULL), (2, NULL, NULL)", (None, 2), "choice", CHOICE, None),
        ("(1, NULL, NULL)", (None, 1), "source", SOURCE, None),
    ],
)  # fmt: skip
def test_a_row_tells_its_command_only_where_no_other_can_have_written_it(
    commands: str, around: tuple[int | None, int | None], table: str, row: str, told: int | None
) -> None:
    """An undo writes rows of other days, and of a lost command nobody knows what it wrote."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        make_version(db, len(MIGRATIONS))
        db.execute(
            "INSERT INTO command (id, at, by, name, as_of, recorded_on, undoes_id)"
            " SELECT column1, '2026-11-23T10:00:00.000Z', 'tina', 'add', '2026-11-23', column2,"
            f" column3 FROM (VALUES {commands})"
        )
        db.executemany(
            "INSERT INTO change (id, command_id, table_name, row_id, action, after)"
            " VALUES (?, ?, 'choice', 1, 'insert', '{}')",
            [(id_, number) for id_, number in zip((4, 10), around, strict=True) if number],
        )

        assert find_command(db, table, row, 5, 9) == told


def test_a_book_without_recorded_days_tells_nothing() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        make_version(db, 6)
        db.execute(
            "INSERT INTO command (id, by, name, as_of)"
            " VALUES (1, 'tina', 'init', '2026-11-23'), (2, 'tina', 'add', '2026-11-23')"
        )
        db.execute(
            "INSERT INTO change (id, command_id, table_name, row_id, action, after)"
            " VALUES (10, 2, 'source', 1, 'insert', '{}')"
        )

        assert find_command(db, "source", "{}", 1, 9) is None
