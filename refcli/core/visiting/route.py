"""A day of visits: which places, and in which order one drives to them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from refcli.core.names.named import Named
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.owed.items import DueItem, Ground, Party
from refcli.core.sources.contacts import Contact
from refcli.core.sources.records import NewSource
from refcli.core.targets.near import ZIP_DIGITS, Point, Points, measure_miles
from refcli.core.values.clock_hours import say_hour
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import DueType
from refcli.phrases import count_phrase, name_some

MOST_STOPS = 8  # in a day, unless told
LEAST_GAIN = 1e-9  # miles; below it two ways are of one length
ZIP_AT_END = re.compile(r"\b([0-9]{5})(?:-[0-9]{4})?\s*$")
COLUMNS = (
    Column("stop", "No.", Type.ID),
    Column("key", "Key"),
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "Place"),
    Column("at", "At"),
    Column("address", "Address"),
    Column("phone", "Phone"),
    Column("due_on", "Due", Type.DATE),
    Column("days_overdue", "Late", Type.COUNT),
    Column("ask_for", "Ask for"),
    Column("next_step", "Next step"),
    Column("last_visit", "Last visit", Type.DATE),
    Column("miles", "Miles", Type.NUMBER),
    Column("owner", "Owner"),
)
NOTE = (
    "In the order of the shortest way from the practice and back, from the middle of one ZIP code"
    " to the next as the crow flies; who has no ZIP code on the map comes last. Late: in days, on"
    " the day of the visits"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A place to visit: what is due there, where it is, whom to ask for."""

    item: DueItem
    place_id: int
    place: str
    address: str = ""
    zip: str = ""
    phone: str = ""
    ask_for: str = ""
    next_step: str = ""
    last_visit: date | None = None


@dataclass(frozen=True, slots=True)
class VisitedPlace:
    """A place as one drives to it: its record, and who works there."""

    record: NewSource
    members: Sequence[Named] = ()
    contacts: Sequence[Contact] = ()


@dataclass(frozen=True, slots=True)
class RouteFilter:
    """Whose places, and where: an owner, the beginning of a ZIP code; empty does not matter."""

    owner: str = ""
    zip: str = ""

    def is_owners(self, item: DueItem) -> bool:
        """True for what the owner sees to."""
        return not self.owner or item.owner.casefold() == self.owner.strip().casefold()

    def fits(self, stop: Stop) -> bool:
        """True for a place of the owner that lies there."""
        return self.is_owners(stop.item) and stop.zip.startswith(self.zip)


def choose_items(items: Sequence[DueItem], parties: Mapping[int, Party], on: date) -> list[DueItem]:
    """What takes one out on a day: the meetings of that day, and visits of the other places.

    A meeting of another day is no reason to go on this one; two of the day are two.
    """
    meetings = [one for one in items if one.type is DueType.MEETING and one.due_on == on]
    met = {find_place(one, parties).id for one in meetings}
    visits = [one for one in items if one.type is DueType.VISIT]
    return [*meetings, *(one for one in visits if find_place(one, parties).id not in met)]


def find_place(item: DueItem, parties: Mapping[int, Party]) -> Party:
    """The place to which an item takes one."""
    return parties[parties[item.source_id or 0].place_id]


def make_stop(item: DueItem, ground: Ground, where: VisitedPlace, address: str) -> Stop:
    """A stop out of what is due and what is known of the place."""
    party = find_place(item, ground.parties)
    record = where.record
    in_words = ZIP_AT_END.search(record.address)
    return Stop(
        item=item,
        place_id=party.id,
        place=record.name,
        address=address or record.address,
        zip=record.zip[:ZIP_DIGITS] or (in_words[1] if in_words else ""),
        phone=record.phone,
        ask_for=whom_to_ask(item, party, where),
        next_step=ground.next_step_of(party),
        last_visit=party.last_visit,
    )


def whom_to_ask(item: DueItem, party: Party, where: VisitedPlace) -> str:
    """Whom they meet, else who was met last, else who works there: doctors, then the others."""
    if item.whom:
        return item.whom
    there = [*(one.name for one in where.members), *map(str, where.contacts)]
    return party.met or name_some(there)


def choose_stops(stops: Sequence[Stop], most: int) -> list[Stop]:
    """So many of them: the meetings, then what is due longest."""
    ranked = sorted(
        stops,
        key=lambda one: (one.item.type is not DueType.MEETING, one.item.due_on, one.place_id),
    )
    return ranked[:most]


def order_stops(stops: Sequence[Stop], points: Points, start: str = "") -> list[Stop]:
    """The stops in the order of a short round trip from a ZIP code; those off the map come last.

    Nearest first, then turned around part by part while that is shorter (2-opt: Croes, Operations
    Research, 1958).
    """
    known = [one for one in stops if one.zip in points]
    home = points.get(start[:ZIP_DIGITS])
    path = shorten_path(nearest_first(known, points, home), points, home)
    lost = sorted((one for one in stops if one.zip not in points), key=lambda one: one.place)
    return [*path, *lost]


