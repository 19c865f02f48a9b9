"""The practice's own letter texts, whom letters go to, and who signs them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select

from refcli.core.letters.signers import Signer
from refcli.core.letters.templates import DEFAULTS, Addressee, Template
from refcli.core.sources.postal import PostalAddress
from refcli.core.sources.records import SourceView
from refcli.core.values.periods import Period
from refcli.core.vocabulary import Kind
from refcli.storage.book.door import Book
from refcli.storage.book.rows import insert_row, update_row
from refcli.storage.counting import figures
from refcli.storage.practice import read_settings, save_settings
from refcli.storage.schema.tables import SIGNER
from refcli.storage.sources.records import read_sources

DEFAULT_SIGNER = "letter_signer"  # the setting: a provider as in the table of signers


def text_of(book: Book, template: Template) -> str:
    """A template's text: the practice's own, or the one that comes with ref."""
    return read_settings(book).get(f"letter_{template}") or DEFAULTS[template]


def save_text(book: Book, template: Template, text: str) -> None:
    """Keep the practice's own text; an empty one brings back the first."""
    save_settings(book, {f"letter_{template}": text})


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom letters go to, and how many want none or are archived."""

    to: list[Addressee]
    no_mail: int
    archived: int


def letter_recipients(book: Book, source_ids: Collection[int]) -> Recipients:
    """These sources by name; an office's address stands in for that of who works in it."""
    every = {one.id: one for one in read_sources(book, archived=True)}
    known = [one for id_, one in every.items() if id_ in source_ids and not one.built_in]
    used = {one.id for one in read_sources(book)}
    here = [one for one in known if one.id in used]
    to = [
        addressee_of(one, every.get(one.record.office_id or 0))
        for one in here
        if not one.record.do_not_mail
    ]
    return Recipients(to, len(here) - len(to), len(known) - len(here))


def addressee_of(one: SourceView, office: SourceView | None) -> Addressee:
    """Whom a letter to a source goes to; the office's address stands in for one of its own."""
    its = one.record
    where = office.record if office and not its.address else its
    return Addressee(
        source_id=one.id,
        name=its.name,
        office=one.office,
        address=where.address,
        kind=its.kind,
        salutation=its.salutation,
        parts=PostalAddress(where.street, where.city, where.state, where.zip),
        office_id=its.office_id,
    )


def read_signers(book: Book) -> list[Signer]:
    """Who signs letters, in the order in which they were added."""
    chosen = read_settings(book).get(DEFAULT_SIGNER, "")
    rows = book.session.execute(select(SIGNER).order_by(SIGNER.c.id))
    return [
        Signer(row.provider, row.signs_as, row.phone, row.provider == chosen, row.id)
        for row in rows
    ]


def save_signer(book: Book, new: Signer) -> None:
    """Keep how a provider signs; one that is numbered is changed."""
    values = {"provider": new.provider, "signs_as": new.signs_as, "phone": new.phone}
    if new.id:
        update_row(book, SIGNER, new.id, values)
    else:
        insert_row(book, SIGNER, **values)
    if new.default:
        save_settings(book, {DEFAULT_SIGNER: new.provider})


def remove_signer(book: Book, gone: Signer) -> None:
    """Take a signer away; nobody is chosen any more where it was this one."""
    if gone.default:
        save_settings(book, {DEFAULT_SIGNER: ""})
    book.session.execute(delete(SIGNER).where(SIGNER.c.id == gone.id))


def find_referrers(book: Book, period: Period, kinds: Collection[Kind]) -> set[int]:
    """Who of some kinds has a countable referral received in a period."""
    credits_ = figures.credits_(book)
    found = (one.source_id for one in figures.count_tallies(book, period))
    return {id_ for id_ in found if credits_[id_].kind in kinds and not credits_[id_].built_in}


def all_of(book: Book, kinds: Collection[Kind]) -> set[int]:
    """Every source of some kinds, whether it refers or not."""
    return {one.id for one in read_sources(book) if one.record.kind in kinds}
