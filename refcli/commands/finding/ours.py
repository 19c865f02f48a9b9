"""The provider of ours of whose patients alone a list is asked for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from refcli.core.referrals.our_providers import OurProvider, find_kin, settle_provider
from refcli.core.values.periods import Period
from refcli.core.vocabulary import Kind
from refcli.errors import UsageError
from refcli.lines import command_line, drop_options, line_instead
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


def find_ours(book: "Book", typed: str, line: Sequence[str]) -> OurProvider:
    """Who is meant by whole words of a name, and the referrals of whom they see.

    ``line``: its words as they were typed, all of which stay in what is to be typed instead.
    """
    known = storage.referrals.read_our_doctors(book)
    if not typed.strip():
        bare = command_line(drop_options(line, "--provider", "--db"))
        raise UsageError(f"--provider is empty. Type: {bare}")
    ours = settle_provider(typed, known, lambda name: line_instead(line, "--provider", name))
    kin = (with_seen(book, frozenset({one})) for one in find_kin(ours.spellings, known))
    return replace(with_seen(book, ours.spellings), kin=tuple(kin), typed=typed.strip())


def with_seen(book: "Book", spellings: frozenset[str]) -> OurProvider:
    """A provider of these spellings, with the numbers of whom they see."""
    return OurProvider(spellings, storage.referrals.read_seen_by(book, spellings))


def tell_kin(
    book: "Book",
    ours: OurProvider,
    period: Period,
    line: Sequence[str],
    kinds: Collection[Kind] = (),
) -> list[str]:
    """Whom else the typed name may mean, by how many were referred to them in a period.

    Ask it before the others are left out. ``line``: as of ``find_ours``.
    """
    if not ours.kin:
        return []
    referred = storage.counting.figures.read_numbers(book, period, kinds)
    counts = {one.name: len(referred & one.referral_ids) for one in ours.kin}
    return [f"{one}." for one in say_kin(counts, line)]


def say_kin(counts: Mapping[str, int], line: Sequence[str]) -> list[str]:
    """How much more there is of whom else the typed name may mean, with the line that shows it."""
    shown = drop_options(line, "-o", "--output", "--ics")
    return [
        f"{many} more {'is' if many == 1 else 'are'} of {name}, who may be the same:"
        f" {line_instead(shown, '--provider', name)}"
        for name, many in counts.items()
        if many
    ]
