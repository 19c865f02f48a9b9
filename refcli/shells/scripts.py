"""The script that each shell runs, and how it comes to run it. Nothing is installed by itself."""

from collections.abc import Mapping
from importlib.resources import files

from refcli.shells.line import Shell

FILES: Mapping[Shell, str] = {
    Shell.BASH: "ref.bash",
    Shell.ZSH: "ref.zsh",
    Shell.FISH: "ref.fish",
    Shell.POWERSHELL: "ref.ps1",
}
ADVICE: Mapping[Shell, str] = {
    Shell.BASH: (
        "Nothing was changed. To complete words in every new bash, add this line to ~/.bashrc"
        " (on a Mac: ~/.bash_profile):\n"
        'eval "$(ref completion bash 2>/dev/null)"'
    ),
    Shell.ZSH: (
        "Nothing was changed. To complete words in every new zsh, add this line at the end of"
        " ~/.zshrc:\n"
        'eval "$(ref completion zsh 2>/dev/null)"'
    ),
    Shell.FISH: (
        "Nothing was changed. To complete words in every new fish, add this line to"
        " ~/.config/fish/config.fish:\n"
        "ref completion fish 2>/dev/null | source"
    ),
    Shell.POWERSHELL: (
        "Nothing was changed. To complete words in every new PowerShell, add this line to your"
        " profile (notepad $PROFILE opens it):\n"
        "ref completion powershell 2>$null | Out-String | Invoke-Expression\n"
        "Where profiles are blocked, leave that as it is: type the line once in each new window."
    ),
}


def shell_script(shell: Shell) -> str:
    """The script of a shell, in plain ASCII."""
    return (files("refcli.shells") / FILES[shell]).read_text(encoding="ascii")
