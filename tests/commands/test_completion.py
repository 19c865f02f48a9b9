"""The command that prints what makes a shell complete names: it prints, and changes nothing."""

from pathlib import Path

import pytest

from refcli.shells.line import Shell
from refcli.shells.scripts import shell_script
from tests.conftest import Ref

LINES = {
    Shell.BASH: ("~/.bashrc", 'eval "$(ref completion bash 2>/dev/null)"'),
    Shell.ZSH: ("~/.zshrc", 'eval "$(ref completion zsh 2>/dev/null)"'),
    Shell.FISH: ("~/.config/fish/config.fish", "ref completion fish 2>/dev/null | source"),
    Shell.POWERSHELL: (
        "$PROFILE",
        "ref completion powershell 2>$null | Out-String | Invoke-Expression",
    ),
}


@pytest.mark.parametrize("shell", Shell)
def test_the_script_is_data_and_the_line_for_the_profile_is_talk(
    ref: Ref, database: Path, shell: Shell
) -> None:
    database.unlink()

    result = ref(f"completion {shell}")

    where, line = LINES[shell]
    assert result.stdout == shell_script(shell)
    assert line in result.stderr.splitlines()
    assert where in result.stderr
    assert list(database.parent.iterdir()) == []


@pytest.mark.parametrize("shell", Shell)
def test_no_script_runs_text_or_changes_the_system(shell: Shell) -> None:
    code = "\n".join(line for line in shell_script(shell).splitlines() if not line.startswith("#"))

    for word in (
        "eval",
        "Invoke-Expression",
        "ExecutionPolicy",
        "_arguments",
        "_describe",
        "print",
    ):
        assert word not in code
    assert "REF_COMPLETE_LINE" in code
    assert code.isascii()


def test_powershell_reads_utf_8_and_puts_the_console_back() -> None:
    code = shell_script(Shell.POWERSHELL)

    assert "[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false" in code
    assert "[Console]::OutputEncoding = $encoding" in code.partition("} finally {")[2]
    assert "Remove-Item Env:REF_COMPLETE, Env:REF_COMPLETE_LINE" in code


def test_where_profiles_are_blocked_they_stay_so(ref: Ref) -> None:
    talk = ref("completion powershell").stderr

    assert "Where profiles are blocked, leave that as it is" in talk
    assert "ExecutionPolicy" not in talk


def test_an_old_bash_understands_the_script() -> None:
    newer = ("mapfile", "readarray", "declare -A", "local -A", "${line@", "&>>")

    assert [word for word in newer if word in shell_script(Shell.BASH)] == []


def test_another_shell_is_refused(ref: Ref) -> None:
    assert "SHELL: 'csh' is not one of bash, zsh" in ref("completion csh", exit_code=2).stderr


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_nothing_installs_itself_any_more(ref: Ref, option: str) -> None:
    assert "There is no option" in ref(option, exit_code=2).stderr
