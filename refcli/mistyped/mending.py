"""A line to type behind every refusal of what was typed, where its sentence names none itself.

What is wrong is never looked for in the sentence: the error says it. Where it does not, or where
two values of the line are the same, the help of the command is named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from reprlib import repr as short
from typing import Any

from refcli.core.values.clock_hours import is_day, split_hour
from refcli.core.values.date_text import DateError, DoubtfulDayError
from refcli.core.values.money import MoneyError, read_cents
from refcli.errors import UsageError
from refcli.examples import EXAMPLES
from refcli.front.walking import (
    command_called,
    find_command,
    length_of,
    options_by_name,
    part_globals,
)
from refcli.lines import STOP, command_line
from refcli.mistyped.reading import HELP, PLAIN, can_be_read
from refcli.mistyped.samples import find_right

COMMAND_NAMES = "|".join(sorted({name.split()[0] for name in EXAMPLES}, key=len, reverse=True))
LINE = re.compile(
    rf'\bref (?:--[a-z-]+ (?:"[^"]*"|\S+) )*(?:--help|--version|(?:{COMMAND_NAMES})\b)'
)


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A value on a command line: at which word it begins and ends, for what, and what it says.

    ``option`` is empty for an argument, ``metavar`` what the help calls it. ``sample`` is what
    could stand there instead; empty where nothing is known.
    """

    at: int
    end: int
    option: str
    value: str
    metavar: str
    sample: str


@dataclass(frozen=True, slots=True)
class LineParts:
    """A typed line: the options of ``ref`` itself, the command with its name, and what is behind.

    ``whole``: the name of the command, also where its last word need not be typed: issue add.
    """

    root: Any
    lead: list[str]
    command: Any
    name: list[str]
    behind: list[str]
    whole: str


def add_line(root: Any, words: Sequence[str], error: UsageError) -> str:  # noqa: ANN401
    """The sentence with a line to type: the typed one set right where it can be, else its help.

    ``'soon' is no date.`` becomes ``'soon' is no date. For example: ref due --as-of yesterday``.
    """
    said = str(error)
    if names_line(said, [*words, error.wrong]):
        return said
    typed = take_apart(root, words)
    line = mend_line(typed, error)
    if not line or not can_be_read(root, line) or not has_sound_values(root, line):
        line = [*typed.name, HELP]
    sampled = re.search(r"\bType\b", said) or (error.wrong and not error.right)
    begin = "See" if HELP in line else "For example" if sampled else "Type"
    stop = "" if said.rstrip().endswith((".", "?", "!", ":")) else "."
    return f"{said}{stop} {begin}: {command_line(line)}"


def names_line(said: str, words: Sequence[str]) -> bool:
    """Whether a sentence holds a line to type, apart from words that only look like one."""
    for word in {part for whole in words for part in (whole, whole.partition("=")[2])}:
        if LINE.search(word):
            for form in (repr(word), short(word), word):
                said = said.replace(form, "")
    return bool(LINE.search(said))


def take_apart(root: Any, words: Sequence[str]) -> LineParts:  # noqa: ANN401
    """The parts of a typed line."""
    lead, rest = part_globals(root, words)
    command, behind = find_command(root, rest)
    name = rest[: len(rest) - len(behind)]
    whole = " ".join(name)
    if behind and hasattr(command, PLAIN):
        plain = getattr(command, PLAIN)
        command, whole = command_called(command, plain), f"{whole} {plain}"
    return LineParts(root, lead, command, name, behind, whole)


