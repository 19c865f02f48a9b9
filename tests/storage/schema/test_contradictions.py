"""Whatever the schema refuses is told without a word of SQL."""

import sqlite3

import pytest

from refcli.storage.schema.contradictions import OTHERWISE, explain_contradiction


def refusal(text: str, code: int) -> sqlite3.IntegrityError:
    error = sqlite3.IntegrityError(text)
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("CHECK constraint failed: scheduled_on >= received_on", "an appointment is made on"),
        ("CHECK constraint failed: office_id IS NULL OR kind = 'provider'", "only a provider"),
        ("UNIQUE constraint failed: alias.source_id, alias.alias", "this alias already"),
        ("FOREIGN KEY constraint failed", "another record stands on it"),
        ("CHECK constraint failed: json_type(findings) = 'array'", OTHERWISE),
        ("NOT NULL constraint failed: source.name", OTHERWISE),
        ("cannot store TEXT value in INTEGER column source.visit_every", OTHERWISE),
    ],
)
def test_a_constraint_is_told_in_words(said: str, words: str) -> None:
    assert words in explain_contradiction(refusal(said, sqlite3.SQLITE_CONSTRAINT_CHECK))


def test_what_a_trigger_says_is_ours_already() -> None:
    said = "the primary source cannot assist too"

    assert explain_contradiction(refusal(said, sqlite3.SQLITE_CONSTRAINT_TRIGGER)) == said
