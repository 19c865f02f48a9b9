"""A patient who refers is somebody on record: who of them is meant, and where that is open."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from refcli.commands.finding.questions import source_choice
from refcli.core.names.keys import is_titled
from refcli.core.names.named import Named
from refcli.core.names.people import KnownPeople, Sameness, person_key
from refcli.core.referrals.patients import chart_key
from refcli.core.sources.matching import Found, Level
from refcli.core.vocabulary import Kind
from refcli.errors import RefusedError
from refcli.on_use import storage
from refcli.phrases import name_some

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

MOST_TO_NAME = 3


def find_own_source(book: "Book", typed: str, known: Iterable[Named]) -> Named | None:
    """The source that a patient of this name is already, under another name of the same chart."""
    persons = storage.sources.patients.read_persons(book)
    rows = persons.get(person_key(typed), ())
    charts = {chart_key(row.chart) for row in rows} - {""}
    theirs = {row.id for row in rows}
    if charts:
        every = (row for some in persons.values() for row in some)
        theirs |= {row.id for row in every if chart_key(row.chart) in charts}
    linked = storage.sources.patients.read_linked(book, theirs)
    own = [one for one in known if one.id in linked and not one.archived]
    return own[0] if len(own) == 1 else None


def refuse_patient_of_name(book: "Book", typed: str, found: Found) -> None:
    """Refuse a name that is a doctor's or a place's, and a patient's whole name too.

    Example: "Jan Hart" can be Dr. Jan Hart, and Jan Hart who was referred to us.
    """
    one = found.source
    if one.kind is Kind.PATIENT or found.level is Level.ID or is_titled(typed):
        return
    if same := storage.sources.patients.read_persons(book).get(person_key(typed), ()):
        raise RefusedError(
            f"{typed!r} could be {source_choice(one)}, or our patient {same[0].patient}"
            f' ({name_referrals(same)}). Say which: --from "#{one.id}"; the patient:'
            " --kind patient --new"
        )


def refuse_near_patient(book: "Book", typed: str) -> None:
    """Refuse a new patient whose name is much like that of one on record."""
    persons = storage.sources.patients.read_persons(book)
    if person_key(typed) in persons:
        return
    names = [rows[-1].patient for rows in persons.values()]
    like = KnownPeople(names).find(typed)
    near = [names[place] for place, how in like.items() if how is not Sameness.DIFFERENT]
    if near:
        shown = [f"{one} ({name_referrals(persons[person_key(one)])})" for one in near]
        raise RefusedError(
            f"{typed!r} could be our patient {name_some(shown, MOST_TO_NAME)}. If so, type that"
            " name; if it is somebody else, add --new"
        )


def say_unlinked(book: "Book", source_id: int, name: str) -> str:
    """What is said of a new patient who refers, where several on record have the name."""
    same = storage.sources.patients.read_persons(book).get(person_key(name), ())
    if len(same) < 2:  # noqa: PLR2004
        return ""
    return (
        f"Several on record are called {same[0].patient} ({name_referrals(same)}); #{source_id} is"
        " linked to none of them."
    )


def name_referrals(rows: Iterable[Any]) -> str:
    """Their numbers: referral 1, referrals 1 and 5."""
    ids = [str(row.id) for row in rows]
    return f"referral{'s' * (len(ids) > 1)} {name_some(ids, MOST_TO_NAME)}"
