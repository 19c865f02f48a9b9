"""A command line that Typer cannot read, told in our words, with a line to type instead.

The kinds of usage errors are Typer's own, so they are known by the names of their classes.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from refcli.core.sources.kind_words import find_kinds
from refcli.core.typed_words import OTHER_OPTION
from refcli.core.vocabulary import Kind
from refcli.examples import LISTS
from refcli.front.walking import part_globals
from refcli.front.word_sets import find_near, set_of
from refcli.lines import command_line
from refcli.mistyped.advice import LineAdvice
from refcli.mistyped.missing import (
    BEFORE,
    EXAMPLE,
    drop_words,
    missing_text,
    name_of,
    numbers_shown_where,
    say_behind_option,
)
from refcli.mistyped.other_words import answer_surplus, answer_unknown
from refcli.mistyped.quoting import options_first, put_last, with_quotes
from refcli.mistyped.reading import HELP, find_sound_line
from refcli.mistyped.samples import FORMAT, SAMPLES_OF, words_of_set
from refcli.mistyped.slip import Slip

GLOBAL_OPTIONS = ("--db", "--as-of", "--by")  # each with a value
APART = "Words that belong together need quotes."
BELOW_ZERO = re.compile(r"-[0-9]+(?:[.,][0-9]+)?")
LISTING = frozenset(  # the last words of commands that want nothing behind them
    {
        *("list", "show", "due", "today", "top", "report", "quiet", "audit", "history"),
        *("disclosures", "init"),
    }
)
LIKE = 0.6  # as of words of a list
NOISE = "Value error, "  # how pydantic begins what a reader of ours says


def word_misuse(root: Any, error: Any, words: Sequence[str]) -> str:  # noqa: ANN401  (Typer's own)
    """What is wrong with a command line of ``root``, and what to type instead."""
    text = str(error.format_message())
    if not text or not hasattr(error, "ctx"):
        return text
    slip = with_plain_word(Slip(error, list(words), root))
    found = KINDS.get(type(error).__name__, word_otherwise)(slip)
    sound = find_sound_line(root, found.line) if found.line else ()
    return str(replace(found, line=sound, begin="See" if HELP in sound else found.begin))


def with_plain_word(slip: Slip) -> Slip:
    """The slip with the word of a command that needs none: ``issue add`` for ``issue chen``."""
    *group, own = slip.command.split() or [""]
    if not group or own in slip.words or group[-1] not in slip.words:
        return slip
    at = slip.words.index(group[-1]) + 1
    return replace(slip, words=[*slip.words[:at], own, *slip.words[at:]])


def no_option(slip: Slip) -> LineAdvice:
    """An option that the command does not have, or one of ref itself without its value."""
    option, near = slip.error.option_name, called_otherwise(slip)
    if slip.command == "done" and option == "--until" and slip.put_off:
        return LineAdvice("done closes an item; to put it off is to snooze it.", slip.put_off)
    if option in GLOBAL_OPTIONS:
        line = moved_forward(slip.words, option)
        return LineAdvice(f"{option} needs a value.", line or slip.help_page, EXAMPLE)
    if negative := next((word for word in slip.words if BELOW_ZERO.fullmatch(word)), None):
        if slip.words == [*slip.command.split(), negative] and slip.command in LISTS:
            return LineAdvice(f"{negative} is no number on record. See: {LISTS[slip.command]}")
        above = replace_word(slip.words, negative, negative.removeprefix("-"))
        return LineAdvice(f"{negative} is below 0, and no figure here is.", above or slip.help_page)
    if not near:
        return leave_out(slip, option)
    did_you = f" Did you mean {' or '.join(near)}?"
    near.sort(key=lambda one: not takes_value(slip, option, one))
    said = f"There is no option {option}.{did_you}"
    begin = "Type" if has_value(slip, option) else EXAMPLE
    return LineAdvice(said, fix_line(slip, option, near), begin)


def has_value(slip: Slip, option: str) -> bool:
    """Whether anything was typed behind an option."""
    return slip.words[-1:] != [option]


def leave_out(slip: Slip, option: str) -> LineAdvice:
    """What is said of an option that is like none: the line without it, where the rest is whole.

    Alone behind its command, or where its value would be left over, the help is named.
    """
    typed = next((word for word in slip.words if word.partition("=")[0] == option), option)
    rest = [word for word in slip.words if word != typed]
    at = slip.words.index(typed) + 1 if typed in slip.words else len(slip.words)
    alone = "=" in typed or at == len(slip.words) or slip.words[at].startswith("-")
    said = f"There is no option {option}."
    if not alone or len(slip.behind) <= 1 or find_sound_line(slip.root, rest) != rest:
        return LineAdvice(said, slip.help_page)
    return LineAdvice(f"{said} See: {command_line(slip.help_page)}.", rest)


def called_otherwise(slip: Slip) -> list[str]:
    """What an option that people type may be called here; else those that look like it."""
    own = {opt for one in slip.error.ctx.command.params for opt in (*one.opts, *one.secondary_opts)}
    typed = slip.error.option_name.lower()
    meant = [one for one in (typed, *OTHER_OPTION.get(typed, ())) if one in own]
    like = [one for one in slip.error.possibilities or () if is_like(typed, one)]
    return meant[:1] or like


def is_like(typed: str, option: str) -> bool:
    """Whether the letters of two options are alike, their dashes left out: formt and format."""
    letters = typed.strip("-"), option.strip("-")
    return SequenceMatcher(None, *letters).ratio() >= LIKE


def takes_value(slip: Slip, typed: str, option: str) -> bool:
    """Whether an option takes what was typed after another that it may have been meant for."""
    at = slip.words.index(typed) + 1 if typed in slip.words else len(slip.words)
    value = slip.words[at] if at < len(slip.words) else ""
    every = slip.error.ctx.command.params
    choices = [word for one in every if option in one.opts for word in words_of_set(one)]
    return not choices or value.lower() in choices


def moved_forward(words: list[str], option: str) -> list[str] | None:
    """The line with a global option, and its value, where it belongs; None for a value unknown."""
    at = next((n for n, word in enumerate(words) if word.partition("=")[0] == option), None)
    if at is None:
        return [option, *words]
    end = at + (1 if "=" in words[at] else 2)
    value = [] if end <= len(words) else [SAMPLES_OF.get(option, "")]
    if value == [""]:
        return None
    return [*words[at:end], *value, *words[:at], *words[end:]]


def replace_word(words: list[str], wrong: str, right: str) -> list[str] | None:
    """The line with one word set right, where that word stands alone in it."""
    new = [
        right if word == wrong else re.sub(f"={re.escape(wrong)}$", lambda _: f"={right}", word)
        for word in words
    ]
    return new if sum(a != b for a, b in zip(new, words, strict=True)) == 1 else None


def option_alone(slip: Slip) -> LineAdvice:
    """An option without the value that it needs, or a switch with one."""
    option = slip.error.option_name
    if "does not take" in slip.error.message:
        alone = len(slip.behind) <= 1
        switch = [word for word in slip.words if word.startswith(f"{option}=") and not alone]
        typed = fix_line(slip, switch[0], [option]) if switch else slip.help_page
        return LineAdvice(f"{option} takes no value.", typed)
    alone = slip.behind == [option] and not {*slip.command.split()[-1:]} & LISTING
    sample = slip.sample(option) if slip.words[-1:] == [option] and not alone else []
    typed = [*slip.words[:-1], *sample] if sample else slip.help_page
    return LineAdvice(f"{option} needs a value.", typed, EXAMPLE)


def bad_value(slip: Slip) -> LineAdvice:
    """A value that cannot be read: a number, or a word of a list."""
    name, wrong = name_of(slip.error.param), slip.error.__cause__.errors()[0]
    said = str(slip.error.message).replace(NOISE, "", 1).rstrip(".")
    if wrong["type"] != "value_error":
        return LineAdvice(f"{name} cannot be read.", slip.help_page)
    typed = str(wrong["input"])
    if said.startswith("takes "):
        return no_such_number(slip, typed, said)
    return no_such_word(slip, typed, said)


def no_such_number(slip: Slip, typed: str, said: str) -> LineAdvice:
    """A number that is none, or too large or small: the one that may be meant."""
    name = name_of(slip.error.param)
    if slip.command in LISTS and slip.error.param.param_type_name == "argument":
        return number_or_list(slip, typed, f"{name} {said}.")
    near = near_number(typed, said)
    return LineAdvice(f"{name} {said}.{numbers_shown_where(slip)}", fix_line(slip, typed, near))


def no_such_word(slip: Slip, typed: str, said: str) -> LineAdvice:
    """A word that is none of its list: the one that may be meant, or quotes that are missing."""
    listed = said.rpartition(" is not one of ")[2]
    choices = listed.replace("'", "").split(", ")
    if slip.error.param.param_type_name == "argument":
        if swapped := put_last(slip.words, slip.command.split()[-1], typed, choices):
            return LineAdvice(f"{name_of(slip.error.param)} stands last.", swapped)
        if quoted := with_quotes_of(slip):
            return LineAdvice(APART, quoted)
    near = meant_word(slip.error.param, typed) or get_close_matches(typed.lower(), choices, 1)
    begin = "Type" if near else EXAMPLE
    near = near or usual_choice(slip, choices)
    told = f"{said.removesuffix(listed)}{', '.join(choices)}"
    return LineAdvice(f"{name_of(slip.error.param)}: {told}.", fix_line(slip, typed, near), begin)


def meant_word(param: Any, typed: str) -> list[str]:  # noqa: ANN401
    """The word of a set that another one may mean: letter for email, provider for prov."""
    kind = set_of(param)
    near = find_near(kind, typed) if kind else None
    begun = find_kinds(typed) if kind is Kind else []
    return [near.value] if near else [begun[0].value] if len(begun) == 1 else []


def usual_choice(slip: Slip, choices: list[str]) -> list[str]:
    """What is typed where nothing is near: JSON for a program, another kind, else the first."""
    if set_of(slip.error.param) is Kind and Kind.OTHER in choices:
        return [Kind.OTHER]
    return ["json"] if FORMAT & set(slip.error.param.opts) else choices[:1]


def near_number(typed: str, said: str) -> list[str]:
    """The number that may be meant: its figures, or the nearest that is allowed."""
    figures = re.match(r"#?\s*(-?[0-9]{1,18})(?![0-9])", typed)
    allowed = re.search(r"from ([0-9]+)(?: to ([0-9]+))?", said)
    if not figures or not allowed:
        return []
    number = max(int(figures[1]), int(allowed[1]))
    return [str(min(number, int(allowed[2])) if allowed[2] else number)]


def number_or_list(slip: Slip, typed: str, said: str) -> LineAdvice:
    """The line with the number that was typed with something round it; else where they stand."""
    figures = re.fullmatch(r"\W*([1-9][0-9]{0,17})\W*", typed)
    line = replace_word(slip.words, typed, figures[1]) if figures else None
    see = f"{said} See: {LISTS[slip.command]}"
    return LineAdvice(f"{see}.", line) if line else LineAdvice(see)


def fix_line(slip: Slip, wrong: str, near: Sequence[str]) -> list[str]:
    """The typed line with the value that may be meant; else how the command is typed."""
    typed = replace_word(slip.words, wrong, near[0]) if near else None
    if typed and typed[-1] == near[0] and (sample := slip.sample(near[0])):  # nothing behind it
        typed = [*typed[:-1], *sample]
    return typed or slip.help_page


def word_otherwise(slip: Slip) -> LineAdvice:
    """Words too many, mostly for want of quotes; or a command that does not exist."""
    text = str(slip.error.format_message())
    if text.startswith("No such command"):
        return no_command(slip)
    if not text.startswith("Got unexpected extra"):
        stop = "" if text.endswith(("?", ".")) else "."
        return LineAdvice(f"{text}{stop}", [*slip.command.split(), "--help"], "See")
    for said, find_line in TOO_MUCH.items():
        if line := find_line(slip):
            return LineAdvice(said, line)
    extra = text.removesuffix(")").partition(" (")[2]
    if other := answer_surplus(slip.command, extra.split()):
        return other
    line = drop_words(slip.words, extra.split()) or slip.help_page
    return LineAdvice(f'"{extra}" is too much here.', line)


def no_command(slip: Slip) -> LineAdvice:
    """A command that does not exist: the nearest one, what it is called here, or where all are."""
    lead, rest = part_globals(slip.root, slip.words)
    return answer_unknown(slip.command, lead, rest[len(slip.command.split()) :])


def with_quotes_of(slip: Slip) -> list[str] | None:
    """The typed line with quotes round what belongs together, where that helps."""
    return with_quotes(slip.error.ctx.command, slip.words, len(slip.command.split()))


def with_options_first(slip: Slip) -> list[str] | None:
    """The typed line with the options before the ``--``, where they stand behind it."""
    return options_first(slip.error.ctx.command, slip.words)


TOO_MUCH: dict[str, Callable[[Slip], list[str] | None]] = {
    BEFORE: with_options_first,
    "A value stands behind its option.": say_behind_option,
    APART: with_quotes_of,
}
KINDS: dict[str, Callable[[Slip], LineAdvice]] = {
    "MissingParameter": missing_text,
    "NoSuchOption": no_option,
    "BadOptionUsage": option_alone,
    "BadParameter": bad_value,
}
