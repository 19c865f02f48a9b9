"""Everybody on record who is like a text, the best first: by name, number, phone, chart, e-mail."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from refcli.core.finding.patients import KnownReferral
from refcli.core.names.keys import name_key
from refcli.core.names.likeness import KeyedNames
from refcli.core.names.named import Named
from refcli.core.names.nicknames import RELATED
from refcli.core.names.wording import is_telling
from refcli.core.sources.matching import (
    Level,
    Match,
    combine_matches,
    find_alike,
    find_like_names,
    find_numbered,
    key_sources,
)
from refcli.core.vocabulary import BuiltIn

FEWEST_DIGITS = 4  # of the end of a phone number
FEWEST_LETTERS = 3  # of an e-mail address
WHY = {
    Level.ID: "number",
    Level.EXACT: "whole name",
    Level.WORDS: "word",
    Level.PART: "begins",
    Level.LIKE: "similar",
    Level.TYPO: "typing mistake",
}
DIALLED = re.compile(r"[0-9+()./\s-]+")


@dataclass(frozen=True, slots=True)
class Field:
    """A column by which somebody can be found, what that is called, and what fits it."""

    column: str
    why: str
    fits: Callable[[str, str], bool]  # what was typed, and what is on record


def fits_phone(typed: str, kept: str) -> bool:
    """Whether the digits typed are those on record, or their end; however they are spelt."""
    if not DIALLED.fullmatch(typed) or len(wanted := digits_of(typed)) < FEWEST_DIGITS:
        return False
    return digits_of(kept).endswith(wanted)


def digits_of(phone: str) -> str:
    """The digits of a phone number as dialled in the US: without an extension and a leading 1."""
    found = "".join(re.findall("[0-9]", re.split(r"(?i)ext|x", phone)[0]))
    return found[1:] if len(found) > 10 and found.startswith("1") else found  # noqa: PLR2004


def fits_code(typed: str, kept: str) -> bool:
    """Whether it is the whole chart number or the like; case, blanks and signs do not matter."""
    return bool(code := plain_code(typed)) and code == plain_code(kept)


def plain_code(text: str) -> str:
    """The letters and digits alone, without the zeros in front."""
    return "".join(filter(str.isalnum, text.casefold())).lstrip("0")


def fits_email(typed: str, kept: str) -> bool:
    """Whether it begins the address or what stands behind its @."""
    wanted, address = typed.strip().casefold(), kept.strip().casefold()
    if len(wanted) < FEWEST_LETTERS:
        return False
    return address.startswith(wanted) or address.partition("@")[2].startswith(wanted.lstrip("@"))


def fits_people(typed: str, kept: str) -> bool:
    """Whether each word typed begins a word of one person's name: ``tina`` of Tina Fry; Bo."""
    words = name_key(typed).split()
    people = (name_key(one).split() for one in kept.split(";"))
    return bool(words) and any(
        all(any(word.startswith(begun) for word in one) for begun in words) for one in people
    )


