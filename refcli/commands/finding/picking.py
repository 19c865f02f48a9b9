"""The one list to pick from, whatever is named: a source, a patient, an event, an item of ref due.

1  #5 Dr. Ann Chen (provider)
2  #4 Dr. Wei Chen (provider, Chen Family Dental)
n  somebody new    b  back    q  stop
Which one is dr chen?
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from refcli.asking.offers import Offers
from refcli.asking.turns import Way
from refcli.asking.yes_or_no import GO_BACK, STOP, ask_yes_or_no, read_way
from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.core.sources.matching import ID, Found, find_sources
from refcli.core.sources.offering import Offer, can_be_typed, fits
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.output.text import harmless_text

NONE_OF_THESE = frozenset({"n", "new", "none", "none of these"})
WIDEST = 32  # columns of a name, so that what stands beside it does so on a narrow screen
WHERE_TO_LOOK = "none of these: says where to look"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pickable:
    """One that may be meant: its ``sign``, such as 17, #4 or V3.2, its name, and what it is.

    ``instead`` is what is typed for it, and ``behind`` what only the list shows: 3 this year.
    """

    sign: str
    name: str
    about: str
    instead: str
    kind: Kind = Kind.OTHER
    aliases: tuple[str, ...] = ()
    behind: str = ""

    def __str__(self) -> str:
        """As a sentence names it: #4 Dr. Wei Chen (provider, Chen Family Dental)."""
        return f"{self.sign} {self.name}" + (f" ({self.about})" if self.about else "")

    @property
    def listed_sign(self) -> str:
        """Its sign in a list, where a bare number is a place, so that its own has a ``#``."""
        return f"#{self.sign}" if self.sign.isdecimal() else self.sign

    @property
    def heading(self) -> str:
        """As the list names it."""
        return f"{self.listed_sign} {harmless_text(self.name)}"


def find_nothing(_answer: str) -> None:
    """Nobody beside those in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PickList:
    """Those that may be meant by what was ``typed``, the best first, and how one is picked.

    ``clear``: Return takes the first. ``new`` says what ``n`` does. ``back``: there is a question
    before this one. ``offers``: what TAB completes; the names in the list without it. ``beyond``
    finds one that is not in the list. ``more``: how many could be meant beside the choices.
    ``whole``: a part of a name picks nobody by itself, since others than those in the list bear it.
    """

    typed: str
    choices: Sequence[Pickable]
    clear: bool = False
    new: str = WHERE_TO_LOOK
    back: bool = False
    numbered: str = "a #number"
    offers: Offers | None = None
    beyond: Callable[[str], Pickable | None] = find_nothing
    more: int = 0
    whole: bool = False

    @property
    def has_first(self) -> bool:
        """Whether Return takes the first: it is clear, or the only one there is."""
        return self.clear or (len(self.choices) == 1 and not self.more)


def pick_choice(env: Env, listed: PickList) -> Pickable | Way:
    """Ask which one is meant; the same answer where another question is asked again."""
    return env.turns.answer(lambda: ask_choice(env, listed))


def ask_choice(env: Env, listed: PickList) -> Pickable | Way:
    """Show the list and ask until an answer is one of it, or a way out of it."""
    back, choices = listed.back or env.turns.can_go_back, listed.choices
    keys = f"  n  {listed.new}" + ("    b  back" if back else "") + "    q  stop"
    others = [f"     and {listed.more:,} more, who need more of the name"] * bool(listed.more)
    talk_lines(env, *list_choices(choices), *others, keys)
    question = f"Which one is {harmless_text(listed.typed)}?" + " (Return: 1)" * listed.has_first
    offers = listed.offers or offers_among(choices)
    while True:
        answer = env.ask(question, may_be_empty=True, offers=offers)
        if (way := read_way(answer, back=back)) or answer.lower() in NONE_OF_THESE:
            return way or Way.NEW
        if picked := read_choice(answer, listed):
            return picked
        most = "1" if len(choices) == 1 else f"1 to {len(choices)}"
        how = (
            f"Type {most}, {listed.numbered}, or a {'whole' if listed.whole else 'part of a'} name."
        )
        talk_lines(env, f"{what_is_wrong(answer, choices)} {how}", keys)


def talk_lines(env: Env, *lines: str) -> None:
    """Lines to the person."""
    for line in lines:
        env.talk(line)


def list_choices(choices: Sequence[Pickable]) -> list[str]:
    """A line for each: its place in the list, its sign and name, and what it is."""
    names = [one.heading for one in choices]
    width = min(max(map(cell_len, names)), WIDEST)
    return [
        f"{place:>3}  {name}{' ' * (width - cell_len(name))} {describe_choice(one)}".rstrip()
        for place, (name, one) in enumerate(zip(names, choices, strict=True), start=1)
    ]


def describe_choice(one: Pickable) -> str:
    """What stands beside its name."""
    about = f"({harmless_text(one.about)})" if one.about else ""
    return "  ".join(filter(None, (about, one.behind)))


def is_way(answer: str) -> bool:
    """Whether an answer to a list means none of it, or a way out of it."""
    return answer.lower() in NONE_OF_THESE | GO_BACK | STOP


def read_choice(answer: str, listed: PickList) -> Pickable | None:
    """The one that an answer means: its place in the list, its #number, a part of its name."""
    choices = listed.choices
    if not answer:
        return choices[0] if listed.has_first else None
    if answer.isdecimal():  # its place; a number of its own has its sign, as #12
        return {str(place): one for place, one in enumerate(choices, 1)}.get(answer.lstrip("0"))
    if (signed := find_signed(answer, choices)) or ID.fullmatch(answer):
        return signed or listed.beyond(answer)
    among = [] if listed.whole else find_fitting(answer, choices)
    if not among:
        return listed.beyond(answer)
    return among[0] if len(among) == 1 else find_certain(answer, among)


