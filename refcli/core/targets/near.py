"""How far it is from one ZIP code to another, and which ones lie near.

Places are the inner points of the Census Bureau's ZIP Code Tabulation Areas. A ZIP code of boxes
or of one large receiver has no area, so no place: how far it is stays unknown.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from refcli.errors import RefusedError

RADIUS_OF_EARTH = 3958.8  # miles, the mean one of IUGG
ZIP_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the globe, in degrees."""

    latitude: float
    longitude: float


Points = Mapping[str, Point]


def read_points(lines: Iterable[str], wanted: Container[str] | None = None) -> dict[str, Point]:
    """The place of each ZIP code, or of those wanted, in lines as ``98101,47.611,-122.334``."""
    return {
        line[:ZIP_DIGITS]: Point(*map(float, line.split(",")[1:]))
        for line in lines
        if line[:ZIP_DIGITS].isdigit() and (wanted is None or line[:ZIP_DIGITS] in wanted)
    }


def measure_miles(one: Point, other: Point) -> float:
    """Statute miles along the great circle (haversine formula; Sinnott, Sky and Telescope, 1984).

    >>> round(measure_miles(Point(47.611, -122.334), Point(47.673, -117.413)))
    229
    """
    north, south = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(across / 2) ** 2
    return 2 * RADIUS_OF_EARTH * asin(min(1.0, sqrt(half)))


def find_center(code: str, points: Points) -> Point:
    """The place of a ZIP code; one that has none is refused."""
    center = points.get(code[:ZIP_DIGITS])
    if center is None:
        raise RefusedError(
            f"ZIP code {code[:ZIP_DIGITS]} has no place on the map: it does not exist, or holds"
            " boxes only. Type one near it: --near 98101"
        )
    return center


def find_near(code: str, miles: float, points: Points) -> frozenset[str]:
    """The ZIP codes whose places lie within so many miles of that of one, itself among them."""
    center = find_center(code, points)
    return frozenset(
        one for one, point in points.items() if measure_miles(center, point) <= miles
    ) | {code[:ZIP_DIGITS]}


def miles_between(code: str, other: str, points: Points) -> float | None:
    """Miles between two ZIP codes, to a tenth; None where one has no place on the map."""
    one, two = points.get(code[:ZIP_DIGITS]), points.get(other[:ZIP_DIGITS])
    return round(measure_miles(one, two), 1) if one and two else None


def list_zips(prefix: str) -> frozenset[str]:
    """Every ZIP code that can begin so: 98100 to 98199 for 981."""
    free = ZIP_DIGITS - len(prefix)
    return frozenset(f"{prefix}{number:0{free}d}" if free else prefix for number in range(10**free))
