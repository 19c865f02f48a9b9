import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]
Editor = Callable[[str], Path]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """$EDITOR as a line of Python on ``text``; drafts are made in the folder it returns."""
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(drafts))
    monkeypatch.delenv("VISUAL", raising=False)

    def set_editor(line: str) -> Path:
        script = tmp_path / "my editor.py"
        script.write_text(
            "import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n"
            f"text = path.read_text('utf-8')\n{line}\npath.write_text(text, 'utf-8')\n",
            "utf-8",
        )
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")
        return drafts

    return set_editor


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (
            "--hand-out 'A $25 Visa card to each patient for every friend who comes'",
            "to referrals (“every friend”), and what is handed out has no strings.",
        ),
        (
            "--hand-out 'A $5 bill, cash, with the card'",
            "Cash and its like (“cash”) go with no request for a referral.",
        ),
        (
            "--follow-up 'A call, and a Starbucks gift card after a week'",
            "What follows a referral is worth no money, and this says “gift card”.",
        ),
    ],
)
def test_what_the_plan_hands_out_has_no_strings(
    answer: Answer, ref: Ref, answers: str, sentence: str
) -> None:
    assert sentence in ref(f"plan edit {answers}", exit_code=4).stderr
    assert not any(answer("plan show")[question] for question in ("hand_out", "follow_up"))


def test_the_plan_may_name_referrals_where_it_gives_nothing_for_them(ref: Ref) -> None:
    ref(
        "plan edit --hand-out 'referral pads and two cards' --request 'Refer a friend, please'"
        " --follow-up 'A thank-you for the referral within three days'"
    )


def test_a_plan_is_written_by_options(answer: Answer, ref: Ref) -> None:
    said = ref('plan edit --goal 1,200 --who-asks "The doctor"').stdout

    assert said == (
        "Recorded in the plan on 2026-11-23: Who asks, The goal (1200). See: ref plan show\n"
    )
    shown = answer("plan show")
    assert (shown["goal"], shown["who_asks"], shown["goal_since"]) == (
        1200,
        "The doctor",
        "2026-11-23",
    )


def test_the_plan_and_what_really_happened_stand_side_by_side(ref: Ref) -> None:
    ref("init --practice Lakeside")
    ref('plan edit --goal 240 --request "Ask at check-out"')
    ref('add "Maria Lopez" --from "Elm Dental" --kind office --on 2026-11-02')
    ref("log elm thank_you --on 2026-11-04")
    ref("visit elm --on 2026-10-01")
    ref("visit elm --on 2026-11-01")

    lines = ref("plan show").stdout.splitlines()

    assert lines[:4] == [
        "Referral plan 2026",
        "Lakeside, 2026-01-01 to 2026-11-23, as of 2026-11-23",
        "",
        "The written plan",
    ]
    assert "The request         2026-11-23  Ask at check-out" in lines
    assert "The goal            2026-11-23  240" in lines
    assert [line.split()[-4:] for line in lines if line.startswith(("Thanked", "Visits k"))] == [
        ["1", "1", "100%", "0"],
        ["1", "1", "100%", "0"],
    ]
    assert "Maria" not in "".join(lines)


def test_the_plan_of_a_past_day_can_be_printed_again(answer: Answer, ref: Ref) -> None:
    ref("plan edit --goal 200", as_of="2026-01-05")
    ref('add Bo --from "Elm Dental" --kind office', as_of="2026-02-02")
    ref("visit elm", as_of="2026-02-03")
    before = answer("plan show", as_of="2026-03-03")
    ref("plan edit --goal 300", as_of="2026-03-04")
    ref("visit elm", as_of="2026-03-04")
    ref("log elm thank_you", as_of="2026-03-04")

    assert answer("plan show", as_of="2026-03-03") == before
    assert answer("plan show", as_of="2026-03-04")["goal"] == 300


def test_a_past_year_has_its_own_plan(answer: Answer, ref: Ref) -> None:
    ref("plan edit --goal 200", as_of="2025-01-05")
    ref('add Bo --from "Elm Dental" --kind office', as_of="2025-12-31")
    ref("plan edit --goal 300", as_of="2026-01-05")

    shown = answer("plan show --year 2025")

    keys = ("year", "until", "goal", "referrals", "straight_line", "year_gone")
    assert [shown[key] for key in keys] == [2025, "2025-12-31", 200, 1, 200, 1.0]
    assert "2027 has not begun yet" in ref("plan show --year 2027", exit_code=2).stderr


@pytest.mark.parametrize("goal", ["lots", "0", "-3", "2.5"])
def test_a_goal_that_is_no_number_is_refused(answer: Answer, ref: Ref, goal: str) -> None:
    assert "Type: ref plan edit --goal 240" in ref(f"plan edit --goal={goal}", exit_code=2).stderr

    assert answer("plan show")["goal"] is None


def test_an_answer_can_be_taken_out(answer: Answer, ref: Ref) -> None:
    ref('plan edit --goal 240 --responsible "Tina"')

    said = ref('plan edit --goal "" --responsible Tina').stdout

    assert said == (
        "Recorded in the plan on 2026-11-23: The goal (taken out). See: ref plan show\n"
    )
    assert answer("plan show")["goal"] is None


def test_the_plan_is_edited_as_a_form(answer: Answer, ref: Ref, editor: Editor) -> None:
    ref("plan edit --goal 240 --responsible Tina")
    drafts = editor(
        "text = text.replace('\\n240\\n', '\\n250\\n')"
        ".replace('moment?\\n', 'moment?\\nAsk \"now\"')"
    )

    said = ref("plan edit").stdout

    assert said == (
        "Recorded in the plan on 2026-11-23: Who asks, The goal (250). See: ref plan show\n"
    )
    shown = answer("plan show")
    assert (shown["goal"], shown["who_asks"], shown["responsible"]) == (250, 'Ask "now"', "Tina")
    assert list(drafts.iterdir()) == []


