"""Miles between ZIP codes, and which ones lie near."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.commands.targets.options import load_points
from refcli.core.targets.near import (
    Point,
    find_near,
    list_zips,
    measure_miles,
    miles_between,
    read_points,
)
from refcli.errors import RefusedError

POINTS = load_points()
SEATTLE, TACOMA, SPOKANE = "98101", "98402", "99201"
places = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("one", "other", "miles"),
    [
        (Point(0, 0), Point(0, 90), 6218),  # a quarter of the equator
        (Point(90, 0), Point(-90, 0), 12437),  # from pole to pole
        (Point(40.641, -73.778), Point(33.942, -118.409), 2470),  # JFK to LAX
    ],
)
def test_miles_follow_the_great_circle(one: Point, other: Point, miles: int) -> None:
    assert round(measure_miles(one, other)) == pytest.approx(miles, abs=3)


@given(places, places)
def test_a_way_is_as_long_back_and_never_longer_than_half_around(one: Point, other: Point) -> None:
    there = measure_miles(one, other)

    assert there == pytest.approx(measure_miles(other, one), abs=1e-6)
    assert 0 <= there < 12438
    assert measure_miles(one, one) == 0


def test_the_zip_codes_of_the_country_ship_with_their_places() -> None:
    assert len(POINTS) == 33_791
    assert POINTS[SEATTLE] == Point(47.611, -122.336)
    assert all(-15 < one.latitude < 72 for one in POINTS.values())


@pytest.mark.parametrize(("miles", "expected"), [(25, False), (26, True)])
def test_near_is_what_lies_within_the_miles(miles: float, *, expected: bool) -> None:
    near = find_near(SEATTLE, miles, POINTS)

    assert (TACOMA in near) is expected
    assert SEATTLE in near
    assert SPOKANE not in near


def test_the_miles_between_two_zip_codes_are_told_to_a_tenth() -> None:
    assert miles_between(SEATTLE, "98402-1234", POINTS) == 25.2
    assert miles_between(SEATTLE, SEATTLE, POINTS) == 0.0
    assert miles_between(SEATTLE, "98111", POINTS) is None  # boxes only
    assert miles_between("", SEATTLE, POINTS) is None


def test_a_zip_code_without_a_place_is_refused_as_a_center() -> None:
    with pytest.raises(RefusedError) as refused:
        find_near("00000", 5, POINTS)

    assert str(refused.value) == (
        "ZIP code 00000 has no place on the map: it does not exist, or holds boxes only. Type one"
        " near it: --near 98101"
    )


def test_only_the_places_that_are_wanted_are_read() -> None:
    lines = [
        "# a remark",
        "zip,latitude,longitude",
        "98101,47.611,-122.335",
        "98402,47.254,-122.44",
    ]

    assert read_points(lines, {"98402"}) == {"98402": Point(47.254, -122.44)}


def test_the_beginning_of_a_zip_code_stands_for_all_that_begin_so() -> None:
    assert len(list_zips("981")) == 100
    assert {"98100", "98199"} <= list_zips("981")
    assert list_zips("98101") == {"98101"}
