"""Whatever the schema refuses is told without a word of SQL."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from refcli.storage.schema.contradictions import OTHERWISE, WORDS, explain_contradiction
from tests.conftest import TODAY
from tests.faults.small_books import make

BARE = {"added", "received", "by", "at", "on", "since", "until", "cents", "as of"}
SQL = re.compile(r"constraint|CHECK|UNIQUE|NULL|<>|>=|'|_on\b|_id\b|_cents\b")


def refusal(text: str, code: int) -> sqlite3.IntegrityError:
    error = sqlite3.IntegrityError(text)
    error.sqlite_errorcode = code
    return error


def explained(text: str) -> str:
    return explain_contradiction(refusal(text, sqlite3.SQLITE_CONSTRAINT_CHECK))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("CHECK constraint failed: scheduled_on >= received_on", "an appointment is made on"),
        ("CHECK constraint failed: office_id IS NULL OR kind = 'provider'", "only a provider"),
        ("CHECK constraint failed: value_cents >= 0", "a value is not below 0"),
        ("CHECK constraint failed: trim(\"by\") <> ''", '"who did it" is missing'),
        ("CHECK constraint failed: answer IN ('yes', 'no', 'maybe')", "one of yes, no, maybe"),
        ("CHECK constraint failed: lead_days BETWEEN 0 AND 180", '"lead days" is 0 to 180'),
        ("UNIQUE constraint failed: alias.source_id, alias.alias", "this alias already"),
        ("UNIQUE constraint failed: index 'ix_choice_once'", "somebody else has just written"),
        ("FOREIGN KEY constraint failed", "another record stands on it"),
        ("NOT NULL constraint failed: source.name", '"name" is missing'),
        ("CHECK constraint failed: cents >= 0", '"amount" is not below 0'),
        ("CHECK constraint failed: date(added_on, '+0 days') IS added_on", '"day added" is no day'),
        ("cannot store TEXT value in INTEGER column source.visit_every", OTHERWISE),
    ],
)
def test_a_constraint_is_told_in_words(said: str, words: str) -> None:
    assert words in explained(said)


def test_what_a_trigger_says_is_ours_already() -> None:
    said = "the primary source cannot assist too"

    assert explain_contradiction(refusal(said, sqlite3.SQLITE_CONSTRAINT_TRIGGER)) == said


def constraints(db: sqlite3.Connection) -> Iterator[str]:
    """Every check, unique, foreign key and missing value, as SQLite names what it refuses."""
    tables = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql > ''")
    for table, sql in tables.fetchall():
        yield from (f"CHECK constraint failed: {check}" for check in checks(sql))
        uniques = db.execute(f"SELECT name FROM pragma_index_list('{table}') WHERE \"unique\"")  # noqa: S608
        for (index,) in uniques.fetchall():
            columns = db.execute(f"SELECT name FROM pragma_index_info('{index}')")  # noqa: S608
            yield f"UNIQUE constraint failed: {', '.join(f'{table}.{c}' for (c,) in columns)}"
        needed = db.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE \"notnull\"")  # noqa: S608
        yield from (f"NOT NULL constraint failed: {table}.{column}" for (column,) in needed)
    yield "FOREIGN KEY constraint failed"


def checks(sql: str) -> Iterator[str]:
    """What stands in the brackets of each CHECK."""
    for found in re.finditer(r"CHECK \(", sql):
        rest, open_, quoted = sql[found.end() :], 1, False
        for at, letter in enumerate(rest):
            quoted ^= letter == "'"
            open_ += 0 if quoted else (letter == "(") - (letter == ")")
            if not open_:
                yield rest[:at]
                break


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The constraints of the newest schema."""
    book = make(tmp_path_factory.mktemp("newest") / "ref.db", TODAY, [])
    with closing(sqlite3.connect(book)) as db:
        return sorted(set(constraints(db)))


def test_every_constraint_has_its_sentence(everything: list[str]) -> None:
    assert len(everything) > 200
    assert [one for one in everything if explained(one) == OTHERWISE] == []
    assert [one for one in everything if SQL.search(explained(one).partition(";")[0])] == []


def test_every_column_is_called_by_words_of_its_own(everything: list[str]) -> None:
    named = {explained(one).split('"')[1] for one in everything if explained(one).startswith('"')}

    assert {"day added", "who did it", "amount"} <= named
    assert [words for words in named if words in BARE or "_" in words] == []


def test_no_sentence_is_left_of_a_constraint_that_is_gone(everything: list[str]) -> None:
    said = [one.removeprefix("CHECK constraint failed: ") for one in everything]

    assert [key for key in WORDS if not any(one.startswith(key) for one in said)] == []
