"""The names of sources in files: each person once, however often and however it is written."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from refcli.core.intake.columns.meanings import Meaning, RowKind
from refcli.core.intake.naming.reaching import Reach, office_keys, reach_of
from refcli.core.intake.naming.spoken import (
    Spoken,
    speak_assists,
    speak_contact,
    speak_primary,
    speak_rejected,
)
from refcli.core.intake.reading.understood import ContactLine, ReferralLine, Understood
from refcli.core.names.keys import contradicts_titles, is_reserved, list_titles, name_key
from refcli.core.names.people import sort_words
from refcli.core.vocabulary import Kind

NOT_PEOPLE = frozenset(Kind) - {Kind.PATIENT, Kind.PROVIDER}


@dataclass(frozen=True, slots=True, kw_only=True)
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
    spellings: tuple[str, ...] = ()
    titles: frozenset[bool] = frozenset()  # of which sorts those of its spellings are
    listed: bool = False  # in a list of contacts: nobody sent it, and it may be no source
    vague: bool = False  # it could be each of several namesakes of the files

    @property
    def sign(self) -> str:
        """What an answer about it is kept by: another name of the line has another one."""
        return "|".join((self.typed, self.kind or "", self.file, str(self.line)))

    @property
    def places(self) -> frozenset[str]:
        """The office as it is compared; only a provider works in one."""
        works = (self.kind or self.guess) in {None, Kind.PROVIDER}
        return office_keys(self.office) if works else frozenset()

    @property
    def fold(self) -> tuple[str, Kind | None]:
        """What its spellings have in common."""
        return fold_of(self.typed, self.kind), self.kind

    def fits(self, other: "Mention") -> bool:
        """Whether another one of the same words and kind is the same source."""
        titles = contradicts_titles(other.typed, self.titles, patient=False)
        return not titles and not self.reach.contradicts(other.reach)

    def may_be_another(self, other: "Mention") -> bool:
        """Whether two contacts have the name in common, and nothing else of what they say.

        One that says nothing but the name is taken for the same.
        """
        mine, theirs = self.contact, other.contact
        if not (self.listed and other.listed and mine and theirs):
            return False
        bare = mine.is_bare or theirs.is_bare
        return not (bare or self.reach.meets(other.reach) or mine.says_the_same(theirs))

    def joined_with(self, other: "Mention") -> "Mention":
        """The source with what another mention of it says, but for its spellings."""
        contact = self.contact or other.contact
        if self.contact and other.contact and self.contact != other.contact:
            contact = self.contact.filled_from(other.contact)
        return replace(
            self,
            guess=self.guess or other.guess,
            office=self.office or other.office,
            reach=self.reach.filled_from(other.reach),
            specialty=self.specialty or other.specialty,
            contact=contact,
            titles=self.titles | other.titles,
            rows=self.rows + other.rows,
        )


@dataclass(slots=True)
class Mentions:
    """All names of some files; ``places`` is where each way to name somebody stands among them."""

    several: list[Mention] = field(default_factory=list)
    places: dict[Spoken, int] = field(default_factory=dict)
    folded: dict[tuple[str, Kind | None], list[int]] = field(default_factory=dict)
    vague: dict[tuple[str, Kind | None], int] = field(default_factory=dict)  # one of several
    spelt: list[dict[str, None]] = field(default_factory=list)  # the spellings of each, so far

    def add(self, spoken: Spoken, mention: Mention) -> None:
        """Note a name once more; spellings of one person become one."""
        many = len(self.several)
        at = self.places.get(spoken)
        if at is None:
            at = self.places[spoken] = self.find_place(mention)
        if at < many:  # it has not been given a place of its own
            self.several[at] = self.several[at].joined_with(mention)
            self.spelt[at] |= dict.fromkeys(mention.spellings)

    def find_place(self, mention: Mention) -> int:
        """The place of a name; one that fits several namesakes of the files gets its own."""
        key = mention.fold
        alike = self.folded.setdefault(key, [])
        fitting = [one for one in alike if self.several[one].fits(mention)]
        if near := [one for one in fitting if not self.several[one].may_be_another(mention)]:
            fitting = near
        elif fitting:
            return self.add_stranger(mention)
        if len(fitting) == 1:
            return fitting[0]
        if fitting and mention.reach.is_placed:
            return fitting[0]
        if fitting and key not in self.vague:
            self.vague[key] = self.put(replace(mention, vague=True))
        if fitting:
            return self.vague[key]
        alike.append(self.put(mention))
        return alike[-1]

    def add_stranger(self, mention: Mention) -> int:
        """The place of a contact that has a name in common with others, and nothing else."""
        at = self.put(replace(mention, vague=True))
        self.folded[mention.fold].append(at)
        return at

    def put(self, mention: Mention) -> int:
        """A place of its own."""
        self.several.append(mention)
        self.spelt.append(dict.fromkeys(mention.spellings))
        return len(self.several) - 1

    def take_spellings(self) -> None:
        """Give each name all its spellings, once they are noted."""
        for at, spelt in enumerate(self.spelt):
            self.several[at] = replace(self.several[at], spellings=tuple(spelt))


def fold_of(name: str, kind: Kind | None) -> str:
    """What spellings of one name have in common: of a person its words in any order."""
    if is_reserved(name):
        return name.strip()
    key = name_key(name)
    return key if kind in NOT_PEOPLE else sort_words(key)


def gather_names(understood: Iterable[Understood]) -> Mentions:
    """The names of all sources, in the order of the files and their rows."""
    found = Mentions()
    first: dict[tuple[Spoken, str], Mention] = {}
    rows: Counter[tuple[Spoken, str]] = Counter()
    specialties: dict[tuple[Spoken, str], str] = {}
    for one in understood:
        for spoken, mention in list_mentions(one):
            key = spoken, mention.office
            first.setdefault(key, mention)
            rows[key] += mention.rows
            if mention.specialty:
                specialties.setdefault(key, mention.specialty)
    counted = {
        key: replace(
            one,
            rows=rows[key],
            specialty=specialties.get(key, ""),
            titles=list_titles(one.spellings),
        )
        for key, one in first.items()
    }
    for (spoken, _), mention in put_placed_first(counted):
        found.add(spoken, mention)
    found.take_spellings()
    return found


def put_placed_first(
    counted: dict[tuple[Spoken, str], Mention],
) -> list[tuple[tuple[Spoken, str], Mention]]:
    """The names in their order; of namesakes in several places those without one stand last."""
    places = defaultdict(set)
    for mention in counted.values():
        if mention.reach.is_placed:
            places[mention.fold].add((mention.reach.offices, mention.reach.own))
    several = {fold for fold, found in places.items() if len(found) > 1}
    return sorted(
        counted.items(),
        key=lambda one: one[1].fold in several and not one[1].reach.is_placed,
    )


def list_mentions(one: Understood) -> Iterator[tuple[Spoken, Mention]]:
    """Each name in each row of a file."""
    contacts = {contact.key: contact for contact in one.contacts if contact.key}
    if one.rows_are is RowKind.REFERRAL:
        for row in one.referrals:
            yield mention_primary(row, contacts.get(row.source_key))
            for spoken in speak_assists(row):
                yield spoken, mention_assist(spoken, row, contacts.get(spoken.own))
        yield from list_rejected_names(one)
        return
    for contact in one.contacts if one.rows_are is RowKind.CONTACT else ():
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
                    spellings=(spoken.name,),
                ),
            )


def mention_primary(row: ReferralLine, contact: ContactLine | None) -> tuple[Spoken, Mention]:
    """The first source of a row."""
    spoken = speak_primary(row)
    mention = make_mention(spoken, row, contact)
    named = replace(
        mention,
        guess=row.kind_guess or mention.guess,
        office=row.office,
        specialty=row.cells.get(Meaning.SPECIALTY, ""),
    )
    known = Reach(npi=row.npi, offices=named.places)
    reach = replace(mention.reach, offices=frozenset()).filled_from(known)
    return spoken, replace(named, reach=reach)


def mention_assist(spoken: Spoken, row: ReferralLine, contact: ContactLine | None) -> Mention:
    """A further source of a row."""
    kind = contact.kind if contact and contact.sure else None
    return replace(make_mention(spoken, row, contact), kind=kind)


def make_mention(spoken: Spoken, row: ReferralLine, contact: ContactLine | None) -> Mention:
    """A name in one row; an NPI is no number of the file."""
    number = "" if spoken.own == row.npi else spoken.own
    return Mention(
        typed=spoken.name,
        kind=spoken.kind,
        guess=contact.kind if contact else None,
        office=contact.office if contact else "",
        reach=replace(reach_of(contact) if contact else Reach(), own=(row.file, number)),
        contact=contact,
        file=row.file,
        line=row.line,
        rows=1,
        spellings=(spoken.name,),
    )


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
        spellings=(contact.name,),
        listed=True,
    )
