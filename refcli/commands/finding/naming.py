"""From what somebody typed to the record that is meant: one rule for all that has a number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from reprlib import repr as short
from typing import TYPE_CHECKING

import typer

from refcli.commands.finding.picking import NONE_OF_THESE, STOP
from refcli.core.finding.things import find_thing, key_number, make_thing, typed_number
from refcli.core.sources.matching import Found, Named, Unclear, find_sources
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import command_line
from refcli.on_use import storage
from refcli.options import LARGEST_ID
from refcli.output.text import harmless_text
from refcli.phrases import name_some

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

MOST_TO_LIST = 8


@dataclass(frozen=True, slots=True)
class MayBe:
    """One that may be meant: its name, how it is listed, and what is typed for it."""

    name: str
    label: str
    instead: str


def settle(
    env: Env,
    typed: str,
    choices: Sequence[MayBe],
    nobody: str,
    *,
    see: str,
    line: Callable[[str], str] | None = None,
    clear: bool = False,
) -> MayBe:
    """The one that somebody picks in a terminal; elsewhere a refusal that lists all of them.

    ``nobody`` is said where there is none, and ``see`` is where to look. ``line`` makes the line to
    type out of ``instead``; without it, it is the line as it was typed. ``clear``: Return takes the
    first.
    """
    if not choices:
        raise RefusedError(f"{nobody} See: {see}")
    if env.interactive:
        if (picked := choose(env, typed, choices, clear=clear)) is not None:
            return picked
        raise RefusedError(f"None of these. Nothing was changed. See: {see}")
    how = "If so, type" if len(choices) == 1 else "Say which"
    again = line(choices[0].instead) if line else retype_line(env, typed, choices[0].instead)
    labels = name_some([one.label for one in choices], MOST_TO_LIST)
    raise RefusedError(f"{typed!r} could be {labels}. {how}: {again}")


def choose(env: Env, typed: str, choices: Sequence[MayBe], *, clear: bool = False) -> MayBe | None:
    """Ask which one is meant: by its place in the list, or a part of its name; None for none."""
    for number, one in enumerate(choices, start=1):
        env.talk(f"{number:>3}  {one.label}")
    env.talk("  n  none of these")
    most = "1" if len(choices) == 1 else f"1 to {len(choices)}"
    usual = " Return takes 1;" if clear else ""
    question = f"Which one is {harmless_text(typed)}? ({most}, or n;{usual} q stops)"
    while True:
        answer = env.ask(question, may_be_empty=True)
        if answer.lower() in STOP:
            raise typer.Abort
        if answer.lower() in NONE_OF_THESE:
            return None
        if picked := read_choice(answer, choices, clear=clear):
            return picked
        env.talk(f"{answer!r} is none of them. Type {most}, or a part of a name.")


def read_choice(answer: str, choices: Sequence[MayBe], *, clear: bool) -> MayBe | None:
    """The one of an answer: its place in the list, its #number, a part of its name."""
    if not answer:
        return choices[0] if clear else None
    by_number = {one.instead: one for one in choices}
    if answer.isdecimal():
        return dict(enumerate(choices, start=1)).get(int(answer))
    if one := by_number.get(answer) or by_number.get(answer.removeprefix("#")):
        return one
    found = find_sources(answer, [make_thing(n, one.name) for n, one in enumerate(choices, 1)])
    if isinstance(found, Found):
        return choices[found.source.id - 1]
    return choices[found.candidates[0].id - 1] if len(found.candidates) == 1 else None


def retype_line(env: Env, typed: str, *instead: str) -> str:
    """The line as it was typed, with other words, such as a number or a key, for a name."""
    words = list(env.outcome.typed)
    for many in range(len(words), 0, -1):
        for start in range(len(words) - many + 1):
            if " ".join(words[start : start + many]).strip(" ,") == typed.strip(" ,"):
                return command_line([*words[:start], *instead, *words[start + many :]])
    return command_line([swap_part(word, typed, " ".join(instead)) for word in words])


def swap_part(word: str, typed: str, instead: str) -> str:
    """A word such as ``lopez,kim`` or ``--referral=lopez`` with another text for the one typed."""
    option, sign, value = word.partition("=") if word.startswith("-") else ("", "", word)
    parts = [instead if part.strip() == typed.strip() else part for part in value.split(",")]
    return f"{option}{sign}{','.join(parts)}"


def choose_reading(
    env: Env, whole: str, apart: list[str], find: Callable[[str], object]
) -> list[str]:
    """Words without quotes as one name, unless each of them certainly names another one.

    ``find`` gives what a text certainly means, such as a number; nothing where that is open.
    """
    several = [find(one) for one in apart]
    if not all(several) or {*several} == {find(whole)}:
        return [whole]
    raise RefusedError(
        f"{whole!r} could be one name or {len(apart)}. Type: {retype_line(env, whole, whole)}, or:"
        f" {retype_line(env, whole, *map(str, several))}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """One sort of things that have numbers: what one is called, and how they are read.

    ``read`` gives them in groups; a later group is looked through where no earlier one has the
    name. ``see`` shows all of them. ``letters`` are those of their keys. ``walled``: they are read
    behind the firewall of gifts.
    """

    what: str
    see: str
    read: Callable[["Book"], Sequence[Sequence[Named]]]
    letters: str = ""
    walled: bool = False


def settle_number(env: Env, typed: str, kept: Numbered) -> int:
    """The number of the thing that is meant by a number, a key or a name."""
    if number := typed_number(typed) or key_number(typed, kept.letters):
        return check_number(number, kept.what, kept.see)
    opened = storage.book.firewall.reading if kept.walled else storage.book.door.reading
    with opened(env.door()) as book:
        groups = kept.read(book)
    several = [find_thing(typed, group) for group in groups]
    if found := next((one for one in several if isinstance(one, Found)), None):
        return found.source.id
    unclear = next((one for one in several if isinstance(one, Unclear) and one.candidates), None)
    nobody = f"No {kept.what} is called {typed!r}."
    choices = [
        MayBe(one.name, f"#{one.id} {describe_thing(one)}", str(one.id))
        for one in (unclear.candidates if unclear else ())
    ]
    clear = unclear is not None and unclear.clear
    return int(settle(env, typed, choices, nobody, see=kept.see, clear=clear).instead)


def check_number(number: int, what: str, see: str) -> int:
    """A number that a record can have."""
    if number > LARGEST_ID:
        raise UsageError(f"A {what} takes no number as large as {short(str(number))}. See: {see}")
    return number


def describe_thing(one: Named) -> str:
    """A thing so that it can be told from its namesakes."""
    return f"{one.name} ({one.place})" if one.place else one.name
