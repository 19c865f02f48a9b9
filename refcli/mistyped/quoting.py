"""Mistyped command lines, with the quotes that their words need."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from refcli.lines import STOP

DAYS = frozenset({"DATE", "WHEN", "DAY", "HOUR"})  # of parameters of time
FIGURES = frozenset(  # and those that take no text either
    {"MONEY", "MONTH", "N", "NUMBER", "WA", "98101", "XX", "STATE", "ZIP", "HEX", "RULE", "office"}
)
OF_A_DAY = re.compile(
    r"[0-9][\w/:,.-]*|ago|days?|weeks?|months?|last|next|at|noon|[ap]m"
    r"|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,?",
    re.IGNORECASE,
)


def with_quotes(command: Any, words: list[str], depth: int) -> list[str] | None:  # noqa: ANN401
    """The words of the line, those that belong together as one; None where that does not help.

    Words after an option that takes a text belong to it; of the others the first argument that
    is a text takes what is too much. A bare ``from`` is taken for ``--from``, but not where it is
    the value of an option: ``--kind office``.
    """
    start = begin_quote(command, words, depth)
    options = {
        opt: one
        for one in command.params
        if one.param_type_name == "option"
        for opt in (*one.opts, *one.secondary_opts)
    }
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    free, rest = part_words(words[start:], options)
    surplus = len(free) - len(arguments)
    if surplus > 0:
        at = next((n for n, one in enumerate(arguments) if takes_text(one)), None)
        if at is None:
            return None
        apart = free[at : at + surplus + 1]
        if any(" " in word for word in apart):  # it was typed in quotes
            return None
        free[at : at + surplus + 1] = [" ".join(apart)]
        if not all(may_be(one, word) for one, word in zip(arguments, free, strict=False)):
            return None
    joined = len(free) + len(rest) < len(words) - start
    return [*words[:start], *free, *rest] if joined else None


def options_first(command: Any, words: list[str]) -> list[str] | None:  # noqa: ANN401
    """The line with the options that stand behind ``--``, where they are none, before it.

    None where there are none: ``ref source add --kind office -- -x``.
    """
    at = words.index(STOP) if STOP in words else len(words)
    known = {opt: one for one in command.params for opt in one.opts}
    front, names, rest = words[:at], list[str](), words[at + 1 :]
    while rest:
        word = rest.pop(0)
        option = known.get(word.partition("=")[0]) if word.startswith("--") else None
        (front if option else names).append(word)
        if option and "=" not in word and not option.is_flag and rest:
            front.append(rest.pop(0))
    return [*front, STOP, *names] if len(front) > at else None


def begin_quote(command: Any, words: list[str], depth: int) -> int:  # noqa: ANN401
    """Where the words after the command's own name begin; global options stand before it."""
    named = [n for n, word in enumerate(words) if word == command.name]
    return named[0] + 1 if named else depth


def part_words(words: list[str], options: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The words of no option, and the options each with its value as one word."""
    free: list[str] = []
    rest: list[str] = []
    value: list[str] | None = None
    for word in words:
        option = word if word in options else f"--{word}"
        bare = value != [] and option in options and goes_on(options[option], "1")
        if bare or (word.startswith("-") and option in options):
            rest += close_quote(value)
            rest.append(option)
            value = None if options[option].is_flag else []
        elif value is None or (value and not goes_on(options[rest[-1]], word)):
            free.append(word)
        else:
            value.append(word)
    return free, [*rest, *close_quote(value)]


def close_quote(value: list[str] | None) -> list[str]:
    """The words of a value as one."""
    return [" ".join(value)] if value else []


def takes_text(param: Any) -> bool:  # noqa: ANN401
    """Whether a parameter takes any text, so that several words may be meant for it."""
    descriptor = param.type_descriptor
    reads = descriptor.annotation not in (str, list[str]) or descriptor.parameter_info.parser
    return not reads and str(param.metavar) not in {*DAYS, *FIGURES}


def goes_on(param: Any, word: str) -> bool:  # noqa: ANN401
    """Whether a further word may be meant for an option: any for a text, ``ago`` for a day."""
    return takes_text(param) or (str(param.metavar) in DAYS and bool(OF_A_DAY.fullmatch(word)))


def may_be(param: Any, word: str) -> bool:  # noqa: ANN401
    """Whether a word may be what an argument takes: where a day or a sum is wanted, a figure."""
    wants_figure = str(param.metavar) in {*DAYS, "MONEY", "MONTH", "N", "NUMBER"}
    return not wants_figure or any(char.isdigit() for char in word)


def put_last(
    words: Sequence[str], command: str, typed: str, choices: Collection[str]
) -> list[str] | None:
    """The line with the one word of a list behind what stands in its place, if there is one.

    Example: ``referral status 2 seen`` for ``referral status seen 2``, where ``2`` is typed.
    """
    begin = words.index(command) + 1
    if typed not in words[begin:]:
        return None
    end = words.index(typed, begin)
    found = [at for at in range(begin, end) if words[at].lower() in choices]
    if len(found) != 1:
        return None
    rest = [*words[: found[0]], *words[found[0] + 1 : end + 1]]
    return [*rest, words[found[0]].lower(), *words[end + 1 :]]
