"""Birthdays, holidays and other days that come each year: whom to think of, and when.

An occasion of one source stands under its name. One of a whole kind is a single line, the same for
all of them, whether they refer or not: nobody gets more or less than the others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.owed.items import DueItem, Ground, join_parts, parts_said
from refcli.core.values.year_days import YearDay
from refcli.core.vocabulary import ActivityKind, DueType, Kind
from refcli.phrases import count_phrase, name_some

OCCASION_COLUMNS = (
    Column("id", "Id", Type.ID),
    Column("occasion", "Occasion"),
    Column("source_id", "Source id", Type.ID, machine_only=True),
    Column("source", "Whose"),
    Column("every", "Kind", machine_only=True),
    Column("day", "Day"),
    Column("year", "Year", Type.ID),
    Column("next_on", "Next", Type.DATE),
    Column("in_days", "In days", Type.COUNT),
    Column("lead_days", "Lead", Type.COUNT),
    Column("owner", "Owner"),
    Column("note", "Note"),
)
BIRTHDAY = "birthday"
MOST_DEEDS = 3  # of last year that are told
ROUND = {BIRTHDAY: 10}  # a birthday's age is told in whole tens, other years in whole fives
ROUND_YEARS = 5
UNFIT = re.compile(r"[$€£]|\busd\b|\bdollars?\b|\brefer", re.IGNORECASE)
PLURALS = {
    Kind.PATIENT: "patients",
    Kind.PROVIDER: "providers",
    Kind.OFFICE: "offices",
    Kind.INSURER: "insurers",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A day of the year that is remembered, of one source or of all of a kind.

    Its first time is the first on or after ``added_on``; from ``ended_on`` on there is none.
    """

    id: int = 0
    name: str
    on: YearDay
    added_on: date
    source_id: int | None = None
    kind: Kind | None = None
    lead_days: int = 7
    owner: str = ""
    note: str = ""
    ended_on: date | None = None

    def key(self, year: int) -> str:
        """The key of its due item in a year."""
        return f"O{self.id}.{year}"


@dataclass(frozen=True, slots=True)
class Member:
    """A source of a kind, and what it does not want of us; nothing here tells whether it refers."""

    id: int
    name: str
    kind: Kind
    do_not_mail: bool = False
    do_not_visit: bool = False
    no_gifts: bool = False


@dataclass(frozen=True, slots=True)
class PastDeed:
    """What was done for an occasion once."""

    kind: ActivityKind
    who: str = ""
    brought: str = ""
    note: str = ""

    def __str__(self) -> str:
        """The deed in words; none of them tells a value or speaks of referrals."""
        by = f" by {self.who}" if self.who else ""
        words = [text for text in (self.brought, self.note) if text and not UNFIT.search(text)]
        return ", ".join([self.kind.value.replace("_", " ") + by, *words])


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionFacts:
    """The occasions of a day, what was done per key, and who is of the whole kinds, by name."""

    occasions: Sequence[Occasion] = ()
    deeds: Mapping[str, Sequence[PastDeed]] = field(default_factory=dict)
    members: Sequence[Member] = ()


def due_occasions(ground: Ground, facts: OccasionFacts, until: date) -> Iterator[DueItem]:
    """One item per occasion and year, owed until it is done or skipped."""
    gone = {*ground.closed, *ground.skipped("O")}
    for occasion in facts.occasions:
        for due_on in occasion_days(occasion, until):
            if occasion.key(due_on.year) in gone:
                continue
            if occasion.kind:
                found = of_kind(facts, occasion, due_on)
            else:
                found = of_source(ground, facts, occasion, due_on)
            if found:
                yield found


def occasion_days(occasion: Occasion, until: date) -> Iterator[date]:
    """The days of an occasion that a list reaching to ``until`` may show, one a year."""
    first = occasion.on.next_on(occasion.added_on)
    for year in range(first.year, min(until.year + 1, date.max.year) + 1):
        due_on = occasion.on.in_year(year)
        if opens(occasion, due_on) > until or (occasion.ended_on and due_on >= occasion.ended_on):
            return
        yield due_on


def opens(occasion: Occasion, due_on: date) -> date:
    """The first day on which the list shows it."""
    return due_on - timedelta(days=occasion.lead_days)


