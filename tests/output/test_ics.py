import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from refcli.core.due.calendar import CalendarEntry
from refcli.errors import UsageError
from refcli.output.ics import check_ics, write_ics
from refcli.output.text import harmless_text
from refcli.version import __version__

STAMP = datetime(2026, 11, 23, 16, 0, 7, tzinfo=UTC)
BOOK = "3f0e6f4e-8d4e-4a3f-9a55-1f0a1a2b3c4d"
ENTRY = CalendarEntry(
    key="V9",
    on=date(2026, 12, 31),
    summary="Visit Greenlake; Dental, Care (V9)",
    description=["never visited", "Owner: Tina"],
    category="visit",
)


def made(*entries: CalendarEntry, stamp: datetime = STAMP) -> bytes:
    return write_ics(entries, book_id=BOOK, name="Due, at Lakeside", stamp=stamp)


def test_an_entry_is_a_whole_day_that_blocks_no_time() -> None:
    assert made(ENTRY).decode().splitlines() == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//ref//ref {__version__}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Due\\, at Lakeside",
        "BEGIN:VEVENT",
        "SUMMARY:Visit Greenlake\\; Dental\\, Care (V9)",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "DTSTAMP:20261123T160007Z",
        f"UID:V9-{BOOK}@ref",
        "SEQUENCE:3626880",
        "CATEGORIES:visit",
        "DESCRIPTION:never visited\\nOwner: Tina",
        "LAST-MODIFIED:20261123T160007Z",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_later_file_updates_what_an_earlier_one_brought() -> None:
    files = [made(ENTRY), made(ENTRY, stamp=STAMP + timedelta(minutes=1))]

    before, after = (Calendar.from_ical(file).events[0] for file in files)
    assert before["UID"] == after["UID"]
    assert after.sequence == before.sequence + 1
    assert before.DTSTAMP + timedelta(minutes=1) == after.DTSTAMP


def test_the_same_moment_makes_the_same_file_in_every_zone() -> None:
    there = STAMP.astimezone(timezone(timedelta(hours=-8))).replace(microsecond=9)

    assert made(ENTRY, stamp=there) == made(ENTRY)


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3))
def test_any_text_comes_back_harmless_from_lines_of_75_octets(what: str, why: list[str]) -> None:
    entry = CalendarEntry("V9", date(2026, 11, 23), what, why, "visit")

    file = write_ics([entry], book_id=BOOK, name="Due", stamp=STAMP)

    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    calendar = Calendar.from_ical(file)
    assert len(calendar.events) == 1
    assert calendar.events[0]["SUMMARY"] == harmless_text(what)
    assert calendar.events[0]["DESCRIPTION"] == "\n".join(map(harmless_text, why))


def test_no_text_can_add_a_line_of_its_own() -> None:
    evil = "x\r\nEND:VEVENT\nATTACH:https://evil.example\r\nBEGIN:VALARM\x00"

    file = write_ics(
        [CalendarEntry(evil, STAMP.date(), evil, [evil], evil)],
        book_id=BOOK,
        name=evil,
        stamp=STAMP,
    )

    assert file.count(b"\r\nEND:VEVENT\r\n") == 1
    assert b"\r\nATTACH" not in file
    assert b"\r\nBEGIN:VALARM" not in file


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
@pytest.mark.parametrize("name", ["ref.db", "due", "due.ics.html"])
def test_what_is_no_calendar_file_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="is no calendar file") as refused:
        check_ics(Path(name))

    assert refused.value.add == ("--ics", "due.ics")


def test_only_who_writes_a_calendar_waits_for_its_library() -> None:
    code = "import sys, refcli.output.ics; sys.exit('icalendar' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
