"""A US postal address in its parts, out of a line of text only where that is certain."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from reprlib import repr as short

from refcli.core.practice import CODES, read_state
from refcli.errors import UsageError, naming_text

# Codes of the Postal Service that are no states: three nations and the mail of the armed forces.
MORE_CODES = frozenset({"FM", "MH", "PW", "AA", "AE", "AP"})
ZIP = re.compile(r"([0-9]{5})(?:-?([0-9]{4}))?")
COUNTRY = re.compile(r"[,\s]+(?:U\.?\s?S\.?\s?A?\.?|United States(?: of America)?)$", re.IGNORECASE)
ENDS_IN_ZIP = re.compile(r"(.*?)[,\s]+([0-9]{5}(?:-?[0-9]{4})?)")
BEGINS_WITH_A_NUMBER = re.compile(
    r"(?:\S*[0-9]|(?:one|two|three|four|five|six|seven|eight|nine|ten)\s|p\.?\s?o\.?\s?box\s)",
    re.IGNORECASE,
)
CITY = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'-])+")
MOST_WORDS_OF_A_CITY = 4
# fmt: off
INSIDE = frozenset({
    "apartment", "apt", "bldg", "building", "dept", "department", "floor", "fl", "lot", "rm",
    "room", "space", "spc", "ste", "suite", "tower", "unit",
})
NO_CITY_HOLDS = INSIDE | {"attn", "box", "clinic", "ctr", "hospital", "level", "p.o", "po", "wing"}
NO_CITY_ENDS = frozenset({
    "ave", "avenue", "blvd", "boulevard", "campus", "cir", "circle", "county", "court", "ct", "dr",
    "drive", "highway", "hwy", "lane", "ln", "parkway", "pkwy", "plaza", "rd", "road", "st",
    "street", "ter", "terrace", "n", "s", "e", "w", "ne", "nw", "se", "sw",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """A postal address in its parts; a part that is not known is empty."""

    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


@naming_text
def read_postal_state(text: str) -> str:
    """The two letters of a state, a territory or the mail of the armed forces, or of its name."""
    typed = text.strip()
    return typed.upper() if typed.upper() in MORE_CODES else read_state(typed)


@naming_text
def read_postal_zip(text: str) -> str:
    """A ZIP code as it is kept: 98103 or 98103-1234, typed with or without the dash."""
    typed = re.sub(r"\s*[-\u2013]\s*", "-", text.strip())
    if found := ZIP.fullmatch(typed):
        return "-".join(filter(None, found.groups()))
    hint = "Type five digits or nine: 98103, 98103-1234"
    if re.fullmatch("[0-9]{3,4}", typed):
        hint = f"If a spreadsheet took its zeros, type {typed.zfill(5)}; else five digits or nine"
    raise UsageError(f"{short(text)} is no ZIP code. {hint}")


def postal_text(address: PostalAddress) -> str:
    """An address in one line: 4501 Wallingford Ave N, Suite 400, Seattle, WA 98103."""
    state = " ".join(filter(None, (address.state, address.zip)))
    return ", ".join(filter(None, (address.street, address.city, state)))


def split_address(text: str) -> PostalAddress | None:
    """The parts of an address in the United States, or None where its borders are not certain.

    Certain is: a street that begins with a number or a PO box, behind it the building, floor or
    suite, each after a comma or on its own line; a city without a digit; a state and a ZIP.
    """
    lines = (line.strip(" ,") for line in text.splitlines())
    found = ENDS_IN_ZIP.fullmatch(COUNTRY.sub("", ", ".join(filter(None, lines)).rstrip(" .,")))
    if not found:
        return None
    *street, last = [" ".join(part.split()) for part in found[1].split(",")]
    ahead, state = split_state(last)
    city = ahead or (street.pop() if street else "")
    if not (state and is_street(street) and is_city(city)):
        return None
    return PostalAddress(", ".join(street), city, state, read_postal_zip(found[2]))


def split_state(words: str) -> tuple[str, str]:
    """The city and the state of ``Seattle WA``;  for the one that is not there."""
    said = words.split()
    sizes = (size for size in range(len(said)) if state_code(" ".join(said[size:])))
    size = next(sizes, len(said))
    return " ".join(said[:size]), state_code(" ".join(said[size:]))


def state_code(words: str) -> str:
    """The code of a state by its letters or its name; '' for other words."""
    code = words.replace(".", "")
    if code.upper() in MORE_CODES:
        return code.upper()
    return CODES.get(code.casefold(), "")


def is_street(parts: list[str]) -> bool:
    """True for a numbered street or a PO box, alone or before its building, floor or suite."""
    first = parts[0] if parts else ""
    if not BEGINS_WITH_A_NUMBER.match(first) or " " not in first or ";" in first:
        return False
    return all(map(is_within_a_house, parts[1:]))


def is_within_a_house(part: str) -> bool:
    """True for Suite 400, Building B, 2nd Floor; a bare word may be a city, a house or a person."""
    words = part.lower().replace(".", "").split()
    begins = words[:1] and (words[0] in INSIDE or words[0].startswith("#"))
    return bool(begins) or words[-1:] in (["floor"], ["building"], ["tower"], ["wing"])


def is_city(part: str) -> bool:
    """True for what can be a city and neither a street, a suite nor a county."""
    words = part.casefold().rstrip(".").split()
    return (
        CITY.fullmatch(part) is not None
        and len(words) <= MOST_WORDS_OF_A_CITY
        and NO_CITY_HOLDS.isdisjoint(words)
        and words[-1] not in NO_CITY_ENDS
    )


PARTS = ("street", "city", "state", "zip")


def address_columns(typed: Mapping[str, str], known: PostalAddress) -> dict[str, str]:
    """The columns of an address that change: the whole of it, and its parts where they are certain.

    Typed whole, its parts are read out of it; typed in parts, the whole is made of them and of
    those that are known.
    """
    if not typed.keys() & {*PARTS, "address"}:
        return {}
    if "address" in typed:
        if said := next((part for part in PARTS if part in typed), None):
            raise UsageError(
                f"Type the address whole or in parts: leave out --address or --{said}.",
                drop=["--address"],
            )
        return {"address": typed["address"]} | asdict(split_address(typed["address"]) or NOWHERE)
    parts = replace(known, **{part: typed[part].strip() for part in PARTS if part in typed})
    return {"address": postal_text(parts)} | asdict(parts)


NOWHERE = PostalAddress()
