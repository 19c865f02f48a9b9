"""The names of sources in files: each person once, however often and however it is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from refcli.core.intake.reading.meanings import Meaning
from refcli.core.intake.reading.understood import (
    ContactLine,
    ReferralLine,
    Rejected,
    RowKind,
    Understood,
)
from refcli.core.intake.reading.words import find_kind
from refcli.core.names.keys import LONGEST, has_other_title, is_reserved, name_key
from refcli.core.names.people import sort_words
from refcli.core.sources.reach import email_key, phone_key
from refcli.core.vocabulary import Kind

NOT_PEOPLE = frozenset(Kind) - {Kind.PATIENT, Kind.PROVIDER}


@dataclass(frozen=True, slots=True)
class Reach:
    """By what somebody is known beside the name, as it is compared; empty where it is not known."""

    npi: str = ""
    phone: str = ""
    email: str = ""
    zip: str = ""

    def contradicts(self, other: "Reach") -> bool:
        """Whether two of one name are told apart.

        They are by two NPIs, or where phone, e-mail and ZIP differ as far as both have them.
        """
        if self.npi and other.npi:
            return self.npi != other.npi
        pairs = [
            (self.phone, other.phone),
            (self.email, other.email),
            (self.zip, other.zip),
        ]
        known = [mine == theirs for mine, theirs in pairs if mine and theirs]
        return bool(known) and not any(known)

    def filled_from(self, other: "Reach") -> "Reach":
        """With what only the other one has."""
        return Reach(
            self.npi or other.npi,
            self.phone or other.phone,
            self.email or other.email,
            self.zip or other.zip,
        )


@dataclass(frozen=True, slots=True)
class Spoken:
    """One way in which a file names a source: the name, its kind where told, and its own number.

    ``own`` tells namesakes apart: an NPI, or the number that the file has for a contact.
    """

    name: str
    kind: Kind | None = None
    own: str = ""


@dataclass(slots=True, kw_only=True)
class Mention:
    """One source that files name: ``typed`` as it stands first, in ``rows`` rows from ``line`` on.

    ``kind`` is what the files say, ``guess`` what the words suggest. ``rows`` is 0 where only rows
    that cannot be taken name it.
    """

    typed: str
    kind: Kind | None = None
    guess: Kind | None = None
    office: str = ""
    reach: Reach = field(default_factory=Reach)
    contact: ContactLine | None = None
    specialty: str = ""
    file: str = ""
    line: int = 0
    rows: int = 0
    spellings: dict[str, None] = field(default_factory=dict)
    listed: bool = False  # in a list of contacts: nobody sent it, and it may be no source

    @property
    def sign(self) -> str:
        """What an answer about it is kept by: another name of the line has another one."""
        return "|".join((self.typed, self.kind or "", self.file, str(self.line)))

    def fits(self, other: "Mention") -> bool:
        """Whether another one of the same words and kind is the same source."""
        titles = has_other_title(other.typed, [*self.spellings], patient=False)
        return not titles and not self.reach.contradicts(other.reach)

    def take_in(self, other: "Mention") -> None:
        """Let another one be a further spelling of this one."""
        self.guess = self.guess or other.guess
        self.office = self.office or other.office
        self.reach = self.reach.filled_from(other.reach)
        self.specialty = self.specialty or other.specialty
        if self.contact and other.contact and self.contact != other.contact:
            self.contact = self.contact.filled_from(other.contact)
        self.contact = self.contact or other.contact
        self.spellings |= other.spellings
        self.rows += other.rows


@dataclass(slots=True)
class Mentions:
    """All names of some files; ``places`` is where each way to name somebody stands among them."""

    several: list[Mention] = field(default_factory=list)
    places: dict[Spoken, int] = field(default_factory=dict)
    folded: dict[tuple[str, Kind | None], list[int]] = field(default_factory=dict)

    def add(self, spoken: Spoken, mention: Mention) -> None:
        """Note a name once more; spellings of one person become one."""
        at = self.places.get(spoken)
        if at is None:
            key = fold_of(mention.typed, mention.kind), mention.kind
            alike = self.folded.setdefault(key, [])
            at = next((one for one in alike if self.several[one].fits(mention)), None)
            if at is None:
                at = len(self.several)
                self.several.append(mention)
                alike.append(at)
                self.places[spoken] = at
                return
            self.places[spoken] = at
        self.several[at].take_in(mention)


def fold_of(name: str, kind: Kind | None) -> str:
    """What spellings of one name have in common: of a person its words in any order."""
    if is_reserved(name):
        return name.strip()
    key = name_key(name)
    return key if kind in NOT_PEOPLE else sort_words(key)


def gather_names(understood: Iterable[Understood]) -> Mentions:
    """The names of all sources, in the order of the files and their rows."""
    found = Mentions()
    counted: dict[tuple[Spoken, str], Mention] = {}
    for one in understood:
        for spoken, mention in list_names(one):
            known = counted.get((spoken, mention.office))
            if known is None:
                counted[spoken, mention.office] = mention
            else:
                known.rows += mention.rows
                known.specialty = known.specialty or mention.specialty
    for (spoken, _), mention in counted.items():
        found.add(spoken, mention)
    return found


def list_names(one: Understood) -> Iterator[tuple[Spoken, Mention]]:
    """Each name in each row of a file."""
    contacts = {contact.key: contact for contact in one.contacts if contact.key}
    if one.rows_are is RowKind.REFERRAL:
        for row in one.referrals:
            yield mention_primary(row, contacts.get(row.source_key))
            for spoken in speak_assists(row):
                yield spoken, mention_assist(spoken, row, contacts.get(spoken.own))
        yield from list_rejected_names(one)
        return
    for contact in one.contacts:
        if not contact.hidden:
            spoken = speak_contact(contact)
            yield spoken, mention_contact(spoken, contact)


def list_rejected_names(one: Understood) -> Iterator[tuple[Spoken, Mention]]:
    """The names in rows that cannot be taken: nobody is asked about those that are only there."""
    for row in one.rejected:
        for at, spoken in enumerate(speak_rejected(row)):
            yield (
                spoken,
                Mention(
                    typed=spoken.name,
                    kind=spoken.kind,
                    office="" if at else row.cells.get(Meaning.OFFICE, ""),
                    file=row.file,
                    line=row.line,
                    spellings={spoken.name: None},
                ),
            )


def speak_rejected(row: Rejected) -> Iterator[Spoken]:
    """How a row that cannot be taken names its sources, as far as that can be read."""
    source, told = row.cells.get(Meaning.SOURCE, ""), row.cells.get(Meaning.KIND, "")
    office, kind = row.cells.get(Meaning.OFFICE, ""), find_kind(told) if told else None
    if source and (kind or not told) and max(len(source), len(office)) <= LONGEST:
        yield Spoken(source, kind)
    for name in row.cells.get(Meaning.ALSO, "").split(";"):
        if name.strip() and len(name) <= LONGEST:
            yield Spoken(name.strip())


def mention_primary(row: ReferralLine, contact: ContactLine | None) -> tuple[Spoken, Mention]:
    """The first source of a row."""
    spoken = speak_primary(row)
    mention = make_mention(spoken, row, contact)
    mention.guess, mention.office = row.kind_guess or mention.guess, row.office
    mention.specialty = row.cells.get(Meaning.SPECIALTY, "")
    if row.npi and not mention.reach.npi:
        mention.reach = mention.reach.filled_from(Reach(npi=row.npi))
    return spoken, mention


def speak_primary(row: ReferralLine) -> Spoken:
    """How a row names its first source."""
    return Spoken(row.source, row.kind, row.source_key or row.npi)


def speak_assists(row: ReferralLine) -> Iterator[Spoken]:
    """How a row names its further sources; those of another file's number stand last."""
    plain = len(row.also) - len(row.also_keys)
    for name, key in zip(row.also, ("",) * plain + row.also_keys, strict=True):
        yield Spoken(name, None, key)


