"""From what somebody typed to the source that is meant."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from refcli import storage
from refcli.core.matching import Found, Level, Named, find
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.output.text import harmless

if TYPE_CHECKING:
    from refcli.storage.store import Book

MOST_TO_LIST = 8


def resolve(env: Env, book: "Book", typed: str) -> Named:
    """The one source that is meant; otherwise a refusal that lists what it could be."""
    found = find(typed, storage.queries.named(book))
    if not isinstance(found, Found):
        raise unclear(typed, found.candidates)
    if found.level is Level.TYPO:
        env.talk(f"Taking {typed!r} for #{found.source.id} {found.source.name}.")
    return found.source


def unclear(typed: str, candidates: Iterable[Named]) -> RefusedError:
    """The refusal of a name that means several sources, or none."""
    meant = list(candidates)
    if not meant:
        return RefusedError(
            f"No source is called {typed!r}. See: ref source list; if it is new, add"
            " --kind provider (or patient, office, digital ...) to ref add"
        )
    return RefusedError(
        f"{typed!r} could be {listed(meant)}. Say which by its number: '#{meant[0].id}'"
    )


def listed(sources: list[Named]) -> str:
    """The first few with their numbers."""
    shown = [described(source) for source in sources[:MOST_TO_LIST]]
    more = len(sources) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def described(source: Named) -> str:
    """A source so that it can be told from its namesakes."""
    place = f", {source.place}" if source.place else ""
    return f"#{source.id} {source.name} ({source.kind}{place})"


def settled(env: Env, typed: str) -> str:
    """In a terminal an unclear name is asked about, before anything is locked; else as typed."""
    if not env.interactive:
        return typed
    with storage.store.reading(env.door()) as book:
        found = find(typed, storage.queries.named(book))
    if isinstance(found, Found) or not found.candidates:
        return typed
    return f"#{pick(typed, list(found.candidates)).id}"


def pick(typed: str, candidates: list[Named]) -> Named:
    """Ask which of several sources is meant."""
    for number, source in enumerate(candidates, start=1):
        typer.echo(f"{number:>3}  {harmless(described(source))}", err=True)
    question = f"Which one is {harmless(typed)}? (1 to {len(candidates)})"
    while not 1 <= (number := int(typer.prompt(question, type=int, err=True))) <= len(candidates):
        pass
    return candidates[number - 1]
