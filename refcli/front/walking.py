"""Where the options of ``ref`` itself stand in a typed line, and which command it calls."""

from collections.abc import Sequence
from typing import Any

from refcli.lines import STOP


def part_globals(root: Any, words: Sequence[str]) -> tuple[list[str], list[str]]:  # noqa: ANN401
    """The options of ``ref`` itself, wherever they stand, and the other words.

    An option that the command has too is its own: ``visit chen --by Jo``. One without its value
    stays where it is.
    """
    known = options_by_name(root)
    lead, rest, command, at = list[str](), list[str](), root, 0
    while at < len(words) and words[at] != STOP:
        if command is not root and not names_in(words[at:]) & known.keys():
            break
        own = {} if command in {None, root} else options_by_name(command)
        size = length_of({**known, **own}, words[at])
        is_global = words[at].partition("=")[0] in known.keys() - own.keys()
        (lead if is_global and at + size <= len(words) else rest).extend(words[at : at + size])
        if not words[at].startswith("-"):
            command = command_called(command, words[at])
        at += size
    return lead, [*rest, *words[at:]]


def length_of(options: dict[str, Any], word: str) -> int:
    """How many words an option and its value are; 1 for all else."""
    option = options.get(word.partition("=")[0])
    return 1 if option is None or option.is_flag or "=" in word else 2


def names_in(words: Sequence[str]) -> set[str]:
    """The words without what stands behind ``=``."""
    return {word.partition("=")[0] for word in words}


def options_by_name(command: Any) -> dict[str, Any]:  # noqa: ANN401
    """The options of a command, help left out, by all their names."""
    return {
        name: one
        for one in command.params
        if one.param_type_name == "option"
        for name in (*one.opts, *one.secondary_opts)
    }


def command_called(command: Any, word: str) -> Any:  # noqa: ANN401
    """The command of a group that a word names, else the same; None for one that is not known."""
    commands = getattr(command, "commands", None)
    if not commands:
        return command
    found = commands.get(word)
    return found.load() if hasattr(found, "load") else found


def find_command(root: Any, words: Sequence[str]) -> tuple[Any, list[str]]:  # noqa: ANN401
    """The command that words call, and the words behind its name; a group where they name none.

    Words of ``ref`` itself have been parted before.
    """
    command, at = root, 0
    while at < len(words) and getattr(command, "commands", None):
        found = command_called(command, words[at])
        if found is None:
            break
        command, at = found, at + 1
    return command, list(words[at:])
