"""Each finding of the doctor has a sentence and, where something can be done, a line to type."""

from dataclasses import replace
from datetime import date

import pytest

from refcli.core.trust import faults
from refcli.core.trust.advice import list_advice
from refcli.core.trust.checkup import Checkup, CopySeen, OutsideChanges, SecondSeen
from refcli.core.trust.days import DaysAhead
from refcli.core.trust.told import checkup_lines, checkup_record, checkup_row

TODAY = date(2026, 11, 30)
AHEAD = DaysAhead(date(2036, 1, 1), date(2026, 11, 30), date(2026, 11, 29), (7,))
STICK = SecondSeen("E:", TODAY)
OUTSIDE = OutsideChanges(3, date(2026, 11, 27), 40)
SOUND = Checkup(
    book="practice.db",
    size=2_400_000,
    free=80_000_000_000,
    today=TODAY,
    faults=(),
    versions={"ref": "0.1.0", "Python": "3.11.7", "SQLite": "3.40.1", "Linux": "6.1"},
    schema=8,
    last_day=date(2026, 11, 27),
    second=STICK,
)
KEPT = replace(SOUND, copies=(CopySeen("a.db", TODAY),))


def test_a_sound_book_is_told_in_four_lines() -> None:
    assert checkup_lines(SOUND) == [
        "The book: practice.db (2.3 MB, schema 8), sound",
        "Its place: a disk of this PC, 74.5 GB free",
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
        (replace(SOUND, copies=(CopySeen("a.db", TODAY, sound=False),)), "copies", "ref backup"),
        (
            replace(SOUND, copies=(CopySeen("a.db", TODAY, open_to="Everybody"),)),
            "readers",
            "ref backup list",
        ),
        (replace(KEPT, second=None), "second place", "ref backup --to FOLDER"),
        (
            replace(KEPT, second=replace(STICK, own_disk=False)),
            "second place",
            "ref backup --to FOLDER",
        ),
        (
            replace(KEPT, second=replace(STICK, last=date(2026, 11, 15), there=False)),
            "second place",
            "ref backup",
        ),
        (
            replace(SOUND, read_only="practice.db", write_line='chmod u+w "practice.db"'),
            "read-only",
            'chmod u+w "practice.db"',
        ),
        (replace(SOUND, read_only="C:\\books"), "read-only", ""),
        (replace(SOUND, outside=OUTSIDE), "outside", "ref history --limit 40"),
        (replace(SOUND, outside=replace(OUTSIDE, back=20)), "outside", "ref history"),
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
    assert "Its copies: 2 copies, the last of Mon 30 Nov 2026; 0 of them in E:" in checkup_lines(
        seen
    )


def test_a_damaged_book_says_nothing_of_its_days() -> None:
    seen = replace(SOUND, faults=(faults.page_fault({"referral"}),), last_day=None, schema=None)

    lines = checkup_lines(seen)

    assert lines[0] == ("The book: practice.db (2.3 MB), damaged: nothing is printed from it")
    assert "Its clock: this PC says Mon 30 Nov 2026" in lines


def test_damaged_copies_are_counted_and_the_last_sound_one_is_meant() -> None:
    copies = (
        CopySeen("a.db", date(2026, 11, 20)),
        CopySeen("b.db", TODAY, sound=False, second=True),
    )

    lines = checkup_lines(replace(SOUND, copies=copies, second=STICK))

    assert (
        "Its copies: 2 copies, 1 of them damaged, the last sound one of Fri 20 Nov 2026;"
        " 1 of them in E:"
    ) in lines
    assert lines[-2:] == ["- Its last sound copy is of Fri 20 Nov 2026.", "  ref backup"]


@pytest.mark.parametrize(
    ("sound", "told"),
    [
        (
            True,
            [
                "- A repair brings back the most. Its last sound copy is of Mon 30 Nov 2026:",
                "  ref restore a.db",
            ],
        ),
        (False, ["- There is no sound copy of it to go back to."]),
    ],
)
def test_of_a_damaged_book_the_copy_to_go_back_to_is_named(*, sound: bool, told: list[str]) -> None:
    seen = replace(
        SOUND,
        faults=(faults.page_fault({"referral"}),),
        copies=(CopySeen("a.db", TODAY, sound=sound),),
    )

    assert checkup_lines(seen)[-len(told) :] == told


@pytest.mark.parametrize(
    ("copies", "told"),
    [
        ((), "There is no copy of it."),
        ((CopySeen("a.db", TODAY, sound=False),), "There is no sound copy of it."),
        ((CopySeen("a.db", date(2026, 11, 22)),), "Its last copy is of Sun 22 Nov 2026."),
        ((CopySeen("a.db", date(2026, 11, 23)),), None),
        (
            (CopySeen("a.db", date(2026, 11, 22)), CopySeen("b.db", TODAY, sound=False)),
            "Its last sound copy is of Sun 22 Nov 2026.",
        ),
    ],
)
def test_a_copy_is_missed_after_a_week(copies: tuple[CopySeen, ...], told: str | None) -> None:
    assert [one.words for one in list_advice(replace(SOUND, copies=copies))] == (
        [told] if told else []
    )


@pytest.mark.parametrize(
    ("size", "free", "short"),
    [
        (1_000, 999_999_999, True),
        (1_000, 1_000_000_000, False),
        (400_000_000, 1_199_999_999, True),
        (400_000_000, 1_200_000_000, False),
    ],
)
def test_a_disk_has_to_hold_the_book_three_times(*, size: int, free: int, short: bool) -> None:
    seen = replace(SOUND, size=size, free=free)

    assert [one.what for one in list_advice(seen)] == (["space"] if short else [])


def test_a_program_reads_of_the_copies() -> None:
    copies = (CopySeen("a.db", TODAY), CopySeen("b.db", TODAY, sound=False, second=True))

    record = checkup_record(replace(SOUND, copies=copies, second=STICK))

    assert record["copies"] == [
        {"name": "a.db", "day": TODAY, "sound": True, "second_place": False},
        {"name": "b.db", "day": TODAY, "sound": False, "second_place": True},
    ]
    assert (record["second_place"], record["readers_known"]) == ("E:", True)
    assert record["second_place_last_copy"] == TODAY
    assert checkup_record(replace(SOUND, second=None))["second_place"] is None


def test_one_copy_is_told_as_one() -> None:
    lines = checkup_lines(replace(KEPT, second=None))

    assert "Its copies: 1 copy, the last of Mon 30 Nov 2026" in lines


def test_where_the_system_does_not_tell_who_can_read_it_the_way_to_look_is_told() -> None:
    seen = replace(SOUND, readers_line='icacls "C:\\ref.db"')

    assert (
        "Its readers: Windows does not tell ref who else can read it. To look, type:"
        ' icacls "C:\\ref.db"'
    ) in checkup_lines(seen)
    assert checkup_record(seen)["readers_known"] is False


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
    ("second", "told"),
    [
        (
            None,
            (
                "The copies lie only beside the book: if its disk fails, they are gone with it."
                " Name a second place, as a stick:"
            ),
        ),
        (STICK, None),
        (replace(STICK, last=date(2026, 11, 16), there=False), None),
        (
            replace(STICK, last=date(2026, 11, 15), there=False),
            (
                "No copy of it has gone to E: since Sun 15 Nov 2026: it is not there. Put the drive"
                " in, then type:"
            ),
        ),
        (
            replace(STICK, last=date(2026, 11, 15)),
            "No copy of it has gone to E: since Sun 15 Nov 2026:",
        ),
        (
            replace(STICK, last=date(2026, 11, 15), has_copy=False),
            "No copy of it has gone to E: yet:",
        ),
        (
            replace(STICK, own_disk=False),
            (
                "E: is on the disk of the book: if it fails, both are gone. Name another one, as a"
                " stick:"
            ),
        ),
    ],
)
def test_a_second_place_is_asked_for_and_missed(
    second: SecondSeen | None, told: str | None
) -> None:
    advice = list_advice(replace(KEPT, second=second))

    assert [one.words for one in advice] == ([told] if told else [])


