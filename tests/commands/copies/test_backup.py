"""ref backup makes, lists and tries copies."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from refcli.lines import type_line
from tests.commands.copies.conftest import Clock
from tests.conftest import Ref
from tests.storage.books import raw

Answer = Callable[..., Any]


@pytest.fixture(autouse=True)
def practice(ref: Ref, clock: Clock) -> None:
    ref('add "Ann Ray" --from "Dr. Chen" --kind provider')
    clock.pass_by(minutes=5)


def test_a_copy_is_made_and_its_figures_are_told(ref: Ref, database: Path, clock: Clock) -> None:
    done = ref("backup")

    copy = database.parent / "ref-backups" / f"ref.{clock.minute}.by-hand.db"
    size = f"{copy.stat().st_size / 1024:.1f} KB"
    assert done.stdout == (
        f"Copied to {copy} ({size}): 1 referral, 1 command, up to Mon 23 Nov 2026. Wholly"
        " checked.\n"
    )
    assert done.stderr == (
        "If this disk fails, the book and its copies are gone. To have a second one elsewhere, as"
        " on a stick: ref backup --to FOLDER\n"
    )
    assert copy.is_file()


def test_a_program_reads_where_the_copy_is(answer: Answer, database: Path, clock: Clock) -> None:
    copy = database.parent / "ref-backups" / f"ref.{clock.minute}.by-hand.db"

    assert answer("backup") == {
        "file": str(copy),
        "second": None,
        "missed": "",
        "bytes": copy.stat().st_size,
        "referrals": 1,
        "commands": 1,
        "last_day": "2026-11-23",
        "checked": True,
    }


def test_a_second_place_is_remembered_and_dropped(
    ref: Ref, database: Path, clock: Clock, tmp_path: Path
) -> None:
    stick = tmp_path / "a stick"
    stick.mkdir()

    first, again = ref(f"backup --to '{stick}'"), ref("backup")
    dropped, last = ref("backup --forget"), ref("backup")

    assert f"A second one: {stick}/ref-backups/ref.{clock.minute}.by-hand.db\n" in first.stdout
    assert first.stderr == (f"{stick} is on the disk of the book: if it fails, both are gone.\n")
    assert "A second one:" in again.stdout
    assert dropped.stdout == f"{stick} gets no more copies; those that are there stay.\n"
    assert "A second one:" not in last.stdout
    assert database.exists()


def test_a_second_place_that_is_away_is_said(ref: Ref, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ref(f"backup --to {stick}")
    stick.rename(tmp_path / "away")

    done, listed = ref("backup"), ref("backup list")

    assert done.stderr == (
        f"There is no second copy: {stick} is not there now. Put the drive in, then type:"
        " ref backup. If it is there in another place, type: ref backup --to FOLDER\n"
    )
    assert listed.stderr == (
        f"{stick} is not there now, so its copies are not listed; the last one went there on"
        " 2026-11-23.\n"
    )


def test_what_cannot_be_a_second_place_is_refused(ref: Ref, tmp_path: Path) -> None:
    said = [
        ref(f"backup {options}", exit_code=1).stderr.strip()
        for options in (f"--to {tmp_path}/none", f"--to {tmp_path}", "--forget", "--to x --forget")
    ]
    empty = ref("backup --to ''", exit_code=2).stderr

    none, here = type_line("backup", "--to", f"{tmp_path}/none"), "ref backup --to FOLDER"
    assert [one.removeprefix("ref: ").partition(". ")[0] for one in said] == [
        f"There is no folder {tmp_path}/none",
        "The copies lie there already",
        "There is no second place",
        "--to names a second place and --forget drops it: type one of the two.",
    ]
    assert [one.rpartition(": ")[2] for one in said[:3]] == [none, here, here]
    assert empty == "ref: --to names no folder. Type one: ref backup --to FOLDER\n"


def test_the_copies_are_listed_the_latest_first(
    answer: Answer, ref: Ref, database: Path, clock: Clock
) -> None:
    ref("backup")
    early = clock.minute
    clock.pass_by(days=2)
    ref('add "Bo Kim" --from "Dr. Chen"')
    ref("backup")
    late = clock.minute
    clock.pass_by(hours=3)

    listed = answer("backup list")

    folder = str(database.parent / "ref-backups")
    assert [(one["number"], one["age"], one["why"]) for one in listed] == [
        (1, "3 hours", "by hand"),
        (2, "2 days", "by hand"),
    ]
    assert [(one["commands"], one["referrals"], one["place"]) for one in listed] == [
        (2, 2, folder),
        (1, 1, folder),
    ]
    assert [one["file"] for one in listed] == [
        f"ref.{late}.by-hand.db",
        f"ref.{early}.by-hand.db",
    ]


def test_after_a_clock_was_ahead_the_latest_copy_is_still_the_first(
    answer: Answer, ref: Ref, clock: Clock
) -> None:
    clock.pass_by(days=400)
    ref("backup")
    clock.pass_by(days=-400)
    ref('add "Bo Kim" --from "Dr. Chen"')
    ref("backup")

    listed = answer("backup list")

    assert [(one["age"], one["commands"]) for one in listed] == [
        ("0 minutes", 2),
        ("dated ahead", 1),
    ]
    assert "Dated ahead: by the clock of this PC" in ref("backup list").stdout


def test_where_there_is_no_copy_it_is_said_how_to_make_one(ref: Ref) -> None:
    assert ref("backup list").stdout == (
        "Copies of the book\nThere is no copy yet. To make one: ref backup. To go back to one that"
        " lies elsewhere, as on a stick: ref restore FOLDER\n"
    )
    assert "There is no copy yet. To make one: ref backup" in (
        ref("backup verify", exit_code=1).stderr
    )


def test_the_drill_restores_every_copy_and_leaves_nothing_behind(
    answer: Answer, ref: Ref, database: Path, clock: Clock
) -> None:
    ref("backup")
    clock.pass_by(minutes=1)
    ref("backup")

    one, both = answer("backup verify"), answer("backup verify --all")

    assert [(drill["sound"], drill["referrals"], drill["last_day"]) for drill in both] == [
        (True, 1, "2026-11-23"),
        (True, 1, "2026-11-23"),
    ]
    assert one == both[:1]
    assert {path.suffix for path in (database.parent / "ref-backups").iterdir()} == {
        ".db",
        ".json",
    }


def test_a_damaged_copy_is_found_and_named(ref: Ref, database: Path, clock: Clock) -> None:
    ref("backup")
    copy = database.parent / "ref-backups" / f"ref.{clock.minute}.by-hand.db"
    clock.pass_by(minutes=1)
    ref("backup")
    copy.write_bytes(copy.read_bytes().replace(b"Ann Ray", b"Anm Ray", 1))

    done = ref("backup verify --all", exit_code=5)

    assert done.stderr == (
        f"ref: {copy} is damaged: In referral, 1 row (1) is not what the history says. Of 2"
        " copies, 1 bad. Nothing was changed. See the other copies: ref backup list\n"
    )
    listed = json.loads(ref("backup list -f json").stdout)
    assert [(one["sound"], one["checked"]) for one in listed] == [
        (True, f"{clock.now.astimezone():%Y-%m-%d %H:%M}"),
        (False, f"{clock.now.astimezone():%Y-%m-%d %H:%M}"),
    ]
    assert "Ray" not in done.output


def test_without_a_book_there_is_nothing_to_copy(ref: Ref, tmp_path: Path) -> None:
    ref(f"--db {tmp_path}/none.db backup", exit_code=3)
    assert "There is no copy yet." in ref(f"--db {tmp_path}/none.db backup list").stdout
    assert [*tmp_path.glob("none*")] == []


def test_without_a_book_a_second_place_leaves_nothing(ref: Ref, tmp_path: Path) -> None:
    stick, letter = tmp_path / "stick", tmp_path / "letter.db"
    stick.mkdir()
    letter.write_text("Dear Dr. Chen")

    ref(f"--db {tmp_path}/none.db backup --to {stick}", exit_code=3)
    ref(f"--db {letter} backup --to {stick}", exit_code=3)

    assert [*tmp_path.glob("none*"), *tmp_path.glob("*-backups"), *stick.iterdir()] == []


@pytest.mark.parametrize("command", ["backup", "backup list", "backup verify"])
def test_copies_that_others_can_read_are_tightened_whenever_they_are_opened(
    ref: Ref, database: Path, clock: Clock, command: str
) -> None:
    ref("backup")
    copy = database.parent / "ref-backups" / f"ref.{clock.minute}.by-hand.db"
    copy.chmod(0o644)

    said = ref(command).stderr

    assert "could read 1 copy in " in said
    assert copy.stat().st_mode & 0o777 == 0o600


def test_who_waits_for_a_held_book_is_told_and_then_refused(
    ref: Ref, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("refcli.storage.book.opening.SECONDS_TO_WAIT", 0.2)
    monkeypatch.setattr("refcli.storage.waiting.patience.FIRST_WORD", 0)
    with raw(database) as other:
        other.execute("BEGIN EXCLUSIVE")

        said = ref("backup", exit_code=1).stderr

    assert said == (
        "Another program is writing to ref.db; waiting up to 0 seconds; ^C stops waiting, nothing"
        f" is changed.\nref: Another program is still writing to {database}. Nothing was changed:"
        " type it again when it is done. If none should be, close what shows the file, and look for"
        " a ref in another window.\n"
    )
