"""A command line that Typer cannot read, told in our words, with a line to type instead.

The kinds of usage errors are Typer's own, so they are known by the names of their classes.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from enum import Enum
from typing import Any

from refcli.core.sources.kind_words import find_kinds
from refcli.core.typed_words import OTHER_OPTION
from refcli.core.vocabulary import Kind
from refcli.examples import LISTS
from refcli.front.walking import part_globals
from refcli.front.word_sets import find_near, set_of
from refcli.lines import STOP
from refcli.mistyped.advice import LineAdvice
from refcli.mistyped.mending import OF_PATIENTS, SAMPLES_OF
from refcli.mistyped.other_words import answer_surplus, answer_unknown
from refcli.mistyped.quoting import options_first, put_last, with_quotes
from refcli.mistyped.reading import find_sound_line
from refcli.mistyped.slip import FORMAT, Slip

GLOBAL_OPTIONS = {"--db": "ref.db", "--as-of": "2026-11-01", "--by": "Tina"}  # each with a value
APART = "Words that belong together need quotes."
BELOW_ZERO = re.compile(r"-[0-9]+(?:[.,][0-9]+)?")
BEFORE = f"Options go before the {STOP}."
NOISE = "Value error, "  # how pydantic begins what a reader of ours says


def word_misuse(root: Any, error: Any, words: Sequence[str]) -> str:  # noqa: ANN401  (Typer's own)
    """What is wrong with a command line of ``root``, and what to type instead."""
    text = str(error.format_message())
    if not text or not hasattr(error, "ctx"):
        return text
    slip = with_plain_word(Slip(error, list(words), root))
    found = KINDS.get(type(error).__name__, word_otherwise)(slip)
    sound = find_sound_line(root, found.line, slip.example) if found.line else ()
    return str(replace(found, line=sound))


def with_plain_word(slip: Slip) -> Slip:
    """The slip with the word of a command that needs none: ``issue add`` for ``issue chen``."""
    *group, own = slip.command.split() or [""]
    if not group or own in slip.words or group[-1] not in slip.words:
        return slip
    at = slip.words.index(group[-1]) + 1
    return replace(slip, words=[*slip.words[:at], own, *slip.words[at:]])


def missing_text(slip: Slip) -> LineAdvice:
    """An option or argument that has to be there."""
    param = slip.error.param
    if slip.command == "snooze" and slip.put_off:
        return LineAdvice("The day stands behind --until.", slip.put_off)
    by_example = LineAdvice(f"Missing {name_of(param)}.{numbers_shown_where(slip)}", slip.example)
    if " ".join(slip.words) == slip.command:
        return by_example
    if param.param_type_name == "option" and (sample := slip.sample(*param.opts)):
        line = options_first(slip.error.ctx.command, slip.words)
        if line and {*param.opts} & {word.partition("=")[0] for word in slip.words}:
            return LineAdvice(BEFORE, line)
        words = line or slip.words
        stop = words.index(STOP) if STOP in words else len(words)
        return LineAdvice(f"Missing {name_of(param)}.", [*words[:stop], *sample, *words[stop:]])
    if last := last_one_missing(slip):
        at = end_of_arguments(slip)
        words = [*slip.words[:at], slip.shown[-1], *slip.words[at:]]
        return LineAdvice(f"Missing {name_of(last)}.", words)
    return by_example


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
    last = [one for one in slip.error.ctx.command.params if one.param_type_name == "argument"][-1:]
    if slip.error.param.nargs == 1 or not typed or last == [slip.error.param]:
        return None
    return last[0] if last and typed[0].lower() not in words_of_set(last[0]) else None


def name_of(param: Any) -> str:  # noqa: ANN401
    """How a person knows a parameter: by its option, or by what the help calls it."""
    if param.param_type_name == "option":
        return str(max(param.opts, key=len))
    return str(param.metavar or param.name.upper()).rstrip(".").strip("[]")


def numbers_shown_where(slip: Slip) -> str:
    """Where the numbers are shown that the command takes."""
    return f" See: {LISTS[slip.command]}." if slip.command in LISTS else ""


def no_option(slip: Slip) -> LineAdvice:
    """An option that the command does not have, or one of ref itself without its value."""
    option, near = slip.error.option_name, called_otherwise(slip)
    if slip.command == "done" and option == "--until" and slip.put_off:
        return LineAdvice("done closes an item; to put it off is to snooze it.", slip.put_off)
    if option in GLOBAL_OPTIONS:
        return LineAdvice(f"{option} needs a value.", moved_forward(slip.words, option))
    if negative := next((word for word in slip.words if BELOW_ZERO.fullmatch(word)), None):
        if slip.words == [*slip.command.split(), negative] and slip.command in LISTS:
            return LineAdvice(f"{negative} is no number on record. See: {LISTS[slip.command]}")
        above = replace_word(slip.words, negative, negative.removeprefix("-"))
        line = above if above and slip.command in OF_PATIENTS else slip.example
        return LineAdvice(f"{negative} is below 0, and no figure here is.", line)
    did_you = f" Did you mean {' or '.join(near)}?" if near else ""
    near.sort(key=lambda one: not takes_value(slip, option, one))
    return LineAdvice(f"There is no option {option}.{did_you}", fix_line(slip, option, near))


def called_otherwise(slip: Slip) -> list[str]:
    """What an option that people type may be called here; else those that look like it."""
    own = {opt for one in slip.error.ctx.command.params for opt in (*one.opts, *one.secondary_opts)}
    typed = slip.error.option_name.lower()
    meant = [one for one in (typed, *OTHER_OPTION.get(typed, ())) if one in own]
    return meant[:1] or list(slip.error.possibilities or ())


def takes_value(slip: Slip, typed: str, option: str) -> bool:
    """Whether an option takes what was typed after another that it may have been meant for."""
    at = slip.words.index(typed) + 1 if typed in slip.words else len(slip.words)
    value = slip.words[at] if at < len(slip.words) else ""
    every = slip.error.ctx.command.params
    choices = [word for one in every if option in one.opts for word in words_of_set(one)]
    return not choices or value.lower() in choices


def words_of_set(param: Any) -> list[str]:  # noqa: ANN401  (a class of Typer's own)
    """The words of a closed set that a parameter takes; none where it takes anything."""
    kind = param.type_descriptor.annotation
    closed = isinstance(kind, type) and issubclass(kind, Enum)
    return [str(one.value) for one in kind] if closed else []


def moved_forward(words: list[str], option: str) -> list[str]:
    """The line with a global option, and its value, where it belongs."""
    at = next((n for n, word in enumerate(words) if word.partition("=")[0] == option), None)
    if at is None:
        return [option, *words]
    end = at + (1 if "=" in words[at] else 2)
    value = [] if end <= len(words) else [GLOBAL_OPTIONS[option]]
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
        switch = [word for word in slip.words if word.startswith(f"{option}=")]
        typed = fix_line(slip, switch[0], [option]) if switch else slip.example
        said = f"{option} takes no value."
    else:
        sample = slip.sample(option) if slip.words[-1:] == [option] else None
        typed = [*slip.words[:-1], *sample] if sample else slip.example
        said = f"{option} needs a value."
    return LineAdvice(said, slip.example_with(option) if slip.is_bare and slip.command else typed)


def bad_value(slip: Slip) -> LineAdvice:
    """A value that cannot be read: a number, or a word of a list."""
    name, wrong = name_of(slip.error.param), slip.error.__cause__.errors()[0]
    said = str(slip.error.message).replace(NOISE, "", 1).rstrip(".")
    if wrong["type"] != "value_error":
        return LineAdvice(f"{name} cannot be read.", slip.example)
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
    instead = fix_line(slip, typed, near) if near else slip.shown
    return LineAdvice(f"{name} {said}.{numbers_shown_where(slip)}", instead)


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
    near = near or usual_choice(slip, choices)
    told = f"{said.removesuffix(listed)}{', '.join(choices)}"
    return LineAdvice(f"{name_of(slip.error.param)}: {told}.", fix_line(slip, typed, near))


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
    """The typed line with the value that may be meant; else the example."""
    typed = replace_word(slip.words, wrong, near[0]) if near else None
    if typed and typed[-1] == near[0] and near[0] in SAMPLES_OF:  # nothing was typed behind it
        typed = [*typed, SAMPLES_OF[near[0]]]
    return typed or slip.example


def word_otherwise(slip: Slip) -> LineAdvice:
    """Words too many, mostly for want of quotes; or a command that does not exist."""
    text = str(slip.error.format_message())
    if text.startswith("No such command"):
        return no_command(slip)
    if not text.startswith("Got unexpected extra"):
        stop = "" if text.endswith(("?", ".")) else "."
        return LineAdvice(f"{text}{stop}", [*slip.command.split(), "--help"], "See")
    if line := options_first(slip.error.ctx.command, slip.words):
        return LineAdvice(BEFORE, line)
    if quoted := with_quotes_of(slip):
        return LineAdvice(APART, quoted)
    extra = text.removesuffix(")").partition(" (")[2]
    if other := answer_surplus(slip.command, extra.split()):
        return other
    return LineAdvice(f'"{extra}" is too much here.', slip.example)


def no_command(slip: Slip) -> LineAdvice:
    """A command that does not exist: the nearest one, what it is called here, or where all are."""
    lead, rest = part_globals(slip.root, slip.words)
    return answer_unknown(slip.command, lead, rest[len(slip.command.split()) :])


def with_quotes_of(slip: Slip) -> list[str] | None:
    """The typed line with quotes round what belongs together, where that helps."""
    return with_quotes(slip.error.ctx.command, slip.words, len(slip.command.split()))


KINDS: dict[str, Callable[[Slip], LineAdvice]] = {
    "MissingParameter": missing_text,
    "NoSuchOption": no_option,
    "BadOptionUsage": option_alone,
    "BadParameter": bad_value,
}
