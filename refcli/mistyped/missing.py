"""What is missing on a command line: the words that were typed, and what may stand there."""

from collections.abc import Iterator, Sequence
from typing import Any

from refcli.core.values.clock_hours import is_day, split_hour
from refcli.core.values.date_text import DateError
from refcli.examples import EXAMPLES, LISTS
from refcli.lines import STOP
from refcli.mistyped.advice import LineAdvice, words_of
from refcli.mistyped.mending import is_sum, may_be_day, with_options
from refcli.mistyped.quoting import options_first, with_quotes
from refcli.mistyped.reading import can_be_read
from refcli.mistyped.samples import find_sample, words_of_set
from refcli.mistyped.slip import Slip

BEFORE = f"Options go before the {STOP}."
EXAMPLE = "For example"
BEHIND = ("--on", "--value", "--source")  # options whose value is typed without them


def missing_text(slip: Slip) -> LineAdvice:
    """An option or argument that has to be there."""
    param = slip.error.param
    if slip.command == "snooze" and slip.put_off:
        return LineAdvice("The day stands behind --until.", slip.put_off)
    if line := stands_behind_stop(slip):
        return LineAdvice(BEFORE, line)
    last = last_one_missing(slip)
    said = f"Missing {name_of(last or param)}."
    if line := say_behind_option(slip):
        return LineAdvice(said, line)
    if line := fill_last(slip, last) if last else fill_missing(slip):
        return LineAdvice(said, line, EXAMPLE)
    first = [one for one in slip.params if one.param_type_name == "argument"][:1]
    listed = slip.command in LISTS and not last and first and first[0].name == param.name
    page = words_of(LISTS[slip.command]) if listed else slip.help_page
    return LineAdvice(said, page, "See")


def stands_behind_stop(slip: Slip) -> list[str] | None:
    """The line with an option before the ``--`` behind which it was typed; None for none there."""
    line = options_first(slip.error.ctx.command, slip.words)
    typed = {word.partition("=")[0] for word in slip.words}
    return line if line and {*slip.error.param.opts} & typed else None


def fill_missing(slip: Slip) -> list[str] | None:
    """The typed line with a sample for all that is missing; None where one would be a name."""
    example = words_of(EXAMPLES.get(slip.command, ""))[len(slip.command.split()) :]
    if not slip.behind and example[:1] != ["-o"]:  # somebody has to be named, too
        return None
    words = options_first(slip.error.ctx.command, slip.words) or slip.words
    known = {word.partition("=")[0] for word in words}
    arguments = [one for one in slip.params if one.param_type_name == "argument"]
    if slip.error.param.name in [one.name for one in arguments[: len(slip.free)]]:
        return None  # what was typed stands for another one
    for one in arguments[len(slip.free) :]:
        value = find_sample(slip.command, one) if one.required else ""
        if one.required and not value:
            return None
        at = end_of_arguments(slip.with_words(words))
        words = [*words[:at], value, *words[at:]] if value else words
    for one in slip.params:
        if one.required and one.param_type_name == "option" and not {*one.opts} & known:
            sample = next(filter(None, map(slip.sample, one.opts[::-1])), None)
            if not sample:
                return None
            words = with_options(words, sample)
    return list(words)


def fill_last(slip: Slip, last: Any) -> list[str] | None:  # noqa: ANN401
    """The typed line with a sample for its last argument; None where that would be a name."""
    at, value = end_of_arguments(slip), find_sample(slip.command, last)
    return [*slip.words[:at], value, *slip.words[at:]] if value else None


