"""The source that a new referral is credited to: found, or created when it is said to be new."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from refcli.commands.finding.questions import describe_source, source_choice
from refcli.commands.finding.sources import (
    can_be_new,
    check_new_name,
    follow_number,
    line_back,
    line_to_add,
    list_akin,
    list_sources,
    read_everybody,
    refuse_archived_on,
    source_of_key,
)
from refcli.commands.referrals.adding.new_name import (
    NewName,
    follow_office,
    imply_kind,
    match_office,
    match_source,
    names_own_office,
    without_kind,
)
from refcli.commands.referrals.referrers import (
    find_own_source,
    refuse_near_patient,
    refuse_patient_of_name,
)
from refcli.core.names.capitals import with_capitals
from refcli.core.names.named import Named
from refcli.core.names.people import person_key
from refcli.core.sources.kind_words import find_kinds, is_nameless
from refcli.core.sources.matching import Found, Unclear
from refcli.core.sources.records import NewSource
from refcli.core.values.periods import EVER
from refcli.core.vocabulary import Kind
from refcli.errors import RefusedError
from refcli.lines import line_about, quote_word, type_line
from refcli.on_use import storage
from refcli.phrases import with_article

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

FROM = "--from"
OFTEN = (Kind.PROVIDER, Kind.PATIENT, Kind.OFFICE, Kind.DIGITAL)  # kinds of new sources
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Credited:
    """The source that gets the credit; ``referral_id``: the patient's own, newly linked.

    ``about``: what and where one on record is; ``office``: the one that came with it, as ``at Elm
    Dental, new: #6``. ``said``: what else has to be said of it. ``lines``: for one that was
    created, what to type to put it on record alone.
    """

    id: int
    name: str
    created: bool
    referral_id: int | None = None
    about: str = ""
    office: str = ""
    said: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeMeant:
    """The office that was typed, and how it is told.

    ``again``: how it is typed once nothing was recorded; ``line``: what creates it before that.
    """

    id: int
    told: str
    again: str
    line: str = ""


def credit_source(book: "Book", name: NewName) -> Credited:
    """The source that is meant; with a kind it is created where no other is like it."""
    known = read_everybody(book)
    name = replace(name, typed=follow_number(book, name.typed))
    name = imply_kind(follow_office(name, known), known)
    found = match_source(name, known)
    if not isinstance(found, Found) and (by_key := source_of_key(book, name.typed)):
        name = replace(name, typed=f"#{by_key}")
        found = match_source(name, known)
    if isinstance(found, Found) and not (name.anyway and name.kind):
        if name.kind is None:
            refuse_patient_of_name(book, name.typed, found)
        return on_record_already(book, found.source, name)
    can_refer_already = name.kind in {None, Kind.PATIENT} and not name.anyway
    if can_refer_already and (own := find_own_source(book, name.typed, known)):
        return on_record_already(book, own, name)
    if is_nameless(name.typed, name.kind):
        raise refuse_nameless(name, found)
    if name.kind is None:
        raise patient_meant(book, name, found) or not_certain(name, found)
    if isinstance(found, Unclear) and found.candidates and not name.anyway:
        raise near_miss(name, found.candidates)
    if name.kind is Kind.PATIENT and not name.anyway:
        refuse_near_patient(book, name.typed)
    return create_source(book, name, name.kind)


def patient_meant(book: "Book", name: NewName, found: Found | Unclear) -> RefusedError | None:
    """The refusal of a patient on record who has not referred until now."""
    if isinstance(found, Unclear) and found.candidates:
        return None
    same = storage.sources.patients.read_persons(book).get(person_key(name.typed), ())
    if not same:
        return None
    which = ", ".join(str(row.id) for row in same[:3])
    return RefusedError(
        f"{name.typed!r} is on record as a patient (referral {which}) and not as a source. If they"
        f" sent somebody, {line_with(name, '', '--kind', 'patient')}"
    )


def refuse_nameless(name: NewName, found: Found | Unclear) -> RefusedError:
    """The refusal of a word for what somebody is: mother, dentist; whoever it was has a name."""
    unclear = found if isinstance(found, Unclear) else Unclear()
    could = f" On record: {list_sources(unclear.candidates)}." if unclear.candidates else ""
    return RefusedError(
        f"{name.typed!r} says what somebody is, and not who.{could} Type the name in its place; if"
        f" nobody knows it, {line_with(replace(name, again=without_kind(name.again)), 'unknown')}"
    )


def line_with(name: NewName, source: str, *options: str) -> str:
    """The line that was typed, with another source or an option; where it was none, what to add."""
    if name.again.parts:
        return f"type: {name.again.write(source, *options)}"
    return f"say {FROM} {quote_word(source)}" if source else f"add {' '.join(options)}"


def not_certain(name: NewName, found: Found | Unclear) -> RefusedError:
    """The refusal of a name without a kind that is not certainly one on record."""
    unclear = found if isinstance(found, Unclear) else Unclear()
    kind = next(iter(find_kinds(name.typed)), Kind.PROVIDER)  # internet: digital
    others = f" (or {', '.join(one for one in OFTEN if one is not kind)} ...)"
    if unclear.candidates:
        new = f"; if it is new, {line_with(name, '', '--kind', kind, '--new')}{others}"
        return could_be(name, unclear.candidates, new, unclear.more)
    seen = f"No source is called {name.typed!r}{list_akin(unclear)}. See: ref source list"
    new = f"; if it is new, {line_with(name, '', '--kind', kind)}{others}"
    nobody = f"; if nobody was asked, {line_with(name, 'unknown')}"
    return RefusedError(f"{seen}{new * can_be_new(name.typed)}{nobody}")


def near_miss(name: NewName, candidates: tuple[Named, ...]) -> RefusedError:
    """The refusal of a name like one on record: asked about, never taken for new."""
    return could_be(name, candidates, f"; if it is new, {line_with(name, '', '--new')}")


def could_be(name: NewName, candidates: Sequence[Named], new: str, beyond: int = 0) -> RefusedError:
    """The refusal of a name that may mean these, each with what to type for it."""
    first, whole = candidates[0], replace(name, again=without_kind(name.again))
    ways = [line_with(whole, f"#{one.id}") for one in candidates[:MOST_LINES]]
    how = f"first: {line_back(first)}" if first.archived else " · ".join(ways)
    listed = list_sources(candidates, beyond)
    return RefusedError(
        f"{name.typed!r} could be {listed}. If so, {how}{new * can_be_new(name.typed)}"
    )


def on_record_already(book: "Book", source: Named, name: NewName) -> Credited:
    """A source on record gets the credit; the kind that was typed has to be its own."""
    if name.kind is not None and source.kind is not name.kind:
        second = ", or add --new for a second one of that name"
        raise RefusedError(
            f"{source_choice(source)} is on record already, and no {name.kind}."
            f" Leave out --kind to credit it{second * can_be_new(name.typed)}"
        )
    refuse_archived_on(book, source, name.on)
    office, said = settle_office(book, source, name) if name.office else ("", "")
    about = describe_source(source)
    return Credited(source.id, source.name, created=False, about=about, office=office, said=said)


def create_source(book: "Book", name: NewName, kind: Kind) -> Credited:
    """A new source, with its office."""
    refuse_number(name.typed)
    if name.office and kind is not Kind.PROVIDER:
        whoever = with_article(kind).capitalize()
        raise RefusedError(f"{whoever} works in no office. {without_office(name, new=True)}")
    office = office_of(book, name) if name.office else None
    source = NewSource(
        name=check_new_name(with_capitals(name.typed) if name.bare else name.typed),
        kind=kind,
        added_on=name.on,
        office_id=office.id if office else None,
    )
    known = read_everybody(book)
    id_ = storage.sources.records.add_source(book, source)
    told = office.told if office else ""
    lines = lines_to_create(source, office, known)
    return Credited(id_, source.name, created=True, office=told, lines=lines)


def lines_to_create(
    source: NewSource, office: OfficeMeant | None, known: Sequence[Named]
) -> tuple[str, ...]:
    """What to type to put a new source on record without a referral, its new office first."""
    if office is None:
        return (line_to_add(source.name, source.kind, known),)
    line = line_to_add(source.name, source.kind, known, "--office", office.again)
    return (office.line, line) if office.line else (line,)


def refuse_number(typed: str) -> None:
    """A number that no source has cannot be the name of a new one."""
    if typed.lstrip().startswith("#"):
        raise RefusedError(f"There is no source {typed}. See: ref source list")


def without_office(name: NewName, *, new: bool = False) -> str:
    """How to leave out the office that was typed; ``at`` may be a word of a new source's name."""
    if not name.again.parts:
        return "Leave out --office."
    line = name.again.write_office()
    if new and (whole := name.again.write_in_name()):
        return f"If at is a word of its name, type: {whole}; without the office, type: {line}"
    return f"Without it, type: {line}"


