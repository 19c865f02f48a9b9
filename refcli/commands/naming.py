"""From what somebody typed to the source that is meant."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from refcli import storage
from refcli.core.matching import Found, Level, Named, find, near
from refcli.core.names import LONGEST, reserved
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.output.text import harmless

if TYPE_CHECKING:
    from refcli.storage.store import Book

MOST_TO_LIST = 8
MORE_THAN_ONE = 2


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


def short_enough(name: str) -> str:
    """The name; one as long as a letter was pasted by mistake."""
    if len(name) > LONGEST:
        raise UsageError(f"This name has {len(name)} letters; {LONGEST} are the most.")
    return name


def new_name(name: str) -> str:
    """A name that a new source may have."""
    if reserved(name):
        raise UsageError(f"{name!r} cannot name a new source: it means a source of its own.")
    return short_enough(name.strip())


def settled(env: Env, typed: str) -> str:
    """In a terminal an unclear name is asked about, before anything is locked; else as typed."""
    if not env.interactive:
        return typed
    with storage.store.reading(env.door()) as book:
        found = find(typed, storage.queries.named(book))
    if isinstance(found, Found) or not found.candidates:
        return typed
    return f"#{pick(env, typed, list(found.candidates)).id}"


def kind_asked_for(env: Env, typed: str) -> Kind | None:
    """In a terminal a name unlike any on record is asked about: what is it? Return stops."""
    if not env.interactive:
        return None
    with storage.store.reading(env.door()) as book:
        found = find(typed, storage.queries.named(book))
    if isinstance(found, Found) or found.candidates:
        return None
    question = f"{harmless(typed)} is new. What is it? ({', '.join(Kind)})"
    while answer := env.ask(question, may_be_empty=True):
        if answer.lower() in set(Kind):
            return Kind(answer.lower())
    return None


def asked_for(env: Env, question: str) -> str:
    """A source's name as answered; where several are like it, the one picked from them."""
    typed = env.ask(question)
    with storage.store.reading(env.door()) as book:
        known = storage.queries.named(book)
    found, similar = find(typed, known), near(typed, known)
    sure = isinstance(found, Found) and found.level in {Level.ID, Level.EXACT}
    return (
        typed if sure or len(similar) < MORE_THAN_ONE else f"#{pick(env, typed, list(similar)).id}"
    )


def pick(env: Env, typed: str, candidates: list[Named]) -> Named:
    """Ask which of several sources is meant."""
    for number, source in enumerate(candidates, start=1):
        env.talk(f"{number:>3}  {described(source)}")
    question = f"Which one is {harmless(typed)}? (1 to {len(candidates)})"
    numbers = {str(number): source for number, source in enumerate(candidates, start=1)}
    while (answer := env.ask(question)) not in numbers:
        pass
    return numbers[answer]
