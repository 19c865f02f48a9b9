"""After the first command of a day that writes, the book is copied; nobody is ever failed by it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from refcli.errors import DiskFullError, LockedError, ReadOnlyError, RefError, UnusableFileError
from refcli.storage.book.damage import DamagedCopyError, DamagedError
from refcli.storage.copies import of_the_day
from tests.commands.copies.conftest import Clock
from tests.conftest import Ref, terminal_console

STOPPED = "Stopped: the copy of today, or its second one, may be missing. To make one: ref backup\n"
ANN = 'add "Ann Ray" --from "Dr. Chen" --kind provider'


@pytest.fixture(autouse=True)
def as_people_run_it(
    monkeypatch: pytest.MonkeyPatch, after_answers: Callable[[object], None], clock: Clock
) -> None:
    assert clock
    monkeypatch.setattr("refcli.cli.after_answer", after_answers)


def copies(database: Path) -> list[str]:
    folder = database.parent / "ref-backups"
    return sorted(path.name for path in folder.glob("*.db"))


def test_the_first_command_of_a_day_that_writes_is_followed_by_a_copy(
    ref: Ref, database: Path, clock: Clock
) -> None:
    first = clock.minute
    done = ref(ANN)
    clock.pass_by(hours=1)
    ref('add "Bo Kim" --from "Dr. Chen"')
    clock.pass_by(days=1)
    ref("due")
    assert copies(database) == [f"ref.{first}.daily.db"]
    ref('add "Cy Ito" --from "Dr. Chen"', as_of="2026-11-24")

    assert done.stderr == ""
    assert copies(database) == [f"ref.{first}.daily.db", f"ref.{clock.minute}.daily.db"]


def test_a_copy_that_takes_longer_than_a_second_shows_how_far_it_is_in_a_terminal(
    ref: Ref, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("refcli.storage.waiting.progress.A_SECOND", 0)  # it has gone at once
    monkeypatch.setattr("refcli.storage.waiting.progress.STEPS_OF_SQLITE", 100)
    piped = ref(ANN).stderr
    monkeypatch.setattr("refcli.cli.plain_console", terminal_console)

    shown = ref("backup").stderr

    assert piped == ""
    lines = shown.split("\r")
    assert lines[1].rstrip() == "Copying ref.db: 100 %"
    assert any(line.startswith("Checking the copy of ref.db: ") for line in lines)
    assert lines[-2] == " " * 79


def test_a_refused_command_and_a_rehearsal_make_none(ref: Ref, database: Path) -> None:
    ref("init --rehearsal", exit_code=1)
    ref('add "Ann Ray" --from nobody-at-all', exit_code=1)
    assert not (database.parent / "ref-backups").exists()

    rehearsal = database.parent / "rehearsal.db"
    ref(f"--db {rehearsal} init --rehearsal")
    ref(f"--db {rehearsal} {ANN}")

    assert [*database.parent.glob("*-backups")] == []


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (KeyboardInterrupt(), STOPPED),
        (
            ValueError("Ann Ray"),
            "No copy of the day was made (ValueError). To make one: ref backup\n",
        ),
    ],
)
def test_a_copy_that_fails_is_a_sentence_and_the_command_is_done(
    ref: Ref, monkeypatch: pytest.MonkeyPatch, failure: BaseException, said: str
) -> None:
    def fail(_door: object) -> None:
        raise failure

    monkeypatch.setattr(of_the_day, "copy_of_the_day", fail)

    done = ref(ANN)

    assert done.stdout.startswith("Recorded referral 1: Ann Ray")
    assert done.stderr == said


def test_a_folder_that_cannot_be_made_is_a_sentence(ref: Ref, database: Path) -> None:
    folder = database.parent / "ref-backups"
    folder.write_text("a file of somebody's")

    done = ref(ANN)

    assert done.stderr == (
        f"No copy of the day was made: {folder} cannot be used: Not a directory."
        " To make one: ref backup\n"
    )


@pytest.mark.parametrize(
    "failure",
    [
        DiskFullError(Path("ref.db")),
        ReadOnlyError(Path("ref.db")),
        UnusableFileError(Path("ref.db"), "the disk reported an error"),
        DamagedError(Path("ref.db"), "row 3 of referral differs."),
        DamagedCopyError(Path("copy.db"), "it holds no row"),
        LockedError("Another program is still writing. Nothing was changed: type it again."),
    ],
    ids=lambda failure: type(failure).__name__,
)
def test_a_copy_that_fails_says_nothing_of_the_command_which_is_done(
    ref: Ref, monkeypatch: pytest.MonkeyPatch, failure: RefError
) -> None:
    def fail(_door: object) -> None:
        raise failure

    monkeypatch.setattr(of_the_day, "copy_of_the_day", fail)

    said = ref(ANN).stderr

    assert said == f"No copy of the day was made: {failure.cause}. To make one: ref backup\n"
    assert "othing was changed" not in said
    assert "nothing of it is shown" not in said


def test_an_import_and_a_merge_are_preceded_by_a_copy(
    ref: Ref, database: Path, tmp_path: Path, clock: Clock
) -> None:
    ref(ANN)
    ref('source add "Chen, Wei" --kind provider --new')
    file = tmp_path / "in.csv"
    file.write_text("received_on,patient,source\n2026-11-20,Bo Kim,Dr. Chen\n")
    clock.pass_by(minutes=1)
    ref(f"import {file}")
    clock.pass_by(minutes=1)
    ref('source merge "Dr. Chen" "Chen, Wei" --yes')

    whys = [name.split(".")[2] for name in copies(database)]
    assert whys == ["daily", "before-import", "before-merge"]


def test_a_refused_import_makes_no_copy(ref: Ref, database: Path, tmp_path: Path) -> None:
    ref(ANN)
    file = tmp_path / "in.csv"
    file.write_text("received_on,patient,source\nsome day,Bo Kim,Dr. Chen\n")

    ref(f"import {file}", exit_code=1)
    ref(f"import {file} --dry-run", exit_code=1)

    assert [name.split(".")[2] for name in copies(database)] == ["daily"]


def test_a_second_place_that_is_away_for_long_is_missed_by_the_first_command_of_a_day(
    ref: Ref, tmp_path: Path, clock: Clock
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ref(ANN)
    ref(f"backup --to {stick}")
    stick.rename(tmp_path / "away")
    clock.pass_by(days=15)

    first, second = ref("due"), ref("due")

    assert first.stderr == (
        f"No copy of the book has gone to {stick} since Mon 23 Nov 2026: it is not there. Put the"
        " drive in and type: ref backup. To do without it: ref backup --forget. If it is there in"
        " another place, type: ref backup --to FOLDER\n"
    )
    assert second.stderr == ""
