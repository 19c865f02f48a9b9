"""A source as it was typed for a referral, and whom on record it can mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from refcli.commands.finding.sources import keep_offices
from refcli.core.names.akin import is_generic
from refcli.core.names.named import Named
from refcli.core.referrals.sentence.parts import Said, Slot, find_part
from refcli.core.referrals.sentence.telling import write_line
from refcli.core.sources.archived import find_with_archived
from refcli.core.sources.matching import CERTAIN, Found, Level, Unclear
from refcli.core.sources.rivals import find_rivals
from refcli.core.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class TypedAgain:
    """The line as it was typed, to be typed again with another source or a further option."""

    parts: tuple[Said, ...] = ()
    rest: tuple[str, ...] = ()

    def write(self, source: str = "", *options: str) -> str:
        """The line; ``source`` stands in the place of the one that was typed."""
        others = [one for one in self.parts if one.part is not Slot.FROM]
        if source:
            return write_line(
                [*others, Said(Slot.FROM, tuple(source.split()))], [*self.rest, *options]
            )
        return write_line(self.parts, [*self.rest, *options])

    def write_office(self, office: str = "") -> str:
        """The line with another office, or with none."""
        others = [one for one in self.parts if one.part is not Slot.AT]
        place = [Said(Slot.AT, (office,))] if office else []
        return write_line([*others, *place], self.rest)

    def write_in_name(self) -> str:
        """The line in which ``at`` is a word of the source's name; empty where it cannot be."""
        one, at = find_part(self.parts, Slot.FROM), find_part(self.parts, Slot.AT)
        if not (one and at and self.has_bare_source) or at.by_option:
            return ""
        whole = Said(Slot.FROM, (f"{one.text} {Slot.AT} {at.text}",))
        others = [other for other in self.parts if other not in {one, at}]
        return write_line([*others, whole], self.rest)

    def name(
        self, source: str | None, kind: Kind | None, office: str | None, on: date, *, anyway: bool
    ) -> "NewName":
        """The source of the line as it was typed."""
        bare = self.has_bare_source
        return NewName(source or "", kind, office, on, anyway, bare=bare, again=self)

    @property
    def has_office_option(self) -> bool:
        """Whether the office was typed behind its option."""
        one = find_part(self.parts, Slot.AT)
        return one is not None and one.by_option

    @property
    def has_bare_source(self) -> bool:
        """Whether the source was typed without quotes, behind its keyword."""
        one = find_part(self.parts, Slot.FROM)
        return one is not None and one.is_loose and not one.by_option


def without_kind(again: TypedAgain) -> TypedAgain:
    """The line for a source on record: its kind and its office are known."""
    rest = list(again.rest)
    for at in reversed([n for n, word in enumerate(rest) if word in {"--kind", "--new"}]):
        del rest[at : at + (2 if rest[at] == "--kind" else 1)]
    parts = tuple(one for one in again.parts if one.part is not Slot.AT)
    return TypedAgain(parts, tuple(rest))


@dataclass(frozen=True, slots=True)
class NewName:
    """A source as typed: its kind and office where it is new, ``anyway`` despite similar ones.

    ``on`` is the day of the referral that it came in with. ``turned_down`` and ``other_offices``
    are the numbers of those that were shown, and somebody said that none of them is meant: only
    these are not asked about again. ``by_office``: the kind follows from the office.
    ``bare``: typed without quotes, so that a new one gets capitals where it has none.
    ``again``: the line that named it; without parts where it was an answer.
    """

    typed: str
    kind: Kind | None
    office: str | None
    on: date
    anyway: bool
    turned_down: frozenset[int] = frozenset()
    other_offices: frozenset[int] = frozenset()
    by_office: bool = False
    bare: bool = False
    again: TypedAgain = TypedAgain()


def match_source(name: NewName, known: Sequence[Named]) -> Found | Unclear:
    """The source on record; one with a kind only by its whole name, else it may be a new one."""
    left = [one for one in known if one.id not in name.turned_down]
    found = find_with_archived(name.typed, left)
    if name.kind is None or (isinstance(found, Found) and found.level is not Level.WORDS):
        return found
    like = find_rivals(name.typed, name.kind, left)
    if isinstance(found, Unclear):
        return like if like.candidates or not is_generic(name.typed) else found
    if like.candidates:
        return like
    return Unclear((found.source,), clear=True)  # without its kind the name would mean this one


def match_office(name: NewName, known: Sequence[Named]) -> Found | Unclear:
    """The office of this whole name or number; else those that it may be."""
    typed = name.office or ""
    offices = [one for one in keep_offices(known) if one.id not in name.other_offices]
    found = find_with_archived(typed, offices, titles=False)
    if isinstance(found, Found) and found.level in CERTAIN - {Level.WORDS}:
        return found
    return find_rivals(typed, Kind.OFFICE, offices)


def names_own_office(name: NewName, known: Sequence[Named]) -> bool:
    """Whether the office that was typed can only be the one where the source on record works."""
    found = match_source(name, known)
    office = find_with_archived(name.office or "", keep_offices(known), titles=False)
    if not (isinstance(found, Found) and isinstance(office, Found)):
        return False
    return office.level in CERTAIN and office.source.name == found.source.place


def follow_office(name: NewName, known: Sequence[Named]) -> NewName:
    """The name; of several that it can mean, the number of the only one who works at the office."""
    found = match_source(name, known)
    if name.kind or not name.office or isinstance(found, Found):
        return name
    office = match_office(name, known)
    if not isinstance(office, Found):
        return name
    there = [one for one in found.candidates if one.place == office.source.name]
    return replace(name, typed=f"#{there[0].id}") if len(there) == 1 else name


def imply_kind(name: NewName, known: Sequence[Named]) -> NewName:
    """The name; of nobody on record it is a provider's where it was said where they work."""
    if name.kind or not name.office or isinstance(match_source(name, known), Found):
        return name
    return replace(name, kind=Kind.PROVIDER, by_office=True)
