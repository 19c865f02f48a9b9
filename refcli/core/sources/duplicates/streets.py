"""Are two streets one? Whether Avenue or Ave, with the suite or without."""

import re
from dataclasses import dataclass

from refcli.core.names.keys import fold_name

# The words of streets with their usual short forms (Postal Service, Publication 28, appendix C).
SHORT_FORMS = """
alley: aly / avenue: ave av / boulevard: blvd / center: ctr centre / circle: cir / court: ct /
drive: dr / expressway: expy / freeway: fwy / highway: hwy / junction: jct / lane: ln /
mount: mt / parkway: pkwy pky / place: pl / plaza: plz / point: pt / road: rd / route: rte rt /
saint: st / square: sq / street: st str / terrace: ter / trail: trl / turnpike: tpke / way: wy /
north: n no / south: s so / east: e / west: w / northeast: ne / northwest: nw / southeast: se /
southwest: sw / fort: ft / county: co / first: 1st / second: 2nd / third: 3rd / fourth: 4th /
fifth: 5th / sixth: 6th / seventh: 7th / eighth: 8th / ninth: 9th / tenth: 10th
"""
SHORT = {
    word: forms.split()[0]
    for long, forms in (line.strip().split(": ") for line in SHORT_FORMS.split("/"))
    for word in (long, *forms.split())
}
UNIT = re.compile(
    r"[,\s]+(?:(?:suites?|ste|unit|apt|apartment|room|rm|floor|fl|bldg|building|dept|spc|space)\b"
    r"|#|[0-9]+(?:st|nd|rd|th)\s+fl)(?P<unit>.*)",
    re.IGNORECASE,
)
SHORTEST_SLIP = 4  # letters


@dataclass(frozen=True, slots=True)
class StreetKey:
    """A street as it is compared: the house number, the words, and the suite."""

    number: str
    words: frozenset[str]
    unit: str


def street_key(street: str) -> StreetKey | None:
    """A street in comparable form; None for one without a house number."""
    text = fold_name(street)
    unit = UNIT.search(text)
    words = re.findall("[a-z0-9]+", text[: unit.start()] if unit else text)
    number = next((word for word in words if word[0].isdigit()), "")
    if not number or len(words) == 1:
        return None
    words.remove(number)
    rest = "".join(re.findall("[a-z0-9]+", unit["unit"])) if unit else ""
    return StreetKey(number, frozenset(SHORT.get(word, word) for word in words), rest)


def is_same_street(one: StreetKey, other: StreetKey) -> bool:
    """True for one house: the number is the same, and the words but for one left out or mistyped.

    North and South are two streets; with no direction said, it may be either.
    """
    if one.number != other.number:
        return False
    left, right = one.words - other.words, other.words - one.words
    if not left or not right:
        return bool(one.words & other.words)
    if not len(left) == len(right) == 1 or not all(map(can_be_mistyped, left | right)):
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 38 ms that few commands need

    return OSA.distance(*left, *right) <= 1


def can_be_mistyped(word: str) -> bool:
    """True for a name; 6th and 7th are two streets, and so are Elm St and Elm Ct."""
    return word.isalpha() and len(word) >= SHORTEST_SLIP