def settle_office(book: "Book", source: Named, name: NewName) -> tuple[str, str]:
    """Note where a provider on record works; the office where that is news, and a sentence.

    The sentence says what of the past counts there now.
    Another office than the known one is refused.
    """
    known = storage.sources.records.read_source_view(book, source.id)
    if source.kind is not Kind.PROVIDER:
        raise RefusedError(f"{source_choice(source)} works in no office. {without_office(name)}")
    if known.record.office_id and names_own_office(name, read_everybody(book)):
        return "", ""
    office = office_of(book, name)
    if known.record.office_id is None:
        first = storage.sources.places.read_stays(book, source.id)[0]
        before = storage.sources.places.count_attached(book, source.id, EVER)
        storage.sources.places.settle_place(book, source.id, office.id, name.on)
        counted = f"Its {before} of before count there too." if before and not first.row else ""
        return office.told, counted
    if known.record.office_id != office.id:
        move = type_line("source move", f"#{source.id}", "--to", office.again)
        raise RefusedError(
            f"{source.name} works at {known.office}. {without_office(name).rstrip('.')}; if it"
            f" moved, first: {', then '.join(filter(None, (office.line, move)))}"
        )
    return "", ""


def office_of(book: "Book", name: NewName) -> OfficeMeant:
    """The office that was typed, whoever works there, and how it is told.

    It is created with its first provider: ``at Elm Dental, new: #6``.
    """
    typed, known = follow_number(book, name.office or ""), read_everybody(book)
    found = match_office(replace(name, office=typed), known)
    if isinstance(found, Found):
        one = found.source
        refuse_archived_on(book, one, name.on)
        return OfficeMeant(one.id, f"at {one.name}", f"#{one.id}")
    if found.candidates:
        raise near_office(name, typed, found.candidates)
    refuse_number(typed)
    if name.bare:
        typed = with_capitals(typed)
    office = NewSource(name=check_new_name(typed), kind=Kind.OFFICE, added_on=name.on)
    id_ = storage.sources.records.add_source(book, office)
    line = line_to_add(office.name, Kind.OFFICE, known)
    return OfficeMeant(id_, f"at {office.name}, new: #{id_}", office.name, line)


def near_office(name: NewName, typed: str, candidates: Sequence[Named]) -> RefusedError:
    """The refusal of an office like one on record; ``--new`` is about the source, not about it."""
    first = candidates[0]
    again = f'say --office "#{first.id}"'
    if name.again.parts and not name.again.has_office_option:
        again = f"type: {name.again.write_office(f'#{first.id}')}"
    how = f", first: {line_back(first)}" if first.archived else f", {again}"
    another = line_about("source add", typed.strip(), "--kind", "office", "--new")
    new = f"; if it is another one, first: {another}" * can_be_new(typed)
    return RefusedError(f"{typed!r} could be {list_sources(candidates)}. If so{how}{new}")
