"""Questions about a source: which of several is meant, and what a new one is."""

from collections.abc import Mapping, Sequence
from enum import Enum, auto

import typer
from rich.cells import cell_len

from refcli.asking.line import Offers
from refcli.completion import source_entries
from refcli.core.sources.kind_words import FOR_EXAMPLE, find_kinds
from refcli.core.sources.matching import ID, Found, Named, Unclear, find_sources
from refcli.core.sources.offering import Offer, OfferedName, find_offers, fits
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.output.text import harmless_text

NONE_OF_THESE = frozenset({"n", "new", "none", "none of these"})
GO_BACK = frozenset({"b", "back"})
STOP = frozenset({"q", "quit"})
WIDEST = 32  # columns of a name, so that its kind and place stand beside it on a narrow screen


class Way(Enum):
    """Where an answer leads that picks nothing: to a new source, or to the question before."""

    NEW = auto()
    BACK = auto()


def pick(
    env: Env,
    typed: str,
    unclear: Unclear,
    known: Sequence[Named],
    *,
    new: str = "none of these",
    back: bool = False,
    counts: Mapping[int, int] | None = None,
) -> Named | Way:
    """Ask which source is meant; ``new`` says what it is if it is none of them.

    ``back``: there is a question before this one that can be asked again. ``counts``: how many
    referrals each source sent this year, shown only where a referral is recorded.
    """
    candidates = unclear.offered
    keys = f"n  {new}" + ("    b  back" if back else "") + "    q  stop"
    talk_lines(env, *list_candidates(candidates, counts or {}), f"  {keys}")
    question = f"Which one is {harmless_text(typed)}?" + (" (Return: 1)" if unclear.clear else "")
    while True:
        answer = env.ask(question, may_be_empty=True, offers=offers_of(env))
        if (way := read_way(answer, back=back)) or answer.lower() in NONE_OF_THESE:
            return way or Way.NEW
        if picked := read_pick(answer, unclear, known):
            return picked
        most = "1" if len(candidates) == 1 else f"1 to {len(candidates)}"
        how = f"Type {most}, a #number, or a part of a name."
        talk_lines(env, f"{what_is_wrong(answer, candidates)} {how}", f"  {keys}")


def talk_lines(env: Env, *lines: str) -> None:
    """Lines to the person."""
    for line in lines:
        env.talk(line)


def list_candidates(candidates: Sequence[Named], counts: Mapping[int, int]) -> list[str]:
    """A line for each: its place in the list, number and name, kind and place, and its count."""
    names = [f"#{one.id} {harmless_text(one.name)}" for one in candidates]
    width = min(max(map(cell_len, names)), WIDEST)
    return [
        f"{place:>3}  {name}{' ' * (width - cell_len(name))} {about_source(one, counts)}"
        for place, (name, one) in enumerate(zip(names, candidates, strict=True), start=1)
    ]


def about_source(source: Named, counts: Mapping[int, int]) -> str:
    """Its kind, its office if it has one, and its referrals of this year where there are any."""
    about = ", ".join(filter(None, (source.kind, harmless_text(source.place))))
    count = counts.get(source.id, 0)
    return f"({about})" + (f"  {count:,} this year" if count else "")


def read_way(answer: str, *, back: bool) -> Way | None:
    """The way back, where there is one; the way out stops the command."""
    if answer.lower() in STOP:
        raise typer.Abort
    return Way.BACK if back and answer.lower() in GO_BACK else None


def read_pick(answer: str, unclear: Unclear, known: Sequence[Named]) -> Named | None:
    """The source that an answer means: its place in the list, its #number, a part of its name."""
    candidates = unclear.offered
    if not answer:
        return candidates[0] if unclear.clear else None
    if answer.isdecimal():  # its place; the number of a source has its sign, as #12
        return dict(enumerate(candidates, start=1)).get(int(answer))
    among = [] if ID.fullmatch(answer) else find_fitting(answer, candidates)
    if len(among) == 1:
        return among[0]
    found = find_sources(answer, among or known)
    return found.source if isinstance(found, Found) else None


def find_fitting(answer: str, candidates: Sequence[Named]) -> list[Named]:
    """The candidates with a name of which the answer is a part; else those at such a place."""
    by_name = [
        one for one in candidates if any(fits(name, answer) for name in (one.name, *one.aliases))
    ]
    return by_name or [one for one in candidates if one.place and fits(one.place, answer)]


def what_is_wrong(answer: str, candidates: Sequence[Named]) -> str:
    """Why an answer picks nobody, as a sentence."""
    if not answer:
        return "None of them is clearly first."
    if len(find_fitting(answer, candidates)) > 1:
        return f"{answer!r} fits several of them."
    return f"{answer!r} is none of them."


def ask_kind(env: Env, typed: str, *, back: bool = False) -> Kind | Way:
    """Ask what a new source is, until it is said."""
    keys = " (b: back, q: stop)" if back else " (q: stop)"
    talk_lines(env, *FOR_EXAMPLE)
    while True:
        answer = env.ask(f"{harmless_text(typed)} is new. What is it?{keys}", offers=offer_kinds)
        if way := read_way(answer, back=back):
            return way
        found = find_kinds(answer)
        if len(found) == 1:
            if not found[0].startswith(answer.lower()):
                env.talk(f"{answer}: {found[0]}.")
            return found[0]
        why = f"could be {' or '.join(found)}" if found else "is none of these kinds"
        talk_lines(env, f"{answer!r} {why}. Type one of:", *FOR_EXAMPLE)


def offer_kinds(typed: str) -> list[Offer]:
    """The kinds that begin so."""
    return [(kind.value, "") for kind in Kind if kind.startswith(typed.lower())]


def offers_of(env: Env, kinds: frozenset[Kind] | None = None) -> Offers:
    """What the TAB key completes: the names on record, read when it is first pressed."""
    entries: list[OfferedName] = []

    def offer(typed: str) -> list[Offer]:
        if not entries:
            entries.extend(source_entries(env.database))
        return find_offers(entries, typed, kinds)

    return offer
