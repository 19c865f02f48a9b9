"""Who waits for whom, in words."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.waiting import (
    LONGEST,
    LONGEST_WAIT,
    Holder,
    Writer,
    read_note,
    seconds_left,
    word_end_of_wait,
    word_wait,
    word_writer,
    write_note,
)

EIGHT = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
ANN = Writer("import", EIGHT, "Ann", "Ann", "FRONT2")
MONDAY = date(2026, 11, 23)
words = st.text(max_size=LONGEST)


@given(words, words, words, words, st.datetimes(timezones=st.just(timezone(timedelta(hours=-8)))))
def test_a_note_is_read_as_it_was_written(
    command: str, by: str, login: str, host: str, since: datetime
) -> None:
    writer = Writer(command, since, by, login, host)

    assert read_note(write_note(writer)) == writer


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(repr))
def test_what_is_no_note_tells_of_nobody(text: str) -> None:
    assert read_note(text) is None


@pytest.mark.parametrize("cut", range(len(write_note(ANN))))
def test_an_unfinished_note_tells_of_nobody(cut: int) -> None:
    assert read_note(write_note(ANN)[:cut]) is None


def test_a_field_of_a_note_is_believed_for_a_line_at_most() -> None:
    found = read_note(write_note(Writer("x" * 9000, EIGHT, "Ann")))

    assert found == Writer("x" * LONGEST, EIGHT, "Ann")


@pytest.mark.parametrize(
    ("writer", "told"),
    [
        (None, ""),
        (ANN, " (ref import, started 08:12 by Ann on FRONT2)"),
        (Writer("add", EIGHT, "Ann"), " (ref add, started 08:12 by Ann)"),
        (
            Writer("add", EIGHT, "Ann", "desk", "PC"),
            " (ref add, started 08:12 by Ann (logged in as desk) on PC)",
        ),
        (
            Writer("add", EIGHT - timedelta(days=1), "Ann"),
            " (ref add, started Sun 22 Nov 2026 08:12 by Ann)",
        ),
    ],
)
def test_a_writer_is_told_by_command_moment_and_name(writer: Writer | None, told: str) -> None:
    assert word_writer(writer, MONDAY) == told


@pytest.mark.parametrize(
    ("until", "left"),
    [(None, 0), (20, 30), (-4, 6), (100_000, LONGEST_WAIT)],
)
def test_a_writer_that_says_when_it_is_done_is_waited_for_a_little_longer(
    until: int | None, left: int
) -> None:
    moment = None if until is None else EIGHT + timedelta(seconds=until)

    assert seconds_left(Writer("import", EIGHT, "Ann", until=moment), EIGHT) == left
    assert seconds_left(None, EIGHT) == 0


def test_who_waits_is_told_for_whom_and_for_how_long() -> None:
    who = word_writer(ANN, MONDAY)

    assert word_wait("practice.db", Holder.WRITER, who, 15) == (
        "Another program is writing to practice.db (ref import, started 08:12 by Ann on FRONT2);"
        " waiting up to 15 seconds; ^C stops waiting, nothing is changed."
    )
    assert word_wait("practice.db", Holder.READER, "", 15) == (
        "Another program reads practice.db and has to let go of it first (one that shows it, such"
        " as a database browser, or a stopped one); waiting up to 15 seconds; ^C stops waiting,"
        " nothing is changed."
    )


def test_who_waited_in_vain_is_told_what_to_do() -> None:
    assert word_end_of_wait("/a/practice.db", Holder.WRITER, word_writer(ANN, MONDAY)) == (
        "Another program is still writing to /a/practice.db (ref import, started 08:12 by Ann on"
        " FRONT2). Nothing was changed: type it again when that is done; if it hangs, stop it there"
        " with ^C."
    )