def mend_line(typed: LineParts, error: UsageError) -> list[str] | None:
    """The typed line without what an error finds wrong in it; None where that cannot be told."""
    front = [*values_in(typed.root, typed.lead)]
    back = [*values_in(typed.command, typed.behind, typed.whole)]
    if wrong := find_wrong([*front, *back], error):
        doubtful = isinstance(error, DoubtfulDayError)  # its year may be another one
        right = "" if doubtful else error.right or wrong.sample
        if not right or right == wrong.value:
            return None
        if any(one is wrong for one in front):
            lead = replace_value(typed.lead, wrong, right)
            return [*lead, *typed.name, *(typed.behind if typed.name else [HELP])]
        line = replace_value(typed.behind, wrong, right)
        return [*typed.lead, *typed.name, *with_options(line, error.add)]
    behind = without_options(
        typed.command,
        typed.behind,
        {*error.drop, *(word for word in error.add if word.startswith("--"))},
    )
    if error.add:
        kept = typed.behind if behind is None else behind
        return [*typed.lead, *typed.name, *with_options(kept, error.add)]
    return [*typed.lead, *typed.name, *behind] if behind is not None else None


def has_sound_values(root: Any, line: Sequence[str]) -> bool:  # noqa: ANN401
    """Whether each day and each sum of a line can be read, as far as its words alone tell."""
    typed = take_apart(root, line)
    values = [
        *values_in(typed.root, typed.lead),
        *values_in(typed.command, typed.behind),
    ]
    return all(READERS[one.metavar](one.value) for one in values if one.metavar in READERS)


def may_be_day(text: str) -> bool:
    """Whether a text is a day with or without its hour, whenever that is."""
    try:
        return is_day(split_hour(text).day)
    except DateError as error:
        return bool(error.right)


def is_sum(text: str) -> bool:
    """Whether a text is an amount of money."""
    try:
        read_cents(text)
    except MoneyError:
        return False
    return True


READERS = {"DATE": may_be_day, "WHEN": may_be_day, "MONEY": is_sum}


def find_wrong(values: Sequence[TypedValue], error: UsageError) -> TypedValue | None:
    """The value that an error is about: the one that is the same, whole; None for two of them."""
    wrong = error.wrong.strip()
    same = [one for one in values if wrong and one.value.strip() == wrong]
    sort = [one for one in same if one.metavar in error.takes]
    free = [one for one in same if not (error.takes and one.option)]
    found = sort or free
    return found[0] if len(found) == 1 else None


def values_in(
    command: Any,  # noqa: ANN401
    words: Sequence[str],
    whole: str = "",
) -> Iterator[TypedValue]:
    """The values on a command line, each with what could stand there; ``whole``: its name."""
    options, arguments, at = options_by_name(command), 0, 0
    free = [one for one in command.params if one.param_type_name == "argument"]
    stop = words.index(STOP) if STOP in words else len(words)
    while at < len(words):
        name, equals, value = words[at].partition("=")
        known = options if at < stop else {}
        size = length_of(known, words[at])
        if name in known and (equals or size > 1):
            if equals or at + 1 < len(words):
                sample = find_right(whole, options[name], name)
                text = value if equals else words[at + 1]
                yield TypedValue(at, at + size, name, text, str(options[name].metavar), sample)
        elif name not in known and at != stop and free:
            param = free[min(arguments, len(free) - 1)]
            sample = find_right(whole, param)
            yield TypedValue(at, at + 1, "", words[at], str(param.metavar), sample)
            arguments += 1
        at += size


def replace_value(words: Sequence[str], wrong: TypedValue, right: str) -> list[str]:
    """The words with another value in the place of a wrong one."""
    part = [wrong.option, right] if wrong.option else [right]
    return [*words[: wrong.at], *part, *words[wrong.end :]]


def with_options(words: Sequence[str], options: Sequence[str]) -> list[str]:
    """The words with options more, before a ``--``."""
    at = words.index(STOP) if STOP in words else len(words)
    return [*words[:at], *options, *words[at:]]


def without_options(command: Any, words: Sequence[str], names: set[str]) -> list[str] | None:  # noqa: ANN401
    """The words without some options and their values; None where none of them is there."""
    options, kept, at = options_by_name(command), list[str](), 0
    stop = words.index(STOP) if STOP in words else len(words)
    while at < len(words):
        size = length_of(options, words[at]) if at < stop else 1
        if at >= stop or words[at].partition("=")[0] not in names:
            kept += words[at : at + size]
        at += size
    return kept if len(kept) < len(words) else None
