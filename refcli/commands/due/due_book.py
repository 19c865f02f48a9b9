"""What the list needs of a book, read in one go."""

from collections.abc import Sequence
from dataclasses import dataclass

from refcli.commands.finding.ours import find_ours
from refcli.core.due.list import DueFacts
from refcli.core.names.named import Named
from refcli.core.referrals.our_providers import OurProvider
from refcli.env import Env
from refcli.on_use import storage


@dataclass(frozen=True, slots=True)
class DueBook:
    """What may be owed, every source, whose book it is.

    ``ours``: the provider of ours of whose patients alone the list is to be.
    """

    facts: DueFacts
    sources: Sequence[Named]
    practice: str
    id: str
    ours: OurProvider | None = None


def read_book(env: Env, provider: str | None) -> DueBook:
    """The book as of the day; with one of our providers, if one was named."""
    with storage.book.door.reading(env.door()) as book:
        return DueBook(
            storage.due.due_facts(book),
            storage.sources.records.read_named(book),
            storage.practice.read_practice(book).name,
            storage.practice.book_id(book),
            None if provider is None else find_ours(book, provider, env.outcome.typed),
        )
