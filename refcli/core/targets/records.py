"""A target: an office or provider of the national file, as it is written and as it is read."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from refcli.core.sources.postal import PostalAddress, postal_text
from refcli.core.targets.near import ZIP_DIGITS
from refcli.core.vocabulary import Kind


class Cases(StrEnum):
    """What a target does with cases of our specialty."""

    UNKNOWN = ""
    KEEPS = "keeps"
    REFERS_OUT = "refers_out"

    @property
    def words(self) -> str:
        """In words: refers out."""
        return self.value.replace("_", " ")


class Ending(StrEnum):
    """Why a target is one no longer."""

    NONE = ""
    DEACTIVATED = "deactivated"
    GONE = "gone"


ENDINGS = {Ending.DEACTIVATED: "deactivated", Ending.GONE: "not in the file any longer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTarget:
    """What a file says of an office or provider; ``codes`` of the taxonomy, the main one first.

    ``other_name``: a former name of a person, or the legal one of an office with a trade name.
    """

    npi: str
    kind: Kind
    name: str
    other_name: str = ""
    specialty: str = ""
    codes: tuple[str, ...] = ()
    phone: str = ""
    fax: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""

    @property
    def address(self) -> str:
        """The address in one line."""
        return postal_text(PostalAddress(self.street, self.city, self.state, self.zip))


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What somebody noted of a target: no national file says it."""

    cases: Cases = Cases.UNKNOWN
    note: str = ""

    def fill_from(self, other: "OwnWords") -> "OwnWords":
        """The same, with what only the other has."""
        return OwnWords(self.cases or other.cases, self.note or other.note)


PLACE = ("street", "city", "state")
ADDED = ("specialty", "phone", "fax")  # what a list of one's own may add to the national file


def fill_from_record(now: NewTarget, known: NewTarget) -> NewTarget:
    """What a list of one's own says of a target on record, which it need not say whole.

    What it leaves empty stays, and so do the name and the kind; so does the address where the ZIP
    code is the same one and no street is given.
    """
    kept = {name: getattr(known, name) for name in ADDED if not getattr(now, name)}
    if now.zip[:ZIP_DIGITS] == known.zip[:ZIP_DIGITS]:
        kept |= {name: getattr(known, name) for name in PLACE if not getattr(now, name)}
        kept |= {"zip": max(now.zip, known.zip, key=len)}
    return replace(
        now,
        kind=known.kind,
        name=known.name,
        other_name=known.other_name,
        codes=now.codes or known.codes,
        **kept,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target on record: what the last file said, what we know, and what became of it."""

    id: int
    record: NewTarget
    cases: Cases = Cases.UNKNOWN
    note: str = ""
    added_on: date
    moved_on: date | None = None
    moved_from: str = ""
    ended_on: date | None = None
    ended_why: Ending = Ending.NONE

    @property
    def own_words(self) -> OwnWords:
        """What somebody noted of it."""
        return OwnWords(self.cases, self.note)

    def __str__(self) -> str:
        """``1234567893 Dr. Ngozi Okafor``."""
        return f"{self.record.npi} {self.record.name}"
