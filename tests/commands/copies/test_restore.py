"""ref restore shows what would change, asks, keeps the book and says the way back."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from refcli.lines import type_line
from tests.commands.copies.conftest import Clock
from tests.conftest import Ref
from tests.storage.books import raw

Answer = Callable[..., Any]
Typing = Callable[..., Result]
LOST = "Lost: 1 referral, 1 command of Mon 23 Nov 2026: 3 add by tina."


@pytest.fixture(autouse=True)
def copy(ref: Ref, clock: Clock, database: Path) -> Path:
    """The copy of a book in which another referral has been recorded since."""
    ref('init --practice "Elm Dental"')
    ref('add "Ann Ray" --from "Dr. Chen" --kind provider')
    ref("backup")
    made = database.parent / "ref-backups" / f"ref.{clock.minute}.by-hand.db"
    clock.pass_by(minutes=5)
    ref('add "Bo Kim" --from "Dr. Chen"')
    return made


def patients(answer: Answer) -> list[str]:
    return [one["patient"] for one in answer("referral list")]


def kept_name(clock: Clock) -> str:
    return f"ref.{clock.minute}.before-restore.db"


def test_what_would_change_is_shown_and_nothing_happens_unasked(
    ref: Ref, answer: Answer, copy: Path
) -> None:
    done = ref("restore 1", exit_code=1)

    assert done.stderr == (
        f"ref: The copy {copy.name} holds 1 referral, 2 commands, up to Mon 23 Nov 2026."
        f" The book holds 2 referrals, 3 commands, up to Mon 23 Nov 2026. {LOST}"
        f" Nothing was changed. To do it: {type_line('restore', copy, '--yes')}\n"
    )
    assert patients(answer) == ["Bo Kim", "Ann Ray"]


def test_the_book_is_that_of_the_copy_and_the_way_back_is_said(
    ref: Ref, answer: Answer, copy: Path, clock: Clock
) -> None:
    done = ref("restore 1 --yes")

    assert done.stdout.splitlines() == [
        f"Restored {copy.name} as command 4: 1 referral, 2 commands, up to Mon 23 Nov 2026.",
        LOST,
        f"To go back to the book from before: ref restore {kept_name(clock)}",
    ]
    assert patients(answer) == ["Ann Ray"]
    ref(f"restore {kept_name(clock)} --yes")
    assert patients(answer) == ["Bo Kim", "Ann Ray"]


def test_somebody_at_the_keyboard_is_asked(answer: Answer, copy: Path, typing: Typing) -> None:
    no = typing(["restore", str(copy)], "n", exit_code=1)
    assert "Nothing was changed. See the copies: ref backup list" in no.output
    assert patients(answer) == ["Bo Kim", "Ann Ray"]

    typing(["restore", copy.name], "y")

    assert patients(answer) == ["Ann Ray"]


def test_a_program_reads_what_was_lost_and_where_the_book_before_is(
    answer: Answer, copy: Path, clock: Clock
) -> None:
    assert answer("restore 1 --yes") == {
        "restored_from": str(copy),
        "command_id": 4,
        "kept": str(copy.with_name(kept_name(clock))),
        "referrals": 1,
        "last_day": "2026-11-23",
        "second_place": None,
        "referrals_lost": 1,
        "referrals_gained": 0,
        "days_lost": ["2026-11-23"],
        "commands_lost": [3],
        "commands_gained": [],
    }


def test_undo_names_the_way_back(ref: Ref, copy: Path, clock: Clock) -> None:
    ref("restore 1 --yes")

    done = ref("undo", exit_code=1)

    kept = copy.with_name(kept_name(clock))
    assert done.stderr == (
        "ref: Command 4 (restore, by tina) put a copy in the place of the book. To go back to the"
        f" book from before: {type_line('restore', kept)}\n"
    )


def test_the_history_tells_of_the_restore(ref: Ref, copy: Path) -> None:
    ref("restore 1 --yes")

    assert copy.name in ref("history --limit 2 -f csv").stdout
    assert "restored_from" in ref("history --limit 2 -f json").stdout


def test_a_copy_of_another_practice_needs_a_word_more(
    ref: Ref, answer: Answer, tmp_path: Path, clock: Clock
) -> None:
    other = tmp_path / "other.db"
    ref(f'--db {other} init --practice "Oak Medical"')
    with raw(other) as db:
        db.execute("UPDATE migration SET at = '2020-01-01T00:00:00.000Z' WHERE id = 1")

    refused = ref(f"restore {other} --yes", exit_code=1)
    done = ref(f"restore {other} --yes --other-practice")

    assert refused.stderr.startswith(
        "ref: This is the book of Elm Dental, and the copy is another one, of Oak Medical."
    )
    assert refused.stderr.endswith(
        f" To do it: {type_line('restore', other, '--yes', '--other-practice')}\n"
    )
    assert patients(answer) == []
    back = done.stdout.splitlines()[-1].rpartition(": ")[2]
    undo = ref("undo", exit_code=1).stderr.strip().rpartition(": ")[2]
    assert back == f"ref restore {kept_name(clock)} --other-practice"
    assert undo.endswith(f"{kept_name(clock)} --other-practice")
    ref(f"{back.removeprefix('ref ')} --yes")
    assert patients(answer) == ["Bo Kim", "Ann Ray"]


def test_where_the_book_is_gone_or_damaged_that_is_said(
    ref: Ref, answer: Answer, database: Path, copy: Path
) -> None:
    database.unlink()
    gone = ref("restore 1", exit_code=1)
    ref("restore 1 --yes")
    assert patients(answer) == ["Ann Ray"]
    content = bytearray(database.read_bytes())
    content[4096:12288] = b"\xff" * 8192
    database.write_bytes(content)
    damaged = ref("restore 1", exit_code=1)
    done = ref("restore 1 --yes")

    assert f"There is no book at {database}." in gone.stderr
    assert f"{database} cannot be read, so what would be lost is not known." in damaged.stderr
    assert "The damaged book from before is kept: " in done.stdout
    assert patients(answer) == ["Ann Ray"]
    assert copy.exists()


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("9", 1, "There is no copy 9. See those that are there: ref backup list"),
        ("none.db", 1, "There is no file none.db. See the copies: ref backup list"),
        ("{folder}/ref.db", 1, "{folder}/ref.db is the book itself."),
        ("{folder}/letter.txt", 3, "{folder}/letter.txt is not a copy of a ref database."),
        ("{folder}/bad.db", 5, "{folder}/bad.db is damaged: In referral, 1 row (1) is not"),
    ],
)
def test_what_is_no_sound_copy_is_refused(
    ref: Ref, copy: Path, typed: str, code: int, said: str
) -> None:
    tmp_path = copy.parents[1]
    (tmp_path / "letter.txt").write_text("Dear Dr. Chen")
    shutil.copyfile(copy, tmp_path / "bad.db")
    bad = tmp_path / "bad.db"
    bad.write_bytes(bad.read_bytes().replace(b"Ann Ray", b"Anm Ray", 1))

    done = ref(f"restore {typed.format(folder=tmp_path)} --yes", exit_code=code)

    assert said.format(folder=tmp_path) in done.stderr
    assert "Bo Kim" in ref("referral list").stdout


def test_nothing_is_restored_as_of_an_earlier_day(ref: Ref) -> None:
    assert (
        "the last day on record" in ref("restore 1 --yes", exit_code=1, as_of="2026-11-20").stderr
    )


def break_last_command(database: Path) -> None:
    """Flip a bit in the day of the last command."""
    with raw(database) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute("DROP TRIGGER keep_command_update")
        db.execute("UPDATE command SET recorded_on = 'p026-11-23' WHERE id = 3")


def test_the_figures_of_a_damaged_book_are_called_such(
    ref: Ref, answer: Answer, database: Path, copy: Path
) -> None:
    database.write_bytes(database.read_bytes().replace(b"Bo Kim", b"Bo Kin", 1))

    shown = ref("restore 1", exit_code=1)
    done = ref("restore 1 --yes")

    doubt = (
        f"{database} is damaged: In referral, 1 row (2) is not what the history says. So its own"
        " figures, and what would be lost, may be wrong. The book holds 2 referrals, 3 commands"
    )
    assert doubt in shown.stderr
    assert done.stdout.splitlines()[1:3] == ["Of the damaged book, as far as it can be read:", LOST]
    assert patients(answer) == ["Ann Ray"]
    assert copy.exists()


def test_a_book_with_a_day_that_is_none_is_gone_back_from(
    ref: Ref, answer: Answer, database: Path
) -> None:
    break_last_command(database)

    shown = ref("restore 1", exit_code=1)
    done = ref("restore 1 --yes")

    assert f"{database} cannot be read, so what would be lost is not known." in shown.stderr
    assert "The damaged book from before is kept: " in done.stdout
    assert patients(answer) == ["Ann Ray"]
    assert ref("doctor").exit_code == 0


def test_a_link_stays_a_link_and_its_book_is_gone_back_from(
    ref: Ref, answer: Answer, database: Path, copy: Path, tmp_path: Path
) -> None:
    link = tmp_path / "desk" / "practice.db"
    link.parent.mkdir()
    link.symlink_to(database)
    database.unlink()  # where there is none the copy is put there as a file

    ref(f"--db {link} restore {copy} --yes")

    assert link.is_symlink()
    assert patients(answer) == ["Ann Ray"]
    assert [path.name for path in link.parent.iterdir()] == ["practice.db"]


def test_a_copy_that_others_can_read_is_tightened_when_it_is_opened(ref: Ref, copy: Path) -> None:
    copy.chmod(0o644)

    said = ref("restore 1", exit_code=1).stderr

    assert f"could read {copy}: from now on it is yours alone." in said
    assert copy.stat().st_mode & 0o777 == 0o600


def put_on_stick(copy: Path, tmp_path: Path) -> Path:
    """The copy as it lies on a stick."""
    folder = tmp_path / "stick" / "ref-backups"
    folder.mkdir(parents=True)
    there = Path(shutil.copyfile(copy, folder / copy.name))
    there.chmod(0o600)
    return there


def test_on_a_new_pc_the_folder_of_a_stick_is_enough(
    ref: Ref, answer: Answer, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, database = put_on_stick(copy, tmp_path), copy.parents[1] / "ref.db"
    database.unlink()
    shutil.rmtree(copy.parent)
    monkeypatch.setattr("refcli.storage.copies.second.on_one_disk", lambda _one, _other: False)
    monkeypatch.setattr("refcli.storage.copies.finding.on_one_disk", lambda _one, _other: False)

    shown = ref(f"restore {tmp_path}/stick", exit_code=1).stderr
    done = ref(f"restore {tmp_path}/stick --yes")

    assert shown == (
        f"ref: In {tmp_path}/stick is 1 copy of the book. The latest good one is {there.name}. The"
        f" copy {there.name} holds 1 referral, 2 commands, up to Mon 23 Nov 2026. There is no book"
        f" at {database}. Nothing was changed. To do it: {type_line('restore', there, '--yes')}\n"
    )
    assert done.stderr == (
        f"{tmp_path}/stick gets copies from now on, too. To do without it: ref backup --forget\n"
    )
    assert patients(answer) == ["Ann Ray"]
    assert [one["place"] for one in answer("backup list")] == [str(there.parent)]
    assert "A second one: " in ref("backup").stdout


def test_a_folder_of_another_practice_is_no_second_place(
    ref: Ref, answer: Answer, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = put_on_stick(copy, tmp_path)
    with raw(there) as db:
        db.execute("UPDATE migration SET at = '2020-01-01T00:00:00.000Z' WHERE id = 1")
    monkeypatch.setattr("refcli.storage.copies.second.on_one_disk", lambda _one, _other: False)

    done = answer(f"restore {tmp_path}/stick --yes --other-practice")

    assert (done["restored_from"], done["second_place"]) == (str(there), None)
    assert "There is no second place" in ref("backup --forget", exit_code=1).stderr


def test_somebody_at_the_keyboard_is_told_which_copy_of_a_folder_it_is(
    answer: Answer, copy: Path, tmp_path: Path, typing: Typing
) -> None:
    there = put_on_stick(copy, tmp_path)

    done = typing(["restore", str(tmp_path / "stick")], "y")

    assert f"The latest good one is {there.name}." in done.output.replace("\n", " ")
    assert patients(answer) == ["Ann Ray"]


def test_a_spreadsheet_gets_the_lost_commands_without_json(ref: Ref) -> None:
    head, row = ref("restore 1 --yes -f csv").stdout.splitlines()

    assert head.endswith("days_lost,commands_lost,commands_gained")
    assert row.endswith(",2026-11-23,3,")


def test_a_number_is_one_of_the_list_whatever_folder_is_called_so(
    ref: Ref, answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1").mkdir()
    monkeypatch.chdir(tmp_path)

    ref("restore 1 --yes")

    assert patients(answer) == ["Ann Ray"]


def test_a_copy_in_a_folder_that_others_can_read_is_tightened(
    ref: Ref, copy: Path, tmp_path: Path
) -> None:
    there = put_on_stick(copy, tmp_path)
    there.chmod(0o644)

    said = ref(f"restore {tmp_path}/stick", exit_code=1).stderr

    assert f"could read {there}: from now on it is yours alone." in said
    assert there.stat().st_mode & 0o777 == 0o600
