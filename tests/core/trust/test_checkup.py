"""Each finding of the doctor has a sentence and, where something can be done, a line to type."""

from dataclasses import replace
from datetime import date

import pytest

from refcli.core.trust import faults
from refcli.core.trust.checkup import (
    Checkup,
    CopySeen,
    checkup_lines,
    checkup_record,
    list_advice,
    size_words,
)
from refcli.core.trust.days import DaysAhead

TODAY = date(2026, 11, 30)
AHEAD = DaysAhead(date(2036, 1, 1), date(2026, 11, 30), date(2026, 11, 29), (7,))
SOUND = Checkup(
    book="practice.db",
    size=2_400_000,
    free=80_000_000_000,
    today=TODAY,
    faults=(),
    versions={"ref": "0.1.0", "Python": "3.11.7", "SQLite": "3.40.1", "Linux": "6.1"},
    schema=8,
    last_day=date(2026, 11, 27),
)


def test_a_sound_book_is_told_in_four_lines() -> None:
    assert checkup_lines(SOUND) == [
        "The book: practice.db (2.4 MB, schema 8), sound",
        "Its place: a disk of this PC, 80.0 GB free",
        "Its clock: this PC says Mon 30 Nov 2026; the last recorded day is Fri 27 Nov 2026",
        "What runs: ref 0.1.0, Python 3.11.7, SQLite 3.40.1, Linux 6.1",
        "",
        "Nothing to mend.",
    ]


@pytest.mark.parametrize(
    ("seen", "what", "line"),
    [
        (replace(SOUND, faults=(faults.gap_fault("change", 2),)), "history", "ref doctor --repair"),
        (replace(SOUND, open_to="Everybody"), "readers", 'chmod 600 "practice.db"'),
        (replace(SOUND, network="the network drive Z:"), "network", "ref --db practice.db due"),
        (replace(SOUND, cloud="Dropbox"), "cloud", "ref --db practice.db due"),
        (replace(SOUND, free=1_000), "space", ""),
        (replace(SOUND, ahead=AHEAD), "clock", "ref doctor --repair --yes"),
        (replace(SOUND, ahead=replace(AHEAD, typed=date(2036, 1, 1))), "clock", ""),
        (replace(SOUND, lacking=("ix_due_mark_key",)), "indexes", "ref doctor --repair"),
        (replace(SOUND, journal="wal"), "journal", "ref doctor --repair"),
        (replace(SOUND, foreign=("notes",)), "tables", ""),
        (replace(SOUND, copies=()), "copies", "ref backup"),
        (
            replace(SOUND, copies=(CopySeen("a.db", date(2026, 11, 1)),)),
            "copies",
            "ref backup",
        ),
    ],
)
def test_a_finding_has_its_line_to_type(seen: Checkup, what: str, line: str) -> None:
    (advice,) = list_advice(seen)

    assert (advice.what, advice.type) == (what, line)
    assert f"- {advice.words}" in checkup_lines(seen)


def test_copies_of_late_and_a_rehearsal_in_days_to_come_are_fine() -> None:
    seen = replace(
        SOUND,
        last_day=date(2036, 1, 1),
        rehearsal=True,
        copies=(CopySeen("a.db", TODAY), CopySeen("b.db", date(2026, 1, 1))),
    )

    assert list_advice(seen) == []
    assert "Its copies: 2 copies, the last of Mon 30 Nov 2026" in checkup_lines(seen)


def test_a_damaged_book_says_nothing_of_its_days() -> None:
    seen = replace(SOUND, faults=(faults.page_fault({"referral"}),), last_day=None, schema=None)

    lines = checkup_lines(seen)

    assert lines[0] == ("The book: practice.db (2.4 MB), damaged: nothing is printed from it")
    assert "Its clock: this PC says Mon 30 Nov 2026" in lines


def test_a_program_gets_one_object() -> None:
    record = checkup_record(replace(SOUND, open_to="Everybody with a login on this PC"))

    assert record["sound"] is True
    assert record["findings"] == [
        {
            "what": "readers",
            "words": "Everybody with a login on this PC can read it.",
            "type": 'chmod 600 "practice.db"',
        }
    ]


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1_000, "1.0 kB"), (2_400_000, "2.4 MB")],
)
def test_sizes_are_said_as_people_say_them(size: int, words: str) -> None:
    assert size_words(size) == words
