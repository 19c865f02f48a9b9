"""The order of a day of visits, and what each stop tells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from refcli.core.owed.items import DueItem, Party
from refcli.core.targets.near import Point, Points
from refcli.core.visiting.route import (
    RouteFilter,
    Stop,
    choose_items,
    choose_stops,
    leg_miles,
    miles_between,
    nearest_first,
    order_stops,
    route_lines,
)
from refcli.core.vocabulary import DueType, Kind

DAY = date(2026, 11, 24)
VISIT = DueItem("V3", DueType.VISIT, 3, "Elm", date(2026, 11, 1), "never visited", owner="Marc")
LINE = {f"{98000 + n}": Point(47.0 + n / 100, -122.0) for n in range(9)}


def stop(number: int, code: str, item: DueItem = VISIT) -> Stop:
    return Stop(item=item, place_id=number, place=f"Place {number}", zip=code)


def test_who_lies_along_a_line_is_visited_along_it() -> None:
    stops = [stop(n, f"{98000 + n}") for n in (5, 2, 8, 1)]

    ordered = [one.place_id for one in order_stops(stops, LINE, "98000")]

    assert ordered == [1, 2, 5, 8]
    assert leg_miles(order_stops(stops, LINE, "98000"), LINE, "98000") == [0.7, 0.7, 2.1, 2.1]


def test_who_is_not_on_the_map_comes_last() -> None:
    stops = [stop(1, ""), stop(2, "98002"), stop(3, "00000")]

    assert [one.place_id for one in order_stops(stops, LINE, "98000")] == [2, 1, 3]
    assert leg_miles(order_stops(stops, LINE, ""), LINE, "") == [None, None, None]


POINTS = st.lists(
    st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=1, max_size=6, unique=True
)


def trip_miles(path: Sequence[Stop], points: Points, home: Point | None) -> float:
    places = [home, *(points[one.zip] for one in path), home]
    return sum(miles_between(one, other) for one, other in pairwise(places))


def turn_parts(path: list[Stop]) -> Iterator[list[Stop]]:
    for i in range(len(path)):
        for j in range(i + 2, len(path) + 1):
            yield path[:i] + path[i:j][::-1] + path[j:]


@given(places=POINTS)
def test_no_part_turned_around_would_make_the_trip_shorter(places: list[tuple[int, int]]) -> None:
    points = {
        f"{10000 + n}": Point(47 + y / 100, -122 + x / 100) for n, (x, y) in enumerate(places)
    }
    home = Point(47.0, -122.0)
    stops = [stop(n, code) for n, code in enumerate(points)]
    with_home = points | {"98101": home}

    made = order_stops(stops, with_home, "98101")

    assert sorted(one.place_id for one in made) == [*range(len(places))]
    miles = trip_miles(made, with_home, home)
    assert all(trip_miles(one, with_home, home) > miles - 1e-6 for one in turn_parts(made))
    assert miles <= trip_miles(nearest_first(stops, with_home, home), with_home, home) + 1e-6


def test_of_too_many_the_meeting_and_those_due_longest_are_visited() -> None:
    meeting = replace(VISIT, key="M1", type=DueType.MEETING, due_on=DAY)
    old, new = replace(VISIT, due_on=date(2026, 6, 1)), replace(VISIT, due_on=date(2026, 11, 20))

    chosen = choose_stops([stop(1, "", new), stop(2, "", old), stop(3, "", meeting)], 2)

    assert [one.place_id for one in chosen] == [3, 2]


def test_a_meeting_of_the_day_stands_for_its_place_and_one_of_another_day_does_not() -> None:
    parties = {3: Party(id=3, name="Elm", kind=Kind.OFFICE)}
    today = replace(VISIT, key="M1", type=DueType.MEETING, due_on=DAY)
    thursday = replace(VISIT, key="M2", type=DueType.MEETING, due_on=date(2026, 11, 26))

    other = replace(today, key="M3")

    assert choose_items([VISIT, today], parties, DAY) == [today]
    assert choose_items([VISIT, today, other], parties, DAY) == [today, other]
    assert choose_items([VISIT, thursday], parties, DAY) == [VISIT]


def test_owner_and_zip_choose_the_places() -> None:
    one = stop(1, "98107")

    assert RouteFilter("marc", "981").fits(one)
    assert RouteFilter().fits(one)
    assert not RouteFilter("Tina", "981").fits(one)
    assert not RouteFilter("Marc", "980").fits(one)


def test_a_stop_tells_when_where_whom_and_the_next_step() -> None:
    one = replace(
        stop(1, "98001"),
        address="12 Pine St",
        phone="206-555-0105",
        ask_for="Dr. Ray",
        next_step="bring the leaflet",
        last_visit=date(2026, 8, 7),
    )

    assert [*route_lines([one], [4.4], DAY)] == [
        " 1  Place 1 (V3, 23 days late, 4.4 miles)",
        "    12 Pine St · 206-555-0105",
        "    ask for Dr. Ray; next: bring the leaflet; last visit Fri 7 Aug 2026",
    ]