def find_signed(answer: str, choices: Sequence[Pickable]) -> Pickable | None:
    """The one of this sign: #4, V3.2; the number of a referral may have its sign, too."""
    wanted = answer.upper().replace(" ", "")
    signs = {one.sign.split()[-1].upper(): one for one in reversed(choices)}
    return signs.get(wanted) or signs.get(wanted.removeprefix("#"))


def find_fitting(answer: str, choices: Sequence[Pickable]) -> list[Pickable]:
    """Those with a name of which the answer is a part; what is said about them is no name."""
    return [one for one in choices if any(fits(name, answer) for name in names_of(one))]


def names_of(one: Pickable) -> tuple[str, ...]:
    """All names by which it can be meant."""
    return (one.name, *one.aliases)


def find_certain(answer: str, among: Sequence[Pickable]) -> Pickable | None:
    """The one of several that a whole name, or whole words of one, certainly means."""
    named = [Named(n, one.name, one.kind, one.aliases) for n, one in enumerate(among, start=1)]
    found = find_sources(answer, named)
    return among[found.source.id - 1] if isinstance(found, Found) else None


def what_is_wrong(answer: str, choices: Sequence[Pickable]) -> str:
    """Why an answer picks nobody, as a sentence."""
    if not answer:
        return "None of them is clearly first."
    if len(find_fitting(answer, choices)) > 1:
        return f"{answer!r} fits several of them."
    return f"{answer!r} is none of them."


def offers_among(choices: Sequence[Pickable]) -> Offers:
    """What TAB completes: the names in the list, or the sign where a name is not enough."""

    def offer(typed: str) -> list[Offer]:
        return [
            offer_choice(one, choices)
            for one in choices
            if fits(one.name, typed) or one.heading.casefold().startswith(typed.casefold())
        ]

    return offer


def offer_choice(one: Pickable, choices: Sequence[Pickable]) -> Offer:
    """One of the list as it is typed, and what it is: a name that picks it, else its sign."""
    name, about = harmless_text(one.name), harmless_text(one.about)
    namesakes = {n for n, other in enumerate(choices) if name_key(other.name) == name_key(one.name)}
    listed = PickList(typed=name, choices=choices)
    if can_be_typed(name, namesakes) and not is_way(name) and read_choice(name, listed) is one:
        return (name, about)
    return (one.listed_sign.split()[-1], f"{name}, {about}".strip(", "))


def ask_yes(env: Env, question: str) -> bool:
    """Ask what is yes or no; a way back is offered where there is a question before."""
    back = env.turns.can_go_back
    return env.turns.answer(lambda: ask_yes_or_no(env.ask, env.talk, question, back=back)) is True
