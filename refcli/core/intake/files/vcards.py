"""vCards of the versions 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350) as rows.

Own lines instead of a library: vobject refuses a card for one bad line and forgets on which line
it stood; here each card is a row, and each letter of it is text.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from refcli.core.intake.columns.meanings import Meaning
from refcli.core.intake.columns.raw import MOST_ROWS, TOO_MANY_ROWS, MeantRow, ReadingError

BEGIN = re.compile(r"BEGIN:VCARD", re.IGNORECASE)
PROPERTY = re.compile(
    r"(?:[\w-]+\.)?(?P<name>[\w-]+)(?P<more>(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):"
)
NAME = re.compile(r"^(?:[\w-]+\.)?([\w-]+)[;:]", re.MULTILINE)
UNESCAPED = {"n": "\n", "N": "\n"}
ENCODINGS = ("utf-8", "cp1252")
DROPPED = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
CUT = "the card is cut off: it has no line END:VCARD"
LONGEST = 131_072  # letters of a property, as in a CSV file
N = (Meaning.LAST, Meaning.FIRST, Meaning.MIDDLE, Meaning.TITLE, Meaning.SUFFIX)
ADR = (None, Meaning.STREET, Meaning.STREET, Meaning.CITY, Meaning.STATE, Meaning.ZIP)
SIMPLE = {
    "FN": Meaning.NAME,
    "NICKNAME": Meaning.NICKNAME,
    "TITLE": Meaning.JOB,
    "ROLE": Meaning.JOB,
    "EMAIL": Meaning.EMAIL,
    "NOTE": Meaning.NOTE,
    "BDAY": Meaning.BIRTHDAY,
}
COMPANY = {"KIND": {"org", "organization", "location"}, "X-ABSHOWAS": {"company"}}
KNOWN = {
    "N": Meaning.LAST,
    "ORG": Meaning.OFFICE,
    "TEL": Meaning.PHONE,
    "ADR": Meaning.STREET,
    "CATEGORIES": Meaning.TAGS,
    **SIMPLE,
}


@dataclass(frozen=True, slots=True)
class Property:
    """A line of a card, unfolded: its name, its parameters in capitals, and its value."""

    name: str
    parameters: tuple[str, ...]
    value: str

    def says(self, *words: str) -> bool:
        """Whether a parameter holds one of these words, as ``TYPE=WORK`` or a bare ``WORK``."""
        held = {word for one in self.parameters for word in one.rpartition("=")[2].split(",")}
        return not held.isdisjoint(words)


@dataclass(slots=True)
class Card:
    """The properties of one card, with the line on which it begins."""

    line: int
    properties: list[Property] = field(default_factory=list)
    cut: bool = True  # until its end was read


def is_vcard(text: str) -> bool:
    """Whether a text begins as a vCard does."""
    return BEGIN.match(text.lstrip("\ufeff \t\r\n")) is not None


def read_vcards(file: str, text: str) -> list[MeantRow]:
    """The cards as rows by meaning."""
    return [card_as_row(file, card) for card in read_cards(text)]


def list_properties(text: str) -> dict[str, Meaning]:
    """The properties that the cards have, with what each is taken for."""
    there = {line.upper() for line in NAME.findall(text)}
    return {name: means for name, means in KNOWN.items() if name in there}


def read_cards(text: str) -> Iterator[Card]:
    """The cards of a text; one that has no end ends with the text or where the next begins."""
    card: Card | None = None
    count = 0
    for number, line in unfold_lines(text):
        if BEGIN.match(line):
            if card:
                yield card
            card, count = Card(number), count + 1
            if count > MOST_ROWS:
                raise ReadingError(TOO_MANY_ROWS)
        elif card and line.upper().startswith("END:VCARD"):
            card.cut = False
            yield card
            card = None
        elif card and (found := read_property(line)):
            card.properties.append(found)
    if card:
        yield card


def unfold_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines, those put together that were folded: a blank ahead, or = at the end (2.1)."""
    whole: list[str] = []
    begin, soft, length = 1, False, 0
    for number, line in enumerate(re.split("\r\n|\r|\n", text), 1):
        if whole and (soft or line[:1] in {" ", "\t"}):
            part = line if soft else line[1:]
        else:
            if whole:
                yield begin, "".join(whole)
            whole, begin, length, part = [], number, 0, line
        head = whole[0] if whole else part
        soft = part.endswith("=") and "QUOTED-PRINTABLE" in head.partition(":")[0].upper()
        length += len(part)
        if length <= LONGEST or not whole:
            whole.append(part[: -1 if soft else None][:LONGEST])
    if whole:
        yield begin, "".join(whole)


