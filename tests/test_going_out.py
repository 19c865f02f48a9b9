"""Every command that writes files goes through the one door."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from refcli.cli import app
from refcli.errors import RefusedError
from refcli.output.outgoing import Outgoing
from refcli.storage.book.keeping import commit
from tests.conftest import Ref, made_once
from tests.storage.books import raw

WRITING = {
    "report -o": "x.html",
    "report -f table -o": "x.csv",
    "audit -o": "x.json",
    "plan show -o": "x.md",
    "due --ics": "x.ics",
    "letter labels -o": "x.html",
    "letter thank-you -o": "x.html",
    "letter cover chen -o": "x.html",
}


@pytest.fixture(autouse=True)
@made_once
def practice(ref: Ref) -> None:
    """Somebody to write to."""
    ref('add "Maria Lopez" --from "Dr. Wei Chen" --kind provider')
    ref('source edit "#3" --address "12 Elm St, Seattle, WA 98101"')


@pytest.mark.parametrize("command", WRITING)
def test_a_file_of_somebody_else_stays_and_one_of_ours_is_written_anew(
    ref: Ref, tmp_path: Path, command: str
) -> None:
    path = tmp_path / WRITING[command]
    path.write_text("the office's own")
    path.chmod(0o444)

    said = ref(f"{command} {path}", exit_code=1).stderr
    assert said.endswith("Nothing was written: name another file, or add --overwrite.\n")
    assert path.read_text() == "the office's own"

    ref(f"{command} {path} --overwrite")
    ref(f"{command} {path}")  # as ref wrote it, by the same command
    path.write_text("edited since")
    ref(f"{command} {path}", exit_code=1)
    assert path.read_text() == "edited since"


@pytest.mark.parametrize("command", WRITING)
def test_the_book_itself_is_never_written_over(ref: Ref, database: Path, command: str) -> None:
    path = database.with_name(WRITING[command])
    database.rename(path)

    said = ref(f"--db {path} {command} {path} --overwrite", exit_code=1).stderr

    assert said == f"ref: {path} is a database, and is never written over.\n"
    with raw(path) as db:
        assert db.execute("SELECT count(*) FROM referral").fetchone() == (1,)


def test_what_another_command_wrote_is_asked_about(ref: Ref, tmp_path: Path) -> None:
    ref(f"report -o {tmp_path / 'x.html'}")

    assert "--overwrite" in ref(f"audit -o {tmp_path / 'x.html'}", exit_code=1).stderr


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("\n", 1), ("no\n", 1)])
def test_in_a_terminal_it_is_asked(
    monkeypatch: pytest.MonkeyPatch, database: Path, tmp_path: Path, answer: str, code: int
) -> None:
    path = tmp_path / "x.html"
    path.write_text("the office's own")
    monkeypatch.setattr("refcli.env.Env.interactive", property(lambda _: True))

    runner = CliRunner(env={"REF_DB": str(database)})
    done = runner.invoke(app, ["report", "-o", str(path)], input=answer)

    assert "not as ref wrote it. Write over it? (y/N)" in done.stdout
    assert done.exit_code == code
    assert (path.read_text() == "the office's own") is (code == 1)


def test_of_several_files_all_are_written_or_none(ref: Ref, tmp_path: Path) -> None:
    good, bad, last = (tmp_path / name for name in ("a.html", "b.xlsx", "c.csv"))
    bad.write_text("the office's own")

    ref(f"report -o {good} -o {bad} -o {last}", exit_code=1)

    assert sorted(tmp_path.glob("?.*")) == [bad]


def test_notes_about_files_are_no_part_of_the_history(ref: Ref, tmp_path: Path) -> None:
    before = ref("history -f json").stdout

    ref(f"report -o {tmp_path / 'x.html'}")

    assert ref("history -f json").stdout == before
    assert "add, by tina" in ref("undo 1", exit_code=1).stderr  # it would be the add, not the file


def test_letters_of_a_command_that_is_not_kept_are_not_there(
    monkeypatch: pytest.MonkeyPatch, ref: Ref, tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RefusedError("The commit failed.")

    monkeypatch.setattr("refcli.storage.book.door.commit", fail)

    ref(f"letter thank-you --record -o {tmp_path / 'l.html'}", exit_code=1)

    assert {path.name for path in tmp_path.iterdir()} == {"ref.db", "ref.db.looked"}


def test_letters_that_are_on_record_are_never_lost(
    monkeypatch: pytest.MonkeyPatch, ref: Ref, tmp_path: Path
) -> None:
    """Where the page cannot have its name after the commit, it gets another one."""

    def fail(*_: object, **__: object) -> None:
        raise RefusedError(f"{tmp_path / 'l.html'} may not be written.")

    monkeypatch.setattr(Outgoing, "publish", fail)

    said = ref(f"letter thank-you --record -o {tmp_path / 'l.html'}").stderr

    assert f"It is in {tmp_path / 'l-2.html'} instead. It is on record as command" in said
    assert "Dear Dr. Chen" in (tmp_path / "l-2.html").read_text(encoding="utf-8")
    assert '"thank_you"' not in ref("due -f json").stdout


def test_a_stop_after_the_commit_still_names_the_letters(
    monkeypatch: pytest.MonkeyPatch, ref: Ref, tmp_path: Path
) -> None:

    def stopped(*args: Any, **more: Any) -> None:  # noqa: ANN401
        commit(*args, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr("refcli.storage.book.door.commit", stopped)

    said = ref(f"letter thank-you --record -o {tmp_path / 'l.html'}").stderr

    assert said.startswith(f"ref: Stopped. Written: {tmp_path / 'l.html'}. It is on record as")
    assert (tmp_path / "l.html").exists()


def test_a_demo_writes_over_nothing(ref: Ref, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("the office's own")

    assert "is there already" in ref(f"demo --folder {tmp_path}", exit_code=1).stderr

    assert not (tmp_path / "demo.db").exists()
    assert (tmp_path / "report.html").read_text() == "the office's own"