SOURCE_FIELDS = (
    *(Field("phone", "phone", fits_phone), Field("fax", "fax", fits_phone)),
    *(Field("email", "e-mail", fits_email), Field("npi", "NPI", fits_code)),
)
CONTACT_FIELDS = (
    Field("contacts", "contact", fits_people),
    Field("contact_phones", "contact", fits_phone),
)
PATIENT_FIELDS = (Field("chart", "chart", fits_code), Field("phone", "phone", fits_phone))


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """A source as it is found; ``lately`` counts its place's referrals of the last 12 months.

    ``referral_id``: the referral that a patient who refers was. ``merged_ids``: the numbers of
    those that were merged into it.
    """

    named: Named
    texts: Mapping[str, str] = field(default_factory=dict)
    built_in: BuiltIn | None = None
    archived_on: date | None = None
    lately: int = 0
    referral_id: int | None = None
    merged_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Findable:
    """Somebody who can be found: a patient by the number of a referral, or a source."""

    record: KnownReferral | KnownSource

    @property
    def what(self) -> str:
        """Which of the two it is, as programs read it."""
        return "patient" if isinstance(self.record, KnownReferral) else "source"

    @property
    def named(self) -> Named:
        """The name with its number."""
        return self.record.named

    @property
    def texts(self) -> Mapping[str, str]:
        """The columns by which they can be found beside the name."""
        return self.record.texts

    @property
    def last_on(self) -> date:
        """The day of the last step; sources come behind the patients of their name."""
        return self.record.last_on if isinstance(self.record, KnownReferral) else date.min


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody found, and why; a smaller rank is better."""

    who: Findable
    why: str
    rank: tuple[int, int]


def search_everybody(
    typed: str, everybody: Sequence[Findable], fields: Iterable[Field]
) -> list[Hit]:
    """All who are like what was typed: what fits whole before what begins so, slips last."""
    found = [*hits_by_name(typed, everybody), *hits_by_field(typed, everybody, tuple(fields))]
    if not found and len(typed.split()) > 1:
        found = [*hits_by_one_word(typed, everybody)]
    best: dict[int, Hit] = {}
    for hit in sorted(found, key=lambda one: one.rank):
        best.setdefault(id(hit.who), hit)
    return sorted(best.values(), key=order_hit)


def hits_by_one_word(typed: str, everybody: Sequence[Findable]) -> Iterator[Hit]:
    """Those with one of several words in their names; the more of the words, the better."""
    wanted = [word for word in name_key(typed).split() if is_telling(word)]
    for who in everybody:
        held = {w for name in names_of(who.named) for w in name_key(name).split()}
        if many := len(held.intersection(wanted)):
            yield Hit(who, "one word", (max(Level) + 1, -many))


def names_of(one: Named) -> tuple[str, ...]:
    """The name and the aliases."""
    return (one.name, *one.aliases)


def order_hit(hit: Hit) -> tuple[object, ...]:
    """The best first; equals by name, patients before sources, the latest first."""
    who = hit.who
    return (*hit.rank, who.named.name.casefold(), who.what, -who.last_on.toordinal(), who.named.id)


def hits_by_name(typed: str, everybody: Sequence[Findable]) -> Iterator[Hit]:
    """Those with a name, or the number, that is like what was typed."""
    places = dict(enumerate(everybody))
    numbered = [Named(n, "", one.named.kind) for n, one in places.items() if has_number(typed, one)]
    book = key_sources(
        Named(n, one.named.name, one.named.kind, one.named.aliases) for n, one in places.items()
    )
    wanted = name_key(typed)
    known = KeyedNames({key for _, keys in book for key in keys})
    lists = [find_alike(wanted, book), find_like_names(wanted, book, known)] if wanted else []
    for match in combine_matches(*lists, [Match(one, Level.ID) for one in numbered]):
        who = places[match.source.id]
        yield Hit(who, why_found(wanted, match), (int(match.level), match.distance))


def has_number(typed: str, one: Findable) -> bool:
    """Whether it is the number of a referral or a source: 17 or #17."""
    return bool(find_numbered(typed, [one.named]))


def why_found(wanted: str, match: Match) -> str:
    """How a name fits, in a word or two."""
    if match.level is not Level.LIKE:
        return WHY.get(match.level, "similar")
    words = {word for name in names_of(match.source) for word in name_key(name).split()}
    short = any(words & RELATED.get(word, frozenset()) for word in wanted.split())
    return "nickname" if short else "similar"


def hits_by_field(
    typed: str, everybody: Sequence[Findable], fields: Sequence[Field]
) -> Iterator[Hit]:
    """Those whose phone, chart number or the like is what was typed."""
    for who in everybody:
        for one in fields:
            if (kept := who.texts.get(one.column)) and one.fits(typed, kept):
                yield Hit(who, one.why, (int(Level.EXACT), 0))