def read_property(line: str) -> Property | None:
    """A line as a property; None for one that is none."""
    found = PROPERTY.match(line)
    if not found or found["name"].upper() in DROPPED:
        return None
    parameters = tuple(one.strip().upper() for one in found["more"].split(";") if one.strip())
    return Property(
        found["name"].upper(), parameters, decode_value(line[found.end() :], parameters)
    )


def decode_value(value: str, parameters: tuple[str, ...]) -> str:
    """The value as text; quoted-printable and base64 as their parameters say."""
    encoding = next((one for one in parameters if "QUOTED-PRINTABLE" in one), "")
    if encoding:
        charset = next((p.partition("=")[2] for p in parameters if p.startswith("CHARSET=")), "")
        return decode_bytes(quopri.decodestring(value.encode("utf-8", "replace")), charset)
    if any(one in {"BASE64", "B", "ENCODING=BASE64", "ENCODING=B"} for one in parameters):
        try:
            return decode_bytes(base64.b64decode(value, validate=False), "")
        except (binascii.Error, ValueError):
            return ""
    return value


def decode_bytes(raw: bytes, charset: str) -> str:
    """The letters of some bytes, in the encoding that was named or that fits."""
    for name in filter(None, (charset, *ENCODINGS)):
        try:
            return raw.decode(name)
        except (LookupError, ValueError):
            continue
    return raw.decode("utf-8", "replace")


def split_value(value: str, sign: str = ";") -> list[str]:
    """The parts of a value between signs that are not escaped, each unescaped."""
    parts, part, letters = [], [], iter(value)
    for letter in letters:
        if letter == "\\":
            following = next(letters, "")
            part.append(UNESCAPED.get(following, following))
        elif letter == sign:
            parts.append("".join(part))
            part = []
        else:
            part.append(letter)
    return [*parts, "".join(part)]


def plain_value(value: str) -> str:
    """A value of one part, unescaped."""
    return split_value(value, "\0")[0]


def card_as_row(file: str, card: Card) -> MeantRow:
    """The card as a row; a work address before one at home, a fax apart from phones."""
    cells: dict[Meaning, list[str]] = {}
    for one in sorted(card.properties, key=rank_property):
        for meaning, text in meant_cells(one, has_address=Meaning.CITY in cells):
            cells.setdefault(meaning, []).append(text)
    return MeantRow(file, card.line, cells, fault=CUT if card.cut else "")


def rank_property(one: Property) -> tuple[bool, bool]:
    """Preferred ones first, then those of work."""
    preferred = one.says("PREF") or any(p == "PREF=1" for p in one.parameters)
    return not preferred, not one.says("WORK", "MAIN")


def meant_cells(one: Property, *, has_address: bool) -> Iterator[tuple[Meaning, str]]:
    """What a property says, by meaning."""
    if one.name == "N":
        yield from pair_parts(N, split_value(one.value))
    elif one.name == "ADR":
        if not has_address:
            yield from pair_parts(ADR, split_value(one.value))
    elif one.name == "ORG":
        yield Meaning.OFFICE, split_value(one.value)[0]
    elif one.name == "TEL":
        number = plain_value(one.value).removeprefix("tel:").removeprefix("TEL:")
        yield (Meaning.FAX if one.says("FAX") else Meaning.PHONE), number.replace(";ext=", " x")
    elif one.name == "CATEGORIES":
        for label in split_value(one.value, ","):
            yield Meaning.TAGS, label
    elif one.name in COMPANY and one.value.strip().lower() in COMPANY[one.name]:
        yield Meaning.NOT_PERSON, "yes"
    elif one.name in SIMPLE:
        yield SIMPLE[one.name], plain_value(one.value)


def pair_parts(
    meanings: tuple[Meaning | None, ...], parts: list[str]
) -> Iterator[tuple[Meaning, str]]:
    """The parts of a value with what each of them means."""
    for meaning, part in zip(meanings, parts, strict=False):
        if meaning and part.strip():
            yield meaning, part