def test_a_second_place_is_not_asked_for_before_there_is_a_copy_nor_of_a_damaged_book() -> None:
    none, damaged = replace(KEPT, copies=()), replace(KEPT, faults=(faults.page_fault(()),))

    asked = [
        one.what for seen in (none, damaged) for one in list_advice(replace(seen, second=None))
    ]

    assert asked == ["copies", "pages", "copies"]


@pytest.mark.parametrize(
    ("read_only", "line", "told"),
    [
        (
            "practice.db",
            "x",
            "It is read-only: nothing can be recorded in it. Ask for write access, or type:",
        ),
        (
            "books",
            "",
            (
                "Its folder, books, is read-only: nothing can be recorded, nor copied. Ask for"
                " write access."
            ),
        ),
    ],
)
def test_a_book_that_cannot_be_written_is_told(read_only: str, line: str, told: str) -> None:
    seen = replace(SOUND, read_only=read_only, write_line=line)

    assert [one.words for one in list_advice(seen)] == [told]
    assert checkup_record(seen)["read_only"] is True


def test_changes_outside_ref_are_told_and_a_finding_for_a_month() -> None:
    late, early = replace(OUTSIDE, last=date(2026, 10, 31)), replace(OUTSIDE, count=1, back=1)

    lines = [checkup_lines(replace(SOUND, outside=one)) for one in (late, early)]
    old = replace(SOUND, outside=replace(OUTSIDE, last=date(2026, 10, 30)))

    assert lines[0][-2:] == [
        (
            "- Another program than ref made 3 changes, the last on Sat 31 Oct 2026. To see what it"
            " changed:"
        ),
        "  ref history --limit 40",
    ]
    assert (
        "Its history: 1 change, on Fri 27 Nov 2026, made by another program than ref. To see them:"
        " ref history"
    ) in lines[1]
    assert list_advice(old) == []
    assert checkup_record(old)["outside_changes"] == 3


