"""A line to type behind every refusal of what was typed, where its sentence names none itself."""

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import typer

from refcli.errors import RefError
from refcli.examples import EXAMPLES
from refcli.front.walking import find_command, length_of, options_by_name, part_globals
from refcli.lines import STOP, command_line

HELP = "--help"
COMMAND_NAMES = "|".join(sorted({name.split()[0] for name in EXAMPLES}, key=len, reverse=True))
LINE = re.compile(
    rf'\bref (?:--[a-z-]+ (?:"[^"]*"|\S+) )*(?:--help|--version|(?:{COMMAND_NAMES})\b)'
)
LEFT_OUT = re.compile(r"(?:eave out|ithout|ither [^.]*? or|oes with) (?P<rest>[^.]*)")
ONLY_OPTION = re.compile(r' Type:? --(?:"[^"]*"|[^."])*\.?$')  # the line says it whole
SAID_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?=\.?$)")  # that is meant, at the end
NAMED = re.compile(r"(?<!\S)--[a-z][a-z-]+")
SAMPLES = {  # what is typed for a parameter of this name in the help, where no example has it
    "DATE": "today",
    "DAY": "next monday",  # one that is to come
    "WHEN": "friday",
    "MONEY": "45",
    "MONTH": "2026-10",
    "ADDRESS": "office@lakeside.example",
    "WAY": "fax",
    "98101": "98101",
    "WA": "WA",
}
SAMPLES_OF = {  # the same, by the option
    "--db": "ref.db",
    "--as-of": "2026-11-01",
    "--npi": "1234567893",
    "--phone": "206-555-0142",
    "--fax": "206-555-0142",
    "--rollup": "office",
    "--radius": "10",
    "--near": "98101",
    "--zip": "98101",
    "--state": "WA",
    "--dhs": "no",
    "--specialty": "dentist",
}


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A value on a command line: at which word it begins and ends, for what, and what it says.

    ``option`` is empty for an argument. ``sample`` is what could stand there instead.
    """

    at: int
    end: int
    option: str
    value: str
    sample: str


def add_line(root: Any, words: Sequence[str], said: str) -> str:  # noqa: ANN401
    """The sentence with a line to type: the typed one set right where it can be, else an example.

    ``'soon' is no date.`` becomes ``'soon' is no date. Type: ref due --as-of 2026-11-01``.
    """
    if LINE.search(said):
        return said
    lead, rest = part_globals(root, words)
    command, behind = find_command(root, rest)
    name = rest[: len(rest) - len(behind)]
    example = shlex.split(EXAMPLES.get(" ".join(name), command_line([*name, "--help"])))[1:]
    if (right := mend_words(root, [], lead, said)) is not None:
        lead, behind = right, behind if name else example
    else:
        own = example[len(name) :]
        right = mend_words(command, own, behind, said)
        behind = right or with_options_told(command, behind, said) or own
    said = ONLY_OPTION.sub("", said)
    stop = "" if said.rstrip().endswith((".", "?", "!", ":")) else "."
    begin = "For example" if re.search(r"\bType\b", said) else "Type"
    return f"{said}{stop} {begin}: {command_line([*lead, *name, *behind])}"


def with_sound_line(root: Any, said: str, example: str) -> str:  # noqa: ANN401
    """The sentence, its last line to type replaced by an example where that cannot be read."""
    start, begin, line = said.rpartition("Type: ref ")
    words = shlex.split(line) if begin else []
    if not begin or can_be_read(root, words):
        return said
    _, rest = part_globals(root, words)
    _, behind = find_command(root, rest)
    own = EXAMPLES.get(" ".join(rest[: len(rest) - len(behind)])) if not behind else None
    return f"{start}Type: {own or example}"


def can_be_read(root: Any, words: Sequence[str]) -> bool:  # noqa: ANN401
    """Whether a command line has all that its command wants, and no more."""
    if HELP in words:
        return True
    _, rest = part_globals(root, words)
    command, behind = find_command(root, rest)
    if command is root:
        return False
    try:
        command.make_context(command.name, behind)
    except (typer.TyperException, RefError):
        return False
    return True


def mend_words(
    command: Any,  # noqa: ANN401
    example: Sequence[str],
    words: Sequence[str],
    said: str,
) -> list[str] | None:
    """The words behind a command's name with what a sentence finds wrong set right, or None."""
    samples = {one.option or n: one.value for n, one in enumerate(values_in(command, example, {}))}
    typed = list(values_in(command, words, samples))
    if wrong := next((one for one in typed if is_about(said, one)), None):
        day = SAID_DAY.search(said)
        right = day[0] if day else wrong.sample
        return replace_value(words, wrong, right) if right else None
    if found := LEFT_OUT.search(said):
        of_it = said if found["rest"].startswith("it") else found["rest"].partition(" or ")[0]
        which = NAMED.findall(of_it)[: 1 if of_it is said else None]
        return without_options(command, words, set(which))
    return None


def values_in(
    command: Any,  # noqa: ANN401
    words: Sequence[str],
    samples: dict[Any, str],
) -> Iterator[TypedValue]:
    """The values on a command line, each with the sample for its place."""
    options, arguments, at = options_by_name(command), 0, 0
    free = [one for one in command.params if one.param_type_name == "argument"]
    while at < len(words):
        name, equals, value = words[at].partition("=")
        size = length_of(options, words[at])
        if name in options and (equals or size > 1):
            if equals or at + 1 < len(words):
                sample = samples.get(name) or sample_for(options[name], name)
                yield TypedValue(at, at + size, name, value if equals else words[at + 1], sample)
        elif name not in options and words[at] != STOP and free:
            param = free[min(arguments, len(free) - 1)]
            sample = samples.get(arguments) or sample_for(param, "")
            yield TypedValue(at, at + 1, "", words[at], sample)
            arguments += 1
        at += size


def with_options_told(command: Any, words: Sequence[str], said: str) -> list[str] | None:  # noqa: ANN401
    """The words with the options that a sentence says to type, each instead of its own like.

    None where it says none, or one that the command has not.
    """
    found = ONLY_OPTION.search(said)
    told = found[0].rstrip(".").partition(" or ")[0] if found else ""
    names = set(NAMED.findall(told))
    if not names or names - {*options_by_name(command)}:
        return None
    kept = without_options(command, words, names)
    return [*(words if kept is None else kept), *shlex.split(told)[1:]]


def sample_for(param: Any, option: str) -> str:  # noqa: ANN401
    """What could be typed for a parameter; empty where nothing is known."""
    return SAMPLES_OF.get(option) or SAMPLES.get(str(param.metavar), "")


def is_about(said: str, typed: TypedValue) -> bool:
    """Whether a sentence quotes a value, or the beginning of a long one."""
    begin = typed.value[:10]
    return bool(begin.strip()) and any(f"{mark}{begin}" in said for mark in "'\"")


def replace_value(words: Sequence[str], wrong: TypedValue, right: str) -> list[str]:
    """The words with another value in the place of a wrong one."""
    part = [wrong.option, right] if wrong.option else [right]
    return [*words[: wrong.at], *part, *words[wrong.end :]]


def without_options(command: Any, words: Sequence[str], names: set[str]) -> list[str] | None:  # noqa: ANN401
    """The words without some options and their values; None where none of them is there."""
    options, kept, at = options_by_name(command), list[str](), 0
    while at < len(words):
        size = length_of(options, words[at])
        if words[at].partition("=")[0] not in names:
            kept += words[at : at + size]
        at += size
    return kept if len(kept) < len(words) else None
