"""A text in the person's own editor; what was typed is never lost."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from refcli.env import Env
from refcli.errors import RefusedError

USUAL = ("editor", "nano", "vim", "vi")


def draft(text: str, name: str) -> Path:
    """A file with the text, in a new folder that nobody but its owner may open."""
    path = Path(tempfile.mkdtemp(prefix="ref-")) / name
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    return path


def edit(env: Env, path: Path, instead: str) -> None:
    """Let the person edit a file; ``instead`` is what to type where there is no editor."""
    command = find_editor(env)
    if not command:
        raise RefusedError(
            f"No editor is known, and nothing was changed. Set EDITOR, or type: {instead}"
        )
    try:
        done = subprocess.run([*command, str(path)], check=False)  # noqa: S603  (the user's own)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise RefusedError(
            f"The editor {command[0]} did not start ({why}), and nothing was changed."
            f" Set EDITOR, or type: {instead}"
        ) from None
    if done.returncode:
        raise RefusedError(f"The editor {command[0]} ended with a failure ({done.returncode}).")


def find_editor(env: Env) -> list[str]:
    """The person's editor as a command: $VISUAL, $EDITOR, or in a terminal what is there."""
    if typed := os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip():
        return split_command(typed)
    if not env.interactive:
        return []
    if sys.platform == "win32":
        return ["notepad"]
    return next(([found] for name in USUAL if (found := shutil.which(name))), [])


def split_command(command: str) -> list[str]:
    """A command in its words; a path with blanks in it is one."""
    if Path(command).exists():
        return [command]
    windows = sys.platform == "win32"  # where a backslash is part of a path
    try:
        parts = shlex.split(command, posix=not windows)
    except ValueError:
        raise RefusedError(f"EDITOR is no command: {command}") from None
    return [part.strip('"') for part in parts] if windows else parts


def drop(path: Path) -> None:
    """Take a draft away with its folder and what the editor left there."""
    shutil.rmtree(path.parent, ignore_errors=True)
