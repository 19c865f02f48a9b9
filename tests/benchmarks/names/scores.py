"""A line of the table, and what becomes of a name that is typed with a kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.core.sources.matching import Found, Level, find_sources
from refcli.core.sources.rivals import find_rivals
from refcli.core.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Score:
    """One line of the table."""

    what: str
    aim: str
    measured: str
    missed: bool
    note: str = ""

    @classmethod
    def share(cls, what: str, least: float, got: int, of: int, note: str = "") -> Self:
        """So many of them, and how many there should be at the least."""
        missed = got < least * of
        return cls(
            what, f">= {least:.0%}" if least else "", f"{got} of {of}, {got / of:.1%}", missed, note
        )

    @classmethod
    def most(cls, what: str, most: float, got: int, of: int, note: str = "") -> Self:
        """So many of them, and how many there may be at the most."""
        aim = f"<= {most:.0%}" if most else "0"
        return cls(what, aim, f"{got} of {of}, {got / of:.1%}", got > most * of, note)


def answer(typed: str, kind: Kind, book: Sequence[Named]) -> tuple[Named, ...]:
    """Whom ``--from typed --kind kind`` takes or asks about; nobody if it is silently new."""
    found = find_sources(typed, book)
    if isinstance(found, Found) and found.level is not Level.WORDS:
        return (found.source,)
    rivals = find_rivals(typed, kind, book).candidates
    return rivals or ((found.source,) if isinstance(found, Found) else ())


def is_first(typed: str, wanted: Named, book: Sequence[Named]) -> bool:
    """Whether the one that is meant is right at once, or the first that is offered."""
    found = find_sources(typed, book)
    if isinstance(found, Found):
        return found.source == wanted
    first = next(iter(found.offered), None)  # namesakes are told apart by more than their name
    return first is not None and name_key(first.name) == name_key(wanted.name)


def is_offered(typed: str, wanted: Named, book: Sequence[Named]) -> bool:
    """Whether the one that is meant is right at once, or among those that are offered."""
    found = find_sources(typed, book)
    return found.source == wanted if isinstance(found, Found) else wanted in found.offered
