"""How the rows of files name their sources: what a row says, before it is known who is meant."""

from collections.abc import Iterator
from dataclasses import dataclass

from refcli.core.intake.columns.meanings import Meaning
from refcli.core.intake.reading.understood import ContactLine, ReferralLine, Rejected
from refcli.core.intake.reading.words import find_kind
from refcli.core.names.keys import LONGEST
from refcli.core.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Spoken:
    """One way in which a file names a source: the name, its kind where told, and its own number.

    ``own`` tells namesakes apart: an NPI, or the number that the file has for a contact. So does
    ``office``, where the row names one.
    """

    name: str
    kind: Kind | None = None
    own: str = ""
    office: str = ""


def speak_primary(row: ReferralLine) -> Spoken:
    """How a row names its first source."""
    return Spoken(row.source, row.kind, row.source_key or row.npi, row.office)


def speak_assists(row: ReferralLine) -> Iterator[Spoken]:
    """How a row names its further sources; those of another file's number stand last."""
    plain = len(row.also) - len(row.also_keys)
    for name, key in zip(row.also, ("",) * plain + row.also_keys, strict=True):
        yield Spoken(name, None, key)


def speak_rejected(row: Rejected) -> Iterator[Spoken]:
    """How a row that cannot be taken names its sources, as far as that can be read."""
    source, told = row.cells.get(Meaning.SOURCE, ""), row.cells.get(Meaning.KIND, "")
    office, kind = row.cells.get(Meaning.OFFICE, ""), find_kind(told) if told else None
    if source and (kind or not told) and max(len(source), len(office)) <= LONGEST:
        yield Spoken(source, kind)
    for name in row.cells.get(Meaning.ALSO, "").split(";"):
        if name.strip() and len(name) <= LONGEST:
            yield Spoken(name.strip())


def speak_contact(contact: ContactLine) -> Spoken:
    """A contact of a file of contacts; each line is one of its own."""
    kind = contact.kind if contact.sure else None
    return Spoken(contact.name, kind, f"{contact.file}:{contact.line}")
