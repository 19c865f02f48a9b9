"""An address as it goes on an envelope: the city, the state and the ZIP on a line of their own."""

import re
from collections.abc import Sequence

from refcli.core.sources.postal import PostalAddress

ENDS_IN_ZIP = re.compile(r"(?:(?P<before>.*)\s)?\d{5}(?:-?\d{4})?")
STATE = re.compile(r"[A-Za-z]\.?[A-Za-z]\.?")  # WA, or D.C.
CITY_AND_STATE = re.compile(rf".+\s{STATE.pattern}")
FROM_THE_END = 2  # parts among which the ZIP is looked for: a country may follow it


def address_lines(address: str) -> list[str]:
    """An address in lines: as typed, or one or two of the street, then city, state and ZIP."""
    if "\n" in address:
        return [line.strip() for line in address.splitlines() if line.strip()]
    parts = [part.strip() for part in address.split(",") if part.strip()]
    start, end = city_of(parts)
    lines = [*street_lines(parts[:start]), ", ".join(parts[start:end]), *parts[end:]]
    return [line for line in lines if line]


def postal_lines(parts: PostalAddress) -> list[str]:
    """One or two lines of the street, then city, state and ZIP; none if a part is not known."""
    if not (parts.street and parts.city and parts.state and parts.zip):
        return []
    street = [part for one in parts.street.split(",") if (part := " ".join(one.split()))]
    return [*street_lines(street), f"{parts.city}, {parts.state} {parts.zip}"]


def city_of(parts: Sequence[str]) -> tuple[int, int]:
    """From which part on, and before which, the city with its state and its ZIP stands."""
    for place in reversed(range(len(parts))[-FROM_THE_END:]):
        if found := ENDS_IN_ZIP.fullmatch(parts[place]):
            return begin(parts, place, found["before"] or ""), place + 1
    last = max(len(parts) - 1, 0)
    state = parts and STATE.fullmatch(parts[last])
    return begin(parts, last, parts[last]) if state else last, len(parts)


def begin(parts: Sequence[str], place: int, state: str) -> int:
    """With which part the city's line begins that ends in a part; ``state``: it without a ZIP."""
    before = parts[:place]
    if not before or CITY_AND_STATE.fullmatch(state):  # Seattle WA 98101
        return place
    if not state:  # Seattle, WA, 98101
        return begin(before, place - 1, before[-1])
    street = any(letter.isdigit() for letter in before[-1])
    known = STATE.fullmatch(state) and len(before) > 1  # 29 Palms, CA 92277
    return place if street and not known else place - 1


def street_lines(parts: Sequence[str]) -> list[str]:
    """The parts before the city, in two lines at most, cut where the longer one is shortest."""
    cuts = [(", ".join(parts[:cut]), ", ".join(parts[cut:])) for cut in range(1, len(parts))]
    return list(min(cuts, key=lambda pair: max(map(len, pair)))) if cuts else list(parts)