def mention_assist(spoken: Spoken, row: ReferralLine, contact: ContactLine | None) -> Mention:
    """A further source of a row."""
    mention = make_mention(spoken, row, contact)
    mention.kind = contact.kind if contact and contact.sure else None
    return mention


def make_mention(spoken: Spoken, row: ReferralLine, contact: ContactLine | None) -> Mention:
    """A name in one row."""
    return Mention(
        typed=spoken.name,
        kind=spoken.kind,
        guess=contact.kind if contact else None,
        office=contact.office if contact else "",
        reach=reach_of(contact) if contact else Reach(),
        contact=contact,
        file=row.file,
        line=row.line,
        rows=1,
        spellings={spoken.name: None},
    )


def speak_contact(contact: ContactLine) -> Spoken:
    """A contact of a file of contacts; each line is one of its own."""
    kind = contact.kind if contact.sure else None
    return Spoken(contact.name, kind, f"{contact.file}:{contact.line}")


def mention_contact(spoken: Spoken, contact: ContactLine) -> Mention:
    """A contact as a name of a source."""
    return Mention(
        typed=contact.name,
        kind=spoken.kind,
        guess=contact.kind,
        office=contact.office,
        reach=reach_of(contact),
        contact=contact,
        file=contact.file,
        line=contact.line,
        rows=1,
        spellings={contact.name: None},
        listed=True,
    )


def reach_of(contact: ContactLine) -> Reach:
    """How a contact is reached, as it is compared."""
    return Reach(contact.npi, phone_key(contact.phone), email_key(contact.email), contact.zip[:5])
