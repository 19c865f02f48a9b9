"""Questions about a source: which of several is meant, and what a new one is."""

from collections.abc import Mapping, Sequence

from refcli.asking.offers import Offers
from refcli.asking.turns import Way
from refcli.asking.yes_or_no import read_way
from refcli.commands.finding.picking import (
    Pickable,
    PickList,
    pick_choice,
    talk_lines,
)
from refcli.completion import source_entries
from refcli.core.names.named import Named
from refcli.core.sources.archived import find_with_archived
from refcli.core.sources.kind_words import FOR_EXAMPLE, find_kinds_in_answer
from refcli.core.sources.matching import Found, Unclear, is_built_in
from refcli.core.sources.offering import Offer, OfferedName, find_offers
from refcli.core.vocabulary import BuiltIn, Kind
from refcli.env import Env
from refcli.output.text import harmless_text

HOW_TO_ADD = "none of these: says how to add it"


def pick_source(
    env: Env,
    typed: str,
    unclear: Unclear,
    known: Sequence[Named],
    *,
    new: str = HOW_TO_ADD,
    back: bool = False,
    counts: Mapping[int, int] | None = None,
) -> Named | Way:
    """Ask which source is meant; ``new`` says what ``n`` does.

    ``counts``: how many referrals each source sent this year, shown only where a referral is
    recorded.
    """
    sources = {source_sign(one): one for one in (*known, *unclear.offered)}

    def find_beyond(answer: str) -> Pickable | None:
        found = find_with_archived(answer, known)
        return source_choice(found.source) if isinstance(found, Found) else None

    listed = PickList(
        typed=typed,
        choices=[source_choice(one, (counts or {}).get(one.id, 0)) for one in unclear.offered],
        clear=unclear.clear,
        new=new,
        back=back,
        offers=offer_names(env),
        beyond=find_beyond,
    )
    picked = pick_choice(env, listed)
    return sources[picked.sign] if isinstance(picked, Pickable) else picked


def source_sign(source: Named) -> str:
    """The number of a source with its sign: #4."""
    return f"#{source.id}"


def source_choice(source: Named, this_year: int = 0) -> Pickable:
    """A source to be picked, with its kind and place, and its referrals of this year if any."""
    about = [source.kind, source.place, "archived" if source.archived else ""]
    return Pickable(
        sign=source_sign(source),
        name=source.name,
        about=", ".join(filter(None, about)),
        instead=source_sign(source),
        kind=source.kind,
        aliases=source.aliases,
        behind=f"{this_year:,} this year" if this_year else "",
    )


def name_source(source: Named) -> str:
    """A source as an answer names it: Dr. Wei Chen (provider, Chen Family Dental)."""
    about = describe_source(source)
    return f"{source.name} ({about})" if about else source.name


def describe_source(source: Named) -> str:
    """What and where a source is; nothing of the built-in ones, whose names say it."""
    built_in = any(is_built_in(source, one) for one in BuiltIn)
    return "" if built_in else source_choice(source).about


def ask_kind(env: Env, typed: str, *, back: bool = False, usual: Kind | None = None) -> Kind | Way:
    """Ask what a new source is, until it is said; Return says that it is a ``usual`` one."""
    keys = f" ({f'Return: {usual}; ' if usual else ''}{'b: back, ' if back else ''}q: stop)"
    talk_lines(env, *FOR_EXAMPLE)
    while True:
        answer = env.ask(
            f"{harmless_text(typed)} is new. What is it?{keys}",
            may_be_empty=usual is not None,
            offers=offer_kinds,
        )
        if not answer and usual:
            return usual
        if way := read_way(answer, back=back):
            return way
        found = find_kinds_in_answer(answer)
        if len(found) == 1:
            if not found[0].startswith(answer.lower()):
                env.talk(f"{answer}: {found[0]}.")
            return found[0]
        why = f"could be {' or '.join(found)}" if found else "is none of these kinds"
        talk_lines(env, f"{answer!r} {why}. Type one of:", *FOR_EXAMPLE)


def offer_kinds(typed: str) -> list[Offer]:
    """The kinds that begin so."""
    return [(kind.value, "") for kind in Kind if kind.startswith(typed.lower())]


def offer_names(env: Env, kinds: frozenset[Kind] | None = None) -> Offers:
    """What the TAB key completes: the names on record, read when it is first pressed."""
    entries: list[OfferedName] = []

    def offer(typed: str) -> list[Offer]:
        if not entries:
            entries.extend(source_entries(env.database))
        return find_offers(entries, typed, kinds)

    return offer
