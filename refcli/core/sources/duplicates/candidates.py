"""A source as it is compared with the others: each part of it made comparable once."""

from dataclasses import dataclass
from functools import lru_cache

from refcli.core.names.keys import GENERATIONS, name_key
from refcli.core.sources.duplicates.streets import StreetKey, street_key
from refcli.core.sources.matching import PEOPLE
from refcli.core.sources.reach import email_key, phone_key
from refcli.core.vocabulary import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is known of a source that may be on record twice; ``place`` is its office's name."""

    id: int
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    office_id: int | None = None
    place: str = ""
    npi: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    specialty: str = ""


@dataclass(frozen=True, slots=True)
class NameKey:
    """A name in comparable words, with a generation such as jr apart."""

    words: tuple[str, ...]
    generation: str = ""

    @property
    def whole(self) -> str:
        """The key of the name, with the generation last."""
        return " ".join((*self.words, self.generation)).strip()


@dataclass(frozen=True, slots=True)
class Profile:
    """A candidate in comparable form; what is not known is empty."""

    source: Candidate
    names: tuple[NameKey, ...]
    person: bool
    place: str
    phone: str
    fax: str
    email: str
    street: StreetKey | None
    city: str
    state: str
    zip: str
    specialty: str


def make_profile(source: Candidate) -> Profile:
    """A candidate in the form in which it is compared."""
    return Profile(
        source,
        tuple(dict.fromkeys(map(key_name, (source.name, *source.aliases)))),
        source.kind in PEOPLE,
        name_key(source.place),
        phone_key(source.phone),
        phone_key(source.fax),
        email_key(source.email),
        street_key(source.street),
        name_key(source.city),
        source.state.upper(),
        source.zip[:5],
        name_key(source.specialty),
    )


@lru_cache(maxsize=1 << 14)
def key_name(name: str) -> NameKey:
    """The comparable words of a name; ``Park Jr., Susan`` and ``Susan Park Jr`` give the same."""
    words = name_key(name).split()
    found = [word for word in words if word in GENERATIONS]
    if not found or len(words) == len(found):
        return NameKey(tuple(words))
    return NameKey(tuple(word for word in words if word not in GENERATIONS), found[0])