def test_copies_that_are_dated_ahead_have_no_age() -> None:
    ahead, today = CopySeen("b.db", date(2036, 1, 1)), CopySeen("a.db", TODAY)

    only = replace(SOUND, copies=(ahead,))

    assert checkup_lines(only)[-2:] == [
        "- Its last copy is dated ahead, Tue 1 Jan 2036, so its age is not known.",
        "  ref backup",
    ]
    both = replace(SOUND, copies=(ahead, today))
    assert list_advice(both) == []
    assert (
        "Its copies: 2 copies, the last of Tue 1 Jan 2036 (dated ahead); 0 of them in E:"
    ) in checkup_lines(both)


def test_a_spreadsheet_gets_one_row_of_figures_and_texts() -> None:
    copies = (CopySeen("a.db", TODAY), CopySeen("b.db", TODAY, sound=False, second=True))
    table = checkup_row(replace(SOUND, copies=copies, outside=OUTSIDE, open_to="Everybody"))

    (row,) = table.rows
    facts = dict(zip([column.name for column in table.columns], row, strict=True))

    assert {name: facts[name] for name in [*facts][-11:]} == {
        "readers_known": True,
        "copies": 2,
        "damaged_copies": 1,
        "copies_in_second_place": 1,
        "last_copy": TODAY,
        "ref": "0.1.0",
        "python": "3.11.7",
        "sqlite": "3.40.1",
        "system": "Linux 6.1",
        "findings": (
            (
                "Another program than ref made 3 changes, the last on Fri 27 Nov 2026. To see what"
                " it changed:"
            ),
            "Everybody can read it.",
        ),
        "type": ("ref history --limit 40", 'chmod 600 "practice.db"'),
    }
    assert not any(isinstance(fact, dict | list) for fact in row)
