"""From what somebody typed to the record that is meant: one rule for all that has a number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from reprlib import repr as short
from typing import TYPE_CHECKING

from refcli.commands.finding.picking import Pickable, PickList, ask_yes, pick_choice
from refcli.core.finding.things import find_thing, key_number, typed_number
from refcli.core.names.named import Named
from refcli.core.sources.matching import Found, Unclear
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import command_line
from refcli.on_use import storage
from refcli.options import LARGEST_ID
from refcli.output.text import harmless_text
from refcli.phrases import count_phrase, name_some

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

MOST_TO_LIST = 8


def settle(
    env: Env, listed: PickList, nobody: str, *, see: str, line: Callable[[str], str] | None = None
) -> Pickable:
    """The one that somebody picks in a terminal; elsewhere a refusal that lists all of them.

    ``nobody`` is said where there is none, and ``see`` is where to look. ``line`` makes the line to
    type out of ``instead``; without it, it is the line as it was typed.
    """
    typed, choices = listed.typed, listed.choices
    if not choices:
        raise RefusedError(f"{nobody} See: {see}")
    if env.interactive:
        if isinstance(picked := pick_choice(env, listed), Pickable):
            return picked
        raise RefusedError(f"None of these. Nothing was changed. See: {see}")
    how = "If so, type" if len(choices) == 1 else "Say which"
    again = line(choices[0].instead) if line else retype_line(env, typed, choices[0].instead)
    labels = name_some([str(one) for one in choices], MOST_TO_LIST, listed.more)
    raise RefusedError(f"{typed!r} could be {labels}. {how}: {again}")


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
    env: Env, words: Sequence[str], readings: Sequence[list[str]], find: Callable[[str], object]
) -> list[str]:
    """Words without quotes as one name, unless each of them certainly names another one.

    Those are asked about in a terminal, and refused elsewhere. ``find`` gives what a text certainly
    means, such as a number; nothing where that is open.
    """
    names, apart = readings[0], readings[-1]
    several = [find(one) for one in apart]
    if names == apart or not all(several) or {*several} == {find(one) for one in names}:
        return names
    whole, numbers = " ".join(words).strip(" ,"), [*map(str, several)]
    if env.interactive:
        listed = harmless_text(", ".join(apart))
        return numbers if ask_yes(env, f"Are these {len(apart)} names: {listed}?") else names
    raise RefusedError(
        f"{whole!r} could be {some_names(len(names))} or {len(apart)}. Type:"
        f" {retype_line(env, whole, *names)}, or: {retype_line(env, whole, *numbers)}"
    )


def some_names(many: int) -> str:
    """``one name``, ``2 names``."""
    return "one name" if many == 1 else count_phrase(many, "name")


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
    choices = [thing_choice(one) for one in (unclear.candidates if unclear else ())]
    clear = unclear is not None and unclear.clear
    more = unclear.more if unclear else 0
    listed = PickList(typed=typed, choices=choices, clear=clear, more=more)
    return int(settle(env, listed, nobody, see=kept.see).instead)


def thing_choice(one: Named) -> Pickable:
    """A duty, an occasion, a campaign, a gift or a reward to be picked, or by whose it is."""
    sign, whose = f"#{one.id}", (one.place,) if one.place else ()
    return Pickable(sign=sign, name=one.name, about=one.place, instead=str(one.id), aliases=whose)


def check_number(number: int, what: str, see: str) -> int:
    """A number that a record can have."""
    if number > LARGEST_ID:
        raise UsageError(f"A {what} takes no number as large as {short(str(number))}. See: {see}")
    return number
