"""Whom an invitation goes to: by kind, owner and name, and by nothing else.

It works behind the firewall: nothing here reads referrals.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from refcli.commands.finding.sources import refuse_nobody, resolve
from refcli.core.events.guests import Event
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book
from refcli.core.events.choice import Choice, Invitable


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestFilter:
    """A filter, and sources by name."""

    kinds: Sequence[Kind] = ()
    owner: str | None = None
    names: Sequence[str] = ()

    @property
    def filtered(self) -> bool:
        """Whether a kind or an owner was typed, not only names."""
        return bool(self.kinds or self.owner is not None)

    def check(self) -> None:
        """Refuse where nobody is said."""
        if not (self.filtered or self.names):
            raise UsageError("Say whom: by --kind or --owner, or each with --source.")


def choose_guests(env: Env, book: "Book", event: Event, wanted: GuestFilter) -> Choice:
    """Everybody who is wanted, by name of source, each in the place where they belong."""
    known = storage.events.read_invitable(book)
    current = [source for source in known if not is_archived(env, source)]
    called = {resolve(book, name, "--source").id for name in wanted.names}
    refuse_called([source for source in current if source.id in called])
    chosen = pick_sources(current, wanted)
    there = set(invited_ids(book, event))
    made = Choice(archived=len(pick_sources([s for s in known if is_archived(env, s)], wanted)))
    for source in (s for s in current if s.id in chosen | called):
        if source.id in there:
            made.already.append(source)
        elif wishes := wishes_against(source, named=source.id in called):
            made.left_out.append((source, ", ".join(wishes)))
        else:
            made.new.append(source)
    return made


def is_archived(env: Env, source: Invitable) -> bool:
    """True from the day on which it was archived."""
    return source.archived_on is not None and source.archived_on <= env.today


def invited_ids(book: "Book", event: Event) -> list[int]:
    """The sources that are invited."""
    return [source_id for _, source_id in storage.events.read_invitations(book, event.id)]


def pick_sources(sources: list[Invitable], wanted: GuestFilter) -> set[int]:
    """The sources that meet the filter; nobody where there is none."""
    return {
        source.id
        for source in sources
        if wanted.filtered
        and not source.built_in
        and (not wanted.kinds or source.kind in wanted.kinds)
        and is_owned_by(source, wanted.owner)
    }


def is_owned_by(source: Invitable, owner: str | None) -> bool:
    """Whether a source belongs to the wanted owner; every source does when no owner is wanted."""
    return owner is None or source.owner.casefold() == owner.strip().casefold()


def wishes_against(source: Invitable, *, named: bool) -> list[str]:
    """For which wishes a source is not invited: it asked us not to mail, or not to visit.

    One that was named may come although it wants no gifts: to a lecture, say.
    """
    wishes = (
        ("do not mail", source.do_not_mail),
        ("do not visit", source.do_not_visit),
        ("no gifts", source.no_gifts and not named),
    )
    return [words for words, meant in wishes if meant]


def refuse_called(sources: Sequence[Invitable]) -> None:
    """Refuse all where one that was named cannot be invited."""
    for source in sources:
        refuse_nobody(source.name, "it cannot be invited")
        if wishes := wishes_against(source, named=True):
            flags = [f"--no-{wish.replace(' ', '-')}" for wish in wishes]
            raise RefusedError(
                f"#{source.id} {source.name} does not want it ({', '.join(wishes)}). If that has"
                " changed:"
                f" {type_line('source edit', f'#{source.id}', *flags)}"
            )
