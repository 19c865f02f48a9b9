"""Targets as tables: the list of whom to meet, and the page of one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.targets.near import Points, miles_between
from refcli.core.targets.offices import Places, SharedPlace
from refcli.core.targets.records import Cases, Target
from refcli.core.targets.specialties import has_specialty
from refcli.core.vocabulary import Kind

COLUMNS = (
    Column("npi", "NPI"),
    Column("name", "Name"),
    Column("kind", "Kind", machine_only=True),
    Column("specialty", "Specialty"),
    Column("office", "Office"),
    Column("miles", "Miles", Type.NUMBER),
    Column("street", "Street", machine_only=True),
    Column("city", "City"),
    Column("state", "State", machine_only=True),
    Column("zip", "ZIP"),
    Column("phone", "Phone"),
    Column("fax", "Fax", machine_only=True),
    Column("source_id", "Known as", Type.ID),
    Column("source", "Source", machine_only=True),
    Column("last_visit", "Visited", Type.DATE),
    Column("cases", "Cases"),
    Column("note", "Note", machine_only=True),
    Column("other_name", "Other name", machine_only=True),
    Column("codes", "Codes", Type.NAMES, machine_only=True),
    Column("added_on", "Added", Type.DATE, machine_only=True),
    Column("moved_on", "Moved", Type.DATE, machine_only=True),
    Column("moved_from", "Moved from", machine_only=True),
    Column("ended_on", "Ended", Type.DATE, machine_only=True),
    Column("ended_why", "Why", machine_only=True),
)
NOBODY_YET = (
    "No target yet. Take them in: ref target import npidata_pfile.csv --near 98101 --radius 10"
    " --specialty dentist"
)
FAR = float("inf")


class Order(StrEnum):
    """By what the list is in order."""

    DISTANCE = "distance"
    NEVER_VISITED = "never-visited"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class TargetSource:
    """The source that a target is, and the last visit that met somebody of its place."""

    id: int
    name: str
    last_visit: date | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the list knows beside the targets: from which ZIP code it counts, who is a source."""

    today: date
    center: str = ""
    points: Points = field(default_factory=dict)
    known: Mapping[str, TargetSource] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFilter:
    """Which targets to list; what is empty does not matter. ``ended``: those who have left, too."""

    kind: Kind | None = None
    zip: str = ""
    codes: Sequence[str] = ()
    cases: Cases | None = None
    never_visited: bool = False
    within: float | None = None
    ended: bool = False


class Listing:
    """The targets on record, each with its distance, its office and its last visit."""

    def __init__(self, targets: Sequence[Target], about: Surroundings) -> None:
        self.targets, self.about = targets, about
        self.places = Places(one for one in targets if one.ended_on is None)

    def miles(self, one: Target) -> float | None:
        """How far a target is from where the list counts; None where that is not known."""
        return miles_between(self.about.center, one.record.zip, self.about.points)

    def place_of(self, one: Target) -> SharedPlace:
        """Where a target is, with all who share the place."""
        return self.places.place_of(one)

    def last_visit(self, one: Target) -> date | None:
        """The last visit to a target, or to anybody at its place."""
        there = [one, *self.places.place_of(one).all]
        known = [self.about.known.get(each.record.npi) for each in there]
        days = [each.last_visit for each in known if each and each.last_visit]
        return max(days, default=None)

    def office(self, one: Target) -> str:
        """Where a provider works; empty for one who works alone, and for an office."""
        place = self.places.place_of(one)
        return place.name if one.record.kind is Kind.PROVIDER and place.is_office else ""

    def fits(self, one: Target, wanted: TargetFilter) -> bool:
        """True for a target that is to be listed."""
        record, miles = one.record, self.miles(one)
        return (
            (wanted.ended or one.ended_on is None)
            and (wanted.kind is None or record.kind is wanted.kind)
            and record.zip.startswith(wanted.zip)
            and has_specialty(record.codes, wanted.codes)
            and (wanted.cases is None or one.cases is wanted.cases)
            and (wanted.within is None or (miles is not None and miles <= wanted.within))
            and not (wanted.never_visited and self.last_visit(one))
        )

    def record(self, one: Target) -> dict[str, Any]:
        """All that is known of a target, by the names of the columns."""
        source = self.about.known.get(one.record.npi)
        file_says = ("npi", "name", "specialty", "street", "city", "state", "zip", "phone", "fax")
        found: dict[str, Any] = {name: getattr(one.record, name) for name in file_says}
        found |= {"kind": one.record.kind.value, "other_name": one.record.other_name}
        found |= {"codes": one.record.codes}
        found |= {"office": self.office(one) or None, "miles": self.miles(one)}
        found |= {"source_id": source.id if source else None}
        found |= {"source": source.name if source else None, "last_visit": self.last_visit(one)}
        found |= {"cases": one.cases.value or None, "note": one.note, "added_on": one.added_on}
        found |= {"moved_on": one.moved_on, "moved_from": one.moved_from or None}
        found |= {"ended_on": one.ended_on, "ended_why": one.ended_why.value or None}
        return {column.name: found[column.name] for column in COLUMNS}