def test_a_form_saved_unchanged_records_nothing(ref: Ref, editor: Editor) -> None:
    ref("plan edit --goal 240")
    drafts = editor("pass")

    assert ref("plan edit").stdout == "Nothing changed.\n"

    assert ref("history").stdout.count("plan edit") == 1
    assert list(drafts.iterdir()) == []


def test_a_form_that_cannot_be_read_is_kept(answer: Answer, ref: Ref, editor: Editor) -> None:
    drafts = editor("text += '# Budget\\n500\\n'; text = text.replace('moment?', 'moment?\\nJo')")

    refusal = ref("plan edit", exit_code=1).stderr

    (kept,) = drafts.glob("*/referral-plan.txt")
    assert "'# Budget' is no question of the plan" in refusal
    assert f"ref plan edit --from {kept}" in refusal
    if sys.platform != "win32":  # which has no such modes
        assert kept.stat().st_mode & 0o077 == kept.parent.stat().st_mode & 0o077 == 0
    assert answer("plan show")["who_asks"] == ""

    kept.write_text(kept.read_text("utf-8").replace("# Budget\n500\n", ""), "utf-8")
    ref(f"plan edit --from {kept}")

    assert answer("plan show")["who_asks"] == "Jo"


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("nosuch-editor --wait", "The editor nosuch-editor did not start"),
        (f"'{sys.executable}' -c 'raise SystemExit(3)'", "ended with a failure (3)"),
        ("vi 'unclosed", "EDITOR is no command"),
        ("", "No editor is known"),
    ],
)
def test_an_editor_that_fails_changes_nothing(
    ref: Ref, editor: Editor, monkeypatch: pytest.MonkeyPatch, command: str, sentence: str
) -> None:
    drafts = editor("pass")
    monkeypatch.setenv("EDITOR", command)

    assert sentence in ref("plan edit", exit_code=1).stderr

    assert list(drafts.rglob("*.txt")) == []
    assert ref("history").stdout.count("plan edit") == 0


@pytest.mark.skipif(sys.platform == "win32", reason="notepad is there")
def test_in_a_terminal_the_editor_of_the_system_is_taken(
    ref: Ref, editor: Editor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor("pass")
    monkeypatch.setattr("refcli.env.Env.interactive", True)
    monkeypatch.delenv("EDITOR")
    monkeypatch.setenv("PATH", str(tmp_path))
    nano = tmp_path / "nano"
    nano.write_text(
        f"#!{sys.executable}\nimport sys\nopen(sys.argv[1], 'a').write('99')\n", "utf-8"
    )
    nano.chmod(0o700)

    assert "The goal (99)" in ref("plan edit").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_an_editor_may_lie_in_a_folder_with_a_blank(
    ref: Ref, editor: Editor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor("pass")
    script = tmp_path / "my editor"
    script.write_text(
        f"#!{sys.executable}\nimport sys\nopen(sys.argv[1], 'a').write('99')\n", "utf-8"
    )
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))

    assert "The goal (99)" in ref("plan edit").stdout


def test_a_form_in_another_encoding_is_refused(ref: Ref, tmp_path: Path) -> None:
    file = tmp_path / "form.txt"
    file.write_bytes("# Who asks\nJosé".encode("latin-1"))

    assert "is not UTF-8 text" in ref(f"plan edit --from {file}", exit_code=1).stderr


def test_a_change_of_somebody_else_in_the_meantime_is_not_overwritten(
    answer: Answer, ref: Ref, editor: Editor, database: Path
) -> None:
    ref("plan edit --goal 240 --responsible Tina")
    drafts = editor(
        "import subprocess\nsubprocess.run([sys.executable, '-m', 'refcli', '--db',"
        f" {str(database)!r}, 'plan', 'edit', '--goal', '300'], check=True)\n"
        "text = text.replace('\\n240\\n', '\\n250\\n')"
    )

    refusal = ref("plan edit", exit_code=1).stderr

    assert "Somebody else has changed this in the meantime: The goal." in refusal
    assert answer("plan show")["goal"] == 300
    assert len(list(drafts.rglob("*.txt"))) == 1


def test_options_and_a_form_exclude_each_other(ref: Ref, tmp_path: Path) -> None:
    refused = ref(f"plan edit --from {tmp_path / 'x.txt'} --goal 5", exit_code=2).stderr
    missing = ref(f"plan edit --from {tmp_path / 'x.txt'}", exit_code=1).stderr

    assert "Type either --from FILE or the answers as options." in refused
    assert "cannot be read" in missing


def test_the_plan_is_printed_for_the_wall(ref: Ref, tmp_path: Path) -> None:
    ref("plan edit --goal 240 --request '<b>Ask</b>'")
    page, text = tmp_path / "plan.html", tmp_path / "plan.md"

    said = ref(f"plan show -o {page} -o {text}").stdout

    assert said == f"Wrote {page}\nWrote {text}\n"
    assert "&lt;b&gt;Ask&lt;/b&gt;" in page.read_text("utf-8")
    assert "no ending that is known" in ref("plan show -o plan.docx", exit_code=2).stderr


def test_the_plan_can_be_undone(answer: Answer, ref: Ref) -> None:
    ref("plan edit --goal 240")
    ref("plan edit --goal 250 --responsible Tina")

    ref("undo")

    shown = answer("plan show")
    assert (shown["goal"], shown["responsible"]) == (240, "")
