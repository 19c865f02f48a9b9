"""The source that is meant, in use or archived: who left is known by name, and is never new."""

from collections.abc import Sequence

from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.core.sources.matching import CERTAIN, MOST_NEAR, Found, Level, Unclear, find_sources


def find_with_archived(
    typed: str, everybody: Sequence[Named], *, titles: bool = True
) -> Found | Unclear:
    """The source that a name means: one in use, else the archived one of that name.

    Where neither is certain, both are among those that may be meant. Example: with Dr. Susan Park
    archived and Dr. Sue Park in use, "susan park" is the archived one, and "park" the other.
    """
    live, gone = keep_in_use(everybody), [one for one in everybody if one.archived]
    found = find_sources(typed, live, titles=titles)
    if isinstance(found, Found) or not gone:
        return found
    if chosen := choose_archived(typed, found, find_sources(typed, gone, titles=titles)):
        return chosen
    every = find_sources(typed, everybody, titles=titles)
    if isinstance(every, Unclear):
        return every
    return Unclear((every.source, *found.candidates[: MOST_NEAR - 1]))


def keep_in_use(everybody: Sequence[Named]) -> list[Named]:
    """Those of them that are in use."""
    return [one for one in everybody if not one.archived]


def choose_archived(typed: str, live: Unclear, gone: Found | Unclear) -> Found | None:
    """The archived source of this name: a whole one goes before a name in use that is like it."""
    if isinstance(gone, Unclear):
        return None
    bears = any(name_key(typed) in own_keys(one) for one in live.candidates)
    whole = gone.level in CERTAIN - {Level.WORDS} and not bears
    return gone if whole or not live.candidates else None


def own_keys(source: Named) -> set[str]:
    """The name and the aliases as they are compared."""
    return {name_key(name) for name in (source.name, *source.aliases)}
