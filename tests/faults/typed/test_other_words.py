"""What a word that is no command is answered with: never the line of another deed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from refcli.cli import app
from refcli.core.typed_words import OTHER_COMMAND, SAME_COMMAND
from refcli.examples import EXAMPLES
from refcli.mistyped.other_words import (
    FRONT,
    answer_unknown,
    count_slips,
    fill_line,
    find_nearest,
)
from tests.conftest import Ref

ANSWERED = [  # as typed, and the line that it is answered with
    ("arrived lopez", "ref seen lopez"),
    ("no-show bo kim", "ref missed bo kim"),
    ("call lopez", "ref tried lopez"),
    ("schedule lopez 12/4", "ref booked lopez 12/4"),
    ("self", "ref add --from none"),
    ("thanks", "ref due --only thank_you"),
    ("meet chen", "ref visit --help"),
    ("cancel 27", "ref cancelled 27"),
    ("moved 27 12/3", "ref booked 27 12/3"),
    ("edit lopez", "ref find lopez"),
    ("meet chen thu 12:00", 'ref visit chen --meet "thu 12:00"'),
    ("meeting", "ref visit --help"),
    ("complaint chen late", "ref issue add chen late"),
    ("complaint", "ref issue add --help"),
    ("rebook kim 12/9 9:30", "ref booked kim 12/9 9:30"),
    ("bookd kim 12/9", "ref booked kim 12/9"),
    ("seach lopez", "ref find lopez"),
    ("apointments", "ref find apointments"),
    ("seting", "ref setting --help"),
    ("lst", "ref find lst"),
    ("note 'moved away'", 'ref find "note moved away"'),
    ("appointments", "ref today"),
    ("route marc", "ref route --owner marc"),
    ("""nosuch "Type: ref don't\"""", """ref find "nosuch Type: ref don't\""""),
]


@pytest.mark.parametrize(("typed", "line"), ANSWERED)
def test_a_word_is_answered_with_what_is_meant_by_it(ref: Ref, typed: str, line: str) -> None:
    said = ref(typed, exit_code=2)

    assert said.stderr.endswith(f": {line}\n")
    assert said.stderr.count("\n") == 1
    assert said.stdout == ""


@pytest.mark.parametrize("word", ["meetings", "issues", "complaints", "huddle", "agenda"])
def test_a_list_by_another_name_is_printed(ref: Ref, word: str) -> None:
    assert ref(word).stdout


@pytest.mark.parametrize("word", ["arrived", "complaint", "meet", "call"])
def test_no_command_is_near_a_word_that_means_another(word: str) -> None:
    assert find_nearest(word, {one.split()[0]: one for one in EXAMPLES}) is None


def test_every_other_word_has_a_line_with_and_without_a_name() -> None:
    for word in OTHER_COMMAND:
        assert answer_unknown("", [], [word]).line
        assert answer_unknown("", ["--db", "x"], [word, "chen"]).line[:2] == ["--db", "x"]


@pytest.mark.parametrize("word", [word for word in OTHER_COMMAND if word.isalpha()])
def test_no_word_alone_leads_to_a_line_about_somebody(ref: Ref, word: str, database: Path) -> None:
    ref('add "Maria Lopez" --from "Dr. Chen" --kind provider --office "Chen Dental"')
    line = answer_unknown("", [], [word]).line
    if {"init", "undo", "backup", "demo", "doctor", "report", "letter", "--ics"} & {*line}:
        return  # they are about the whole book, or write a file of all that is due
    before = sql_dump(database)

    CliRunner().invoke(app, [*line], env={"REF_DB": str(database)}, prog_name="ref")

    assert sql_dump(database) == before


def sql_dump(database: Path) -> list[str]:
    """All that a book holds, as statements."""
    with closing(sqlite3.connect(database)) as book:
        return [*book.iterdump()]


def test_words_keep_their_places() -> None:
    assert fill_line("missed {*}", ["bo", "kim", "--on", "x"]) == ["missed", "bo", "kim", "x"]
    assert fill_line("show {}", ["bo", "kim"]) == ["show", "bo kim"]
    assert fill_line("today", ["bo"]) == ["today"]


@given(st.text(max_size=8), st.text(max_size=8))
def test_slips_are_counted_alike_from_both_sides(one: str, other: str) -> None:
    assert count_slips(one, other) == count_slips(other, one)
    assert (count_slips(one, other) == 0) is (one == other)
    assert count_slips(one, other) <= max(len(one), len(other))


def test_all_words_for_a_list_are_known_at_the_front() -> None:
    assert {word for word in SAME_COMMAND if word.isalpha()} <= {*FRONT}