def target_table(listing: Listing, wanted: TargetFilter, order: Order, *, known: int = 0) -> Table:
    """One row per target, in the order that is wanted; ``known`` is how many there are at all."""
    shown = sorted(
        (one for one in listing.targets if listing.fits(one, wanted)), key=ORDERS[order](listing)
    )
    rows = [target_row(listing.record(one)) for one in shown]
    empty = "No target is like that. All of them: ref target list" if known else NOBODY_YET
    return Table("Targets", COLUMNS, rows, note_of(listing.about), empty=empty)


PLACE_COLUMNS = (
    Column("npi", "NPI"),
    Column("name", "Office"),
    Column("people", "People", Type.NAMES),
    *(one for one in COLUMNS if one.name in {"specialty", "miles", "street", "city", "state"}),
    *(one for one in COLUMNS if one.name in {"zip", "phone", "source_id", "last_visit"}),
)


def place_table(listing: Listing, wanted: TargetFilter, order: Order, *, known: int = 0) -> Table:
    """One row per place that can be visited: an office with its people, or one who works alone."""
    targets = target_table(listing, wanted, order, known=known)
    by_npi = {one.record.npi: one for one in listing.targets}
    shown = [by_npi[str(row[0])] for row in targets.rows]
    places: dict[int, tuple[SharedPlace, Target]] = {}
    for one in shown:
        place = listing.place_of(one)
        places.setdefault(id(place), (place, one))
    rows = [place_row(listing, *each) for each in places.values()]
    return Table("Places", PLACE_COLUMNS, rows, targets.note, empty=targets.empty)


def place_row(listing: Listing, place: SharedPlace, first: Target) -> tuple[Cell, ...]:
    """The cells of one place; its number is that of its organisation, or of who works alone."""
    alone = first if not place.is_office else None
    head = next(iter(place.offices), alone)
    known = listing.about.known.get(head.record.npi) if head else None
    record = (head or first).record
    cells: dict[str, Cell] = {
        "npi": head.record.npi if head else None,
        "name": place.name or first.record.name,
        "people": tuple(one.record.name for one in place.people),
        "specialty": ", ".join(dict.fromkeys(one.record.specialty for one in place.all)),
        "miles": listing.miles(first),
        "source_id": known.id if known else None,
        "last_visit": listing.last_visit(first),
    }
    return tuple(
        cells[one.name] if one.name in cells else getattr(record, one.name) for one in PLACE_COLUMNS
    )


def target_row(record: Mapping[str, Any]) -> tuple[Cell, ...]:
    """The cells of one target."""
    return tuple(record[column.name] for column in COLUMNS)


def note_of(about: Surroundings) -> str:
    """How the columns count, in one line."""
    start = f"from ZIP code {about.center}" if about.center else "unknown: set your ZIP code"
    return (
        f"Miles along the great circle between the centers of ZIP codes, {start}. Visited: the last"
        f" visit by {about.today} that met somebody at the place. Known as: the number of the"
        " source with this NPI. Cases: keeps them, or refers them out."
    )


def by_distance(listing: Listing) -> Callable[[Target], tuple[Any, ...]]:
    """The nearest first; those whose distance is unknown last."""

    def rank(one: Target) -> tuple[Any, ...]:
        miles = listing.miles(one)
        return (FAR if miles is None else miles, one.record.name.casefold(), one.id)

    return rank


def by_visit(listing: Listing) -> Callable[[Target], tuple[Any, ...]]:
    """Those never visited first, then those visited longest ago; the nearest first of each."""
    near = by_distance(listing)
    return lambda one: (listing.last_visit(one) or date.min, *near(one))


def by_name(_listing: Listing) -> Callable[[Target], tuple[Any, ...]]:
    """By name."""
    return lambda one: (one.record.name.casefold(), one.id)


ORDERS = {Order.DISTANCE: by_distance, Order.NEVER_VISITED: by_visit, Order.NAME: by_name}


def page_record(listing: Listing, one: Target) -> dict[str, Any]:
    """The page of a target: all that is known of it, and who else is at the place."""
    others = [each for each in listing.places.place_of(one).all if each.id != one.id]
    people = [
        {"npi": each.record.npi, "name": each.record.name, "specialty": each.record.specialty}
        for each in others
    ]
    return listing.record(one) | {"also_there": people}
