"""What a repair did, in words and in numbers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.trust.repairs import (
    RepairDone,
    TableRepair,
    name_numbers,
    read_unknown,
    repair_lines,
    repair_record,
    repair_table,
    summary_of,
    word_unknown,
)

DONE = RepairDone(
    "C:/p-backups/p.2026-11-30-0915.before-repair-damaged.db",
    {
        "referral": TableRepair(back={7, 8, 9}, mended={2}),
        "command": TableRepair(filled={4}),
        "written_file": TableRepair(gone={1}),
        "source": TableRepair(),
    },
    ways=("The last recorded day was set right.",),
    noted=("The clock is behind.",),
)
NOTHING = {"brought_back": 0, "set_right": 0, "entered": 0, "filled_in": 0, "lost": 0}


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({4}, "4"),
        ({1, 2, 3, 7}, "1 to 3, 7"),
        ({1, 3, 5, 7, 9, 11}, "1, 3, 5, 7 and 2 more runs"),
        ({1, 3, 5, 7, 9}, "1, 3, 5, 7 and 1 more run"),
    ],
)
def test_numbers_are_named_as_runs(numbers: set[int], words: str) -> None:
    assert name_numbers(numbers) == words


@given(st.sets(st.integers(min_value=1, max_value=200)))
def test_changes_of_no_known_command_are_read_from_the_note_again(numbers: set[int]) -> None:
    note = f"7 rows filled in{word_unknown(numbers)}"

    assert read_unknown(f"{note}; the book from before: 3 to 9, 12.db") == numbers
    assert read_unknown(note) == numbers


def test_the_history_names_the_changes_whose_command_nobody_can_tell() -> None:
    said = summary_of(replace(DONE, unknown=frozenset({3, 4, 5, 9})))

    assert said.endswith(" set right.; no command is known of changes 3 to 5, 9")


def test_a_person_is_told_table_by_table() -> None:
    assert repair_lines(DONE) == [
        "The book as it was before: C:/p-backups/p.2026-11-30-0915.before-repair-damaged.db",
        "referral: 3 rows lost, brought back (7 to 9)",
        "referral: 1 row altered, set right (2)",
        "command: 1 row lost, filled in as far as it can be told (4)",
        "written_file: 1 row lost, not brought back (1)",
        "The last recorded day was set right.",
        "A copy from before may have what is lost. See them: ref backup list",
        "The clock is behind.",
    ]


def test_a_program_gets_the_same_as_counts() -> None:
    assert repair_record(DONE) == {
        "copy": "C:/p-backups/p.2026-11-30-0915.before-repair-damaged.db",
        "repaired": True,
        "tables": {
            "referral": NOTHING | {"brought_back": 3, "set_right": 1},
            "command": NOTHING | {"filled_in": 1},
            "written_file": NOTHING | {"lost": 1},
        },
        "also": ["The last recorded day was set right.", "The clock is behind."],
        "still_wrong": [],
    }


def test_the_history_gets_one_line() -> None:
    assert summary_of(DONE) == (
        "3 rows brought back; 1 row set right; 1 row filled in; 1 row lost;"
        " The last recorded day was set right."
    )


def test_what_stays_wrong_is_told_last() -> None:
    left = RepairDone("a.db", {}, left=("The ledger of gifts: Row 1: gone.",))

    assert repair_lines(left)[-1] == "Still wrong: The ledger of gifts: Row 1: gone."
    assert repair_record(left)["repaired"] is False


def test_where_no_row_was_lost_the_file_was_made_anew() -> None:
    assert repair_lines(RepairDone("a.db", {}))[1:] == [
        "No row was lost. The file, its indexes and its checks were made anew."
    ]


def test_a_spreadsheet_gets_a_row_for_each_table_that_was_touched() -> None:
    table = repair_table(DONE)

    copy, ways = DONE.copy, ("The last recorded day was set right.", "The clock is behind.")
    assert [column.name for column in table.columns] == [
        *("copy", "repaired", "table", "brought_back", "set_right", "entered", "filled_in", "lost"),
        *("also", "still_wrong"),
    ]
    assert table.rows == [
        (copy, True, "referral", 3, 1, 0, 0, 0, ways, ()),
        (copy, True, "command", 0, 0, 0, 1, 0, ways, ()),
        (copy, True, "written_file", 0, 0, 0, 0, 1, ways, ()),
    ]
    assert repair_table(RepairDone("", {})).rows == [(None, False, "", 0, 0, 0, 0, 0, (), ())]