def say_behind_option(slip: Slip) -> list[str] | None:
    """The line with the words that are too much behind the option of which they are the value.

    Example: ``event add fair --on 12/8`` for ``event add fair 12/8``.
    """
    arguments = [one for one in slip.params if one.param_type_name == "argument"]
    surplus = len(slip.free) - len(arguments)
    if surplus < 1 or any(one.nargs != 1 for one in arguments):
        return None
    begin = len(slip.words) - len(slip.behind)
    for many in range(surplus, 0, -1):
        mine = slip.free[-many:]
        if [one.at for one in mine] != [*range(mine[0].at, mine[-1].end)]:
            continue
        value = " ".join(one.value for one in mine)
        rest = [*slip.words[: begin + mine[0].at], *slip.words[begin + mine[-1].end :]]
        for option in options_for(slip, value, many):
            line = with_options(rest, [option, value])
            depth = len(slip.command.split())
            quoted = with_quotes(slip.error.ctx.command, line, depth) if many < surplus else line
            if quoted and can_be_read(slip.root, quoted):
                return quoted
    return None


def options_for(slip: Slip, value: str, many: int) -> Iterator[str]:
    """The options that may take a value which was typed without one: a day, a sum, a source."""
    typed = {word.partition("=")[0] for word in slip.words}
    for one in slip.params:
        names = [name for name in one.opts if name.startswith("--")]
        if one.param_type_name != "option" or {*one.opts} & typed or not names:
            continue
        if not (one.required or names[0] in BEHIND):
            continue
        metavar = str(one.metavar)
        day = metavar in {"DATE", "WHEN"} and is_plain_day(value)
        money = metavar == "MONEY" and is_sum(value)
        if day or money or (names[0] == "--source" and many == 1):
            yield names[0]


def is_plain_day(text: str) -> bool:
    """Whether a text is a day, or one whose year has to be asked."""
    try:
        return is_day(split_hour(text).day)
    except DateError:
        return may_be_day(text)


def end_of_arguments(slip: Slip) -> int:
    """Where the options begin that stand behind the arguments."""
    begin = slip.words.index(slip.command.split()[-1]) + 1
    rest = slip.words[begin:]
    return begin + next((n for n, word in enumerate(rest) if word.startswith("-")), len(rest))


def last_one_missing(slip: Slip) -> Any:  # noqa: ANN401
    """The last argument, where what was typed stands for the several that come before it.

    Of ``ref referral status lopez`` the status is missing, not the patient; of ``ref referral
    status seen`` it is the patient.
    """
    typed = slip.words[end_of_arguments(slip) - 1 :][:1]
    typed = [] if typed == slip.command.split()[-1:] else typed
    last = [one for one in slip.params if one.param_type_name == "argument"][-1:]
    if slip.error.param.nargs == 1 or not typed or last == [slip.error.param]:
        return None
    return last[0] if last and typed[0].lower() not in words_of_set(last[0]) else None


def name_of(param: Any) -> str:  # noqa: ANN401
    """How a person knows a parameter: by its option, or by what the help calls it."""
    if param.param_type_name == "option":
        return str(max(param.opts, key=len))
    return tidy_metavar(str(param.metavar or param.name.upper()))


def tidy_metavar(metavar: str) -> str:
    """What the help calls an argument, without its dots; brackets only where they are whole.

    >>> tidy_metavar("KEY..."), tidy_metavar("[DAY]"), tidy_metavar("[SOURCE] NAME [DAY]")
    ('KEY', 'DAY', '[SOURCE] NAME [DAY]')
    """
    plain = metavar.rstrip(".")
    inner = plain.removeprefix("[").removesuffix("]")
    return inner if not {"[", "]"} & {*inner} else plain


def numbers_shown_where(slip: Slip) -> str:
    """Where the numbers are shown that the command takes."""
    return f" See: {LISTS[slip.command]}." if slip.command in LISTS else ""


def drop_words(words: Sequence[str], extra: Sequence[str]) -> list[str] | None:
    """The line without the words that stand at the end of its arguments; None if they are apart."""
    many = len(extra)
    ends = [n for n in range(len(words) - many + 1) if [*words[n : n + many]] == [*extra]]
    return [*words[: ends[-1]], *words[ends[-1] + many :]] if ends and many else None
