"""The practice's own letter texts, and whom letters go to."""

from collections.abc import Collection
from dataclasses import dataclass

from refcli.core.letters.templates import DEFAULTS, Addressee, Template
from refcli.core.values.periods import Period
from refcli.core.vocabulary import Kind
from refcli.storage.book.door import Book
from refcli.storage.counting import figures
from refcli.storage.practice import read_settings, save_settings
from refcli.storage.sources.records import read_sources


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
    to = []
    for one in here:
        if not one.record.do_not_mail:
            office = every.get(one.record.office_id or 0)
            address = one.record.address or (office.record.address if office else "")
            to.append(Addressee(one.id, one.record.name, one.office, address))
    return Recipients(to, len(here) - len(to), len(known) - len(here))


def find_referrers(book: Book, period: Period, kinds: Collection[Kind]) -> set[int]:
    """Who of some kinds has a countable referral received in a period."""
    credits_ = figures.credits_(book)
    found = (one.source_id for one in figures.count_tallies(book, period))
    return {id_ for id_ in found if credits_[id_].kind in kinds and not credits_[id_].built_in}


def all_of(book: Book, kinds: Collection[Kind]) -> set[int]:
    """Every source of some kinds, whether it refers or not."""
    return {one.id for one in read_sources(book) if one.record.kind in kinds}
