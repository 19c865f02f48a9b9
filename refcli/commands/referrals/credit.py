"""The source that a new referral is credited to: found, or created when it is said to be new."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from refcli.commands.finding.questions import source_choice
from refcli.commands.finding.sources import (
    archived_source,
    check_new_name,
    follow_number,
    list_akin,
    list_sources,
    refuse_archived_on,
    unclear_error,
)
from refcli.core.names.akin import is_generic
from refcli.core.names.people import person_key
from refcli.core.sources.matching import (
    CERTAIN,
    Found,
    Level,
    Named,
    Unclear,
    find_sources,
)
from refcli.core.sources.records import NewSource
from refcli.core.sources.rivals import find_rivals
from refcli.core.values.periods import EVER
from refcli.core.vocabulary import Kind
from refcli.errors import RefusedError
from refcli.lines import line_about, type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

FROM = "--from"


@dataclass(frozen=True, slots=True)
class NewName:
    """A source as typed: its kind and office where it is new, ``anyway`` despite similar ones.

    ``on`` is the day of the referral that it came in with; ``new_office``: somebody said that the
    office is none of those on record.
    """

    typed: str
    kind: Kind | None
    office: str | None
    on: date
    anyway: bool
    new_office: bool = False


@dataclass(frozen=True, slots=True)
class Credited:
    """The source that gets the credit; ``referral_id``: the patient's own, newly linked.

    ``office``: the one that came with it, as ``at Elm Dental, new: #6``. ``said``: what else has to
    be said of it.
    """

    id: int
    name: str
    created: bool
    referral_id: int | None = None
    office: str = ""
    said: str = ""


def match_source(name: NewName, known: list[Named]) -> Found | Unclear:
    """The source on record; one with a kind only by its whole name, else it may be a new one."""
    found = find_sources(name.typed, known)
    if name.kind is None or (isinstance(found, Found) and found.level is not Level.WORDS):
        return found
    like = find_rivals(name.typed, name.kind, known)
    if isinstance(found, Unclear):
        return like if like.candidates or not is_generic(name.typed) else found
    if like.candidates:
        return like
    return Unclear((found.source,), clear=True)  # without its kind the name would mean this one


def office_meant(typed: str, known: list[Named]) -> Found | Unclear:
    """The office of this whole name or number; else those that it may be."""
    offices = [source for source in known if source.kind is Kind.OFFICE]
    found = find_sources(typed, offices, titles=False)
    if isinstance(found, Found) and found.level in CERTAIN - {Level.WORDS}:
        return found
    return find_rivals(typed, Kind.OFFICE, offices)


def credit_source(book: "Book", name: NewName) -> Credited:
    """The source that is meant; with a kind it is created where no other is like it."""
    name = replace(name, typed=follow_number(book, name.typed))
    known = storage.sources.records.read_named(book)
    found = match_source(name, known)
    if isinstance(found, Found) and not (name.anyway and name.kind):
        return on_record_already(book, found.source, name)
    if not name.anyway and (gone := archived_source(book, name.typed, found)):
        refuse_archived_on(book, gone, name.on)
        return on_record_already(book, gone, name)
    if name.kind is None:
        raise patient_meant(book, name.typed, found) or not_certain(name.typed, found)
    if isinstance(found, Unclear) and found.candidates and not name.anyway:
        raise near_miss(name.typed, found.candidates)
    return create_source(book, name, name.kind)


def patient_meant(book: "Book", typed: str, found: Found | Unclear) -> RefusedError | None:
    """The refusal of a patient on record who has not referred until now."""
    if isinstance(found, Unclear) and found.candidates:
        return None
    same = storage.sources.patients.read_persons(book).get(person_key(typed), ())
    if not same:
        return None
    which = ", ".join(str(row.id) for row in same[:3])
    return RefusedError(
        f"{typed!r} is on record as a patient (referral {which}) and not as a source. If they sent"
        " somebody, add --kind patient"
    )


def not_certain(typed: str, found: Found | Unclear) -> RefusedError:
    """The refusal of a name without a kind that is not certainly one on record."""
    if isinstance(found, Unclear) and found.candidates:
        more = "; if it is new, add --kind provider (or patient, office, digital ...)"
        return unclear_error(typed, found.candidates, FROM, more)
    akin = list_akin(found) if isinstance(found, Unclear) else ""
    return RefusedError(
        f"No source is called {typed!r}{akin}. See: ref source list; if it is new, add --kind"
        " provider (or patient, office, digital ...); if nobody was asked: --from unknown"
    )


def near_miss(typed: str, candidates: tuple[Named, ...]) -> RefusedError:
    """The refusal of a name like one on record: asked about, never taken for new."""
    return RefusedError(
        f'{typed!r} could be {list_sources(candidates)}. If so, say {FROM} "#{candidates[0].id}"'
        " without --kind; if it is new, add --new"
    )


def on_record_already(book: "Book", source: Named, name: NewName) -> Credited:
    """A source on record gets the credit; the kind that was typed has to be its own."""
    if name.kind is not None and source.kind is not name.kind:
        raise RefusedError(
            f"{source_choice(source)} is on record already, and no {name.kind}."
            f" Leave out --kind to credit it, or add --new for a second one of that name"
        )
    office, said = settle_office(book, source, name) if name.office else ("", "")
    return Credited(source.id, source.name, created=False, office=office, said=said)


def create_source(book: "Book", name: NewName, kind: Kind) -> Credited:
    """A new source, with its office."""
    refuse_number(name.typed)
    if name.office and kind is not Kind.PROVIDER:
        raise RefusedError(f"A {kind} works in no office. Leave out --office.")
    office_id, office = office_of(book, name.office, name) if name.office else (None, "")
    source = NewSource(
        name=check_new_name(name.typed), kind=kind, added_on=name.on, office_id=office_id
    )
    id_ = storage.sources.records.add_source(book, source)
    return Credited(id_, source.name, created=True, office=office)


def refuse_number(typed: str) -> None:
    """A number that no source has cannot be the name of a new one."""
    if typed.lstrip().startswith("#"):
        raise RefusedError(f"There is no source {typed}. See: ref source list")


def settle_office(book: "Book", source: Named, name: NewName) -> tuple[str, str]:
    """Note where a provider on record works; the office where that is news, and a sentence.

    The sentence says what of the past counts there now.
    Another office than the known one is refused.
    """
    known = storage.sources.records.read_source_view(book, source.id)
    if source.kind is not Kind.PROVIDER:
        raise RefusedError(f"{source_choice(source)} works in no office. Leave out --office.")
    office_id, office = office_of(book, name.office or "", name)
    if known.record.office_id is None:
        first = storage.sources.places.read_stays(book, source.id)[0]
        before = storage.sources.places.count_attached(book, source.id, EVER)
        storage.sources.places.settle_place(book, source.id, office_id, name.on)
        counted = f" Its {before} of before count there too." if before and not first.row else ""
        return office, counted
    if known.record.office_id != office_id:
        raise RefusedError(
            f"{source.name} works at {known.office}. Leave out --office; if it moved, first:"
            f" {type_line('source move', f'#{source.id}', '--to', name.office or '')}"
        )
    return "", ""


def office_of(book: "Book", typed: str, name: NewName) -> tuple[int, str]:
    """The office that was typed, whoever works there, and how it is told.

    It is created with its first provider: ``at Elm Dental, new: #6``.
    """
    typed = follow_number(book, typed)
    found = office_meant(typed, storage.sources.records.read_named(book))
    if isinstance(found, Found):
        return found.source.id, f"at {found.source.name}"
    if found.candidates and not name.new_office:
        raise RefusedError(
            f"{typed!r} could be {list_sources(found.candidates)}. If so, say --office"
            f' "#{found.candidates[0].id}"; if it is another one, first:'
            f" {line_about('source add', typed.strip(), '--kind', 'office', '--new')}"
        )
    refuse_number(typed)
    office = NewSource(name=check_new_name(typed), kind=Kind.OFFICE, added_on=name.on)
    id_ = storage.sources.records.add_source(book, office)
    return id_, f"at {office.name}, new: #{id_}"
