"""Whether a line can be read, as far as that is known without running it."""

from collections.abc import Sequence
from typing import Any

import typer

from refcli.errors import RefError
from refcli.front.walking import command_called, find_command, part_globals

HELP = "--help"
PLAIN = "plain"  # of a group: its command that needs no word


def find_sound_line(root: Any, line: Sequence[str]) -> Sequence[str]:  # noqa: ANN401
    """The words of a line, or the help of its command where they cannot be read."""
    if can_be_read(root, line):
        return line
    _, rest = part_globals(root, line)
    _, behind = find_command(root, rest)
    return [*rest[: len(rest) - len(behind)], HELP]


def can_be_read(root: Any, words: Sequence[str]) -> bool:  # noqa: ANN401
    """Whether a line has all that its command wants, and no more.

    A group is not asked to read nothing: it would print its own help.
    """
    if HELP in words:
        return True
    _, rest = part_globals(root, words)
    command, behind = find_command(root, rest)
    if behind and hasattr(command, PLAIN):
        command = command_called(command, getattr(command, PLAIN))
    elif command is root or (hasattr(command, "commands") and not command.invoke_without_command):
        return False
    try:
        command.make_context(command.name, behind)
    except (typer.TyperException, RefError):
        return False
    return True