def of_source(
    ground: Ground, facts: OccasionFacts, occasion: Occasion, due_on: date
) -> DueItem | None:
    """The item of one source; none for one that was archived."""
    party = ground.parties.get(occasion.source_id or 0)
    if party is None or party.archived:
        return None
    place = ground.parties.get(party.place_id, party)
    helps = (
        occasion.note,
        f"interests: {party.interests}" if party.interests else "",
        last_year(facts, occasion, due_on.year),
        party.phone or place.phone,
    )
    warnings = (
        "no mail" if party.do_not_mail else "",
        "no visits" if party.do_not_visit or place.do_not_visit else "",
        "no gifts" if party.no_gifts else "",
    )
    return DueItem(
        key=occasion.key(due_on.year),
        type=DueType.OCCASION,
        source_id=party.id,
        source=party.name,
        due_on=due_on,
        why=join_parts([occasion.name + round_years(occasion, due_on.year), *warnings]),
        owner=occasion.owner or party.owner or place.owner,
        helpful=parts_said(*helps),
        opens_on=opens(occasion, due_on),
    )


def of_kind(facts: OccasionFacts, occasion: Occasion, due_on: date) -> DueItem | None:
    """The one item of all sources of a kind; none where there is nobody."""
    members = [one for one in facts.members if one.kind is occasion.kind]
    if not members:
        return None
    helpful = parts_said(
        flag_names("no mail", [one.name for one in members if one.do_not_mail]),
        flag_names("no visits", [one.name for one in members if one.do_not_visit]),
        flag_names("no gifts", [one.name for one in members if one.no_gifts]),
        occasion.note,
        last_year(facts, occasion, due_on.year),
    )
    return DueItem(
        key=occasion.key(due_on.year),
        type=DueType.OCCASION,
        source_id=None,
        source=count_of_kind(len(members), members[0].kind),
        due_on=due_on,
        why=f"{occasion.name}{round_years(occasion, due_on.year)}: the same for all",
        owner=occasion.owner,
        helpful=helpful,
        opens_on=opens(occasion, due_on),
        recipients=tuple(one.name for one in members),
        kind=members[0].kind,
    )


def count_of_kind(many: int, kind: Kind) -> str:
    """A number of sources of a kind, in words: 23 offices."""
    return count_phrase(many, kind, plural_of(kind))


def plural_of(kind: Kind) -> str:
    """Several of a kind; channels have no plural of their own."""
    return PLURALS.get(kind, f"{kind} sources")


def round_years(occasion: Occasion, year: int) -> str:
    """The age or the years, where they are round and somebody knows them."""
    birthday = occasion.name.strip().casefold() == "birthday"
    many = year - (occasion.on.year or year)
    if many <= 0 or many % (ROUND["birthday"] if birthday else ROUND_YEARS):
        return ""
    return f", turns {many}" if birthday else f", {many} years"


def last_year(facts: OccasionFacts, occasion: Occasion, year: int) -> str:
    """What was done for the same occasion the year before."""
    told = list(dict.fromkeys(map(str, facts.deeds.get(occasion.key(year - 1), ()))))
    return f"last year: {name_some(told, MOST_DEEDS)}" if told else ""


def flag_names(warning: str, names: Sequence[str]) -> str:
    """To whom of many a warning belongs."""
    return f"{warning}: {', '.join(names)}" if names else ""


def occasion_identity(one: Occasion) -> tuple[object, ...]:
    """The source or kind, the day, the name and the note: two occasions with all alike are one."""
    words = (one.name.casefold(), one.note.strip().casefold())
    return one.source_id, one.kind, one.on.month, one.on.day, words


def occasion_row(id_: int, one: Occasion, who: str, today: date) -> tuple[Cell, ...]:
    """The cells of one occasion."""
    following = one.on.next_on(today)
    return (
        id_,
        one.name,
        one.source_id,
        who,
        one.kind.value if one.kind else None,
        str(one.on),
        one.on.year,
        following,
        (following - today).days,
        one.lead_days,
        one.owner,
        one.note,
    )


def occasion_table(known: Iterable[tuple[Occasion, str]], today: date, within: int | None) -> Table:
    """One row per occasion that has not ended, the next one first."""
    until = today + timedelta(days=366 if within is None else within)
    near = sorted(
        (one.on.next_on(today), one.id, one, source)
        for one, source in known
        if one.on.next_on(today) <= until
    )
    rows = [
        occasion_row(one.id, one, source or class_text(one), today) for _, _, one, source in near
    ]
    note = (
        f"Next: the first such day from {today} on. Lead: so many days before it, it is in ref due."
        " Whose, every: all that are not archived, whether they refer or not; the same for all."
    )
    empty = 'No day to remember. For example: ref occasion add "Dr. Chen" birthday 03-05'
    return Table("Occasions", OCCASION_COLUMNS, rows, note, empty=empty)


def class_text(one: Occasion) -> str:
    """The recipients of an occasion of a whole kind: every office."""
    return f"every {one.kind}"
