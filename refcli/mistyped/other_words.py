"""What is answered to a word that is no command: what it is called here, and the line to type."""

from collections.abc import Sequence
from difflib import get_close_matches

from refcli.core.typed_words import (
    NOTHING_IS_DELETED,
    OTHER_COMMAND,
    STOP_INSTEAD,
    STOP_VERBS,
    STOPPING,
)
from refcli.examples import EXAMPLES
from refcli.front.understanding import LEAVES
from refcli.lines import command_line, quote_word

NEAR = 0.65  # how like a command a word has to be to be taken for a slip of it


def answer_unknown(group: str, lead: Sequence[str], words: Sequence[str]) -> str:
    """What is said of a word that no command of a group has, the first of ``words``.

    ``lead`` are the options of ``ref`` itself that were typed before.
    """
    wrong, rest = words[0], list(words[1:])
    said = f"There is no command {wrong}."
    known = LEAVES.get(group, {name.split()[0] for name in EXAMPLES})
    near = get_close_matches(wrong.lower(), sorted(known), 1, NEAR)
    if near and (group or wrong.lower() not in OTHER_COMMAND):
        line = command_line([*lead, *group.split(), near[0], *rest])
        return f"{said} Did you mean {near[0]}? Type: {line}"
    found = answer_in_group(group, wrong, rest) if group else answer_at_front(wrong, rest)
    return f"{said} {put_before(lead, found)}"


def answer_at_front(wrong: str, rest: Sequence[str]) -> str:
    """What a first word that is no command is called here; else how to look for a name."""
    if found := OTHER_COMMAND.get(wrong.lower()):
        return f"{found[0]} Type: {fill_line(found[1], rest)}"
    inner = [name for name in EXAMPLES if name.endswith(f" {wrong.lower()}")]
    if len(inner) == 1:
        line = command_line([*inner[0].split(), *rest]) if rest else EXAMPLES[inner[0]]
        return f"It belongs to {inner[0].split()[0]}. Type: {line}"
    if inner:
        groups = ", ".join(f"ref {name}" for name in inner)
        return f"These there are: {groups}. Type: {command_line([*inner[0].split(), *rest])}"
    looked_for = " ".join([wrong, *(word for word in rest if not word.startswith("-"))])
    return f"All commands: ref --help. Somebody's name? Type: {command_line(['find', looked_for])}"


def answer_in_group(group: str, wrong: str, rest: Sequence[str]) -> str:
    """What a second word that is no command is called in this group; else where all are listed."""
    known = LEAVES[group]
    if wrong.lower() in STOP_VERBS:
        if meant := next((one for one in STOPPING if one in known), None):
            stop = EXAMPLES[f"{group} {meant}"]
            options = stop.partition(" --")[1] + stop.partition(" --")[2]
            line = f"{command_line([group, meant, *rest])}{options}" if rest else stop
            return f"{NOTHING_IS_DELETED} Type: {line}"
        if instead := STOP_INSTEAD.get(group):
            return f"{NOTHING_IS_DELETED} Type: {fill_line(instead, rest)}"
    if "show" in known and not wrong.startswith("-"):
        return (
            f"Its commands: ref {group} --help. If it is a name, it is shown so. Type:"
            f" {command_line([group, 'show', ' '.join([wrong, *rest])])}"
        )
    return f"See: ref {group} --help"


def fill_line(line: str, rest: Sequence[str]) -> str:
    """The line with the words that were typed where they belong, behind it where nowhere else.

    Without any it is the example of its command, or the command alone.
    """
    name = max((one for one in EXAMPLES if f"{line} ".startswith(f"{one} ")), key=len)
    free = [word for word in rest if not word.startswith("-")]
    if "{}" not in line:
        return f"ref {line}"
    if not free:
        return EXAMPLES[name]
    return f"ref {line.format(quote_word(' '.join(free)))}"


def put_before(lead: Sequence[str], answer: str) -> str:
    """The answer, its line to type with the options of ``ref`` itself that were typed."""
    if not lead:
        return answer
    start, _, line = answer.rpartition(": ref ")
    return f"{start}: {command_line([*lead])} {line}" if start else answer