def nearest_first(stops: Sequence[Stop], points: Points, home: Point | None) -> list[Stop]:
    """From home, or else from the first of them, always on to the nearest; by name at one place."""
    left = sorted(stops, key=lambda one: (one.zip, one.address, one.place))
    path: list[Stop] = []
    here = home
    while left:
        near = min(left, key=lambda one: miles_between(here, points[one.zip]))
        left.remove(near)
        path.append(near)
        here = points[near.zip]
    return path


def miles_between(one: Point | None, other: Point | None) -> float:
    """Miles between two places; none from or to one that is not known."""
    return measure_miles(one, other) if one and other else 0.0


def shorten_path(path: Sequence[Stop], points: Points, home: Point | None) -> list[Stop]:
    """The path with parts of it turned around, as long as that makes the trip shorter.

    Only the two legs at the ends of a part change, so only these are compared.
    """
    places = [home, *(points[one.zip] for one in path), home]
    miles = [[miles_between(one, other) for other in places] for one in places]
    order, better = [*range(len(places))], True
    while better:
        better = False
        for i, j in find_parts(len(path)):
            before, first, last, after = order[i - 1], order[i], order[j], order[j + 1]
            gain = miles[before][first] + miles[last][after]
            gain -= miles[before][last] + miles[first][after]
            if gain > LEAST_GAIN:
                order[i : j + 1] = order[i : j + 1][::-1]
                better = True
    return [path[n - 1] for n in order[1:-1]]


def find_parts(many: int) -> Iterator[tuple[int, int]]:
    """The first and the last stop of each part of a path, counted from 1."""
    return ((i, j) for i in range(1, many + 1) for j in range(i + 1, many + 1))


def leg_miles(route: Sequence[Stop], points: Points, start: str) -> list[float | None]:
    """Miles to each stop from the one before, to a tenth; None where one is not on the map."""
    codes = [start[:ZIP_DIGITS], *(one.zip for one in route)]
    places = [points.get(code) for code in codes]
    return [
        round(measure_miles(one, other), 1) if one and other else None
        for one, other in pairwise(places)
    ]


def route_table(
    route: Sequence[Stop], miles: Sequence[float | None], on: date, left_out: int = 0
) -> Table:
    """One row per stop, in order; ``left_out``: how many more are due than fit in the day."""
    legs = enumerate(zip(route, miles, strict=True), 1)
    rows = [stop_row(number, stop, far, on) for number, (stop, far) in legs]
    more = f". {count_phrase(left_out, 'more place')} would be due: --limit" if left_out else ""
    empty = f"No visit is due by {full_day(on)}. Those of other owners and ZIP codes: ref route"
    return Table(f"Visits of {full_day(on)}", COLUMNS, rows, NOTE + more, empty=empty)


def stop_row(number: int, stop: Stop, miles: float | None, on: date) -> tuple[Cell, ...]:
    """The cells of one stop."""
    item = stop.item
    return (
        *(number, item.key, stop.place_id, stop.place, say_hour(item.hour) if item.hour else ""),
        *(stop.address, stop.phone, item.due_on, item.days_overdue(on), stop.ask_for),
        *(stop.next_step, stop.last_visit, miles, item.owner),
    )


def route_lines(route: Sequence[Stop], miles: Sequence[float | None], on: date) -> Iterator[str]:
    """The stops for people, some lines each: what is due, where, whom to ask for."""
    for number, (stop, far) in enumerate(zip(route, miles, strict=True), 1):
        parts = (when_words(stop.item, on), "" if far is None else f"{far} miles")
        yield f"{number:2}  {stop.place} ({', '.join(filter(None, [stop.item.key, *parts]))})"
        ask = f"ask for {stop.ask_for}" if stop.ask_for else ""
        step = f"next: {stop.next_step}" if stop.next_step else ""
        last = f"last visit {full_day(stop.last_visit)}" if stop.last_visit else "never visited"
        for words in (where_words(stop), "; ".join(filter(None, [ask, step, last]))):
            yield from [f"    {words}"] if words else []


def where_words(stop: Stop) -> str:
    """The address and the phone."""
    return " · ".join(filter(None, [stop.address, stop.phone]))


def when_words(item: DueItem, on: date) -> str:
    """``meeting at 12:00``, ``142 days late``, or the day on which it falls due."""
    if item.type is DueType.MEETING:
        return f"meeting at {say_hour(item.hour)}" if item.hour else "meeting"
    if late := item.days_overdue(on):
        return f"{count_phrase(late, 'day')} late"
    return "due today" if item.due_on == on else f"due {full_day(item.due_on)}"
