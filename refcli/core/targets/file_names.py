"""Names of the national file, which it keeps in capitals, as a practice writes them."""

import re
from collections.abc import Sequence

from refcli.core.targets.specialties import is_called_doctor

DEGREES = frozenset({"dds", "dmd", "md", "do", "dpm", "dc", "od", "mbbs", "dnp", "phd", "psyd"})
GENERATIONS = {"JR": "Jr.", "SR": "Sr.", "I": "I", "II": "II", "III": "III", "IV": "IV", "V": "V"}
# Letters that stay capitals in the name of a company, and words that stay small inside it.
LETTERS = frozenset(
    {
        *("LLC", "LLP", "PLLC", "PLLP", "PC", "PA", "PS", "PSC", "APC", "APMC", "PLC", "LTD"),
        *("DDS", "DMD", "MD", "DO", "MSD", "DC", "OD", "DPM", "NP", "II", "III", "IV", "USA"),
        *("DBA", "ENT", "OB", "GYN", "TMJ", "UW", "UCLA", "VA", "YMCA", "N", "S", "E", "W"),
        *("NE", "NW", "SE", "SW"),
    }
)
SMALL = frozenset({"and", "at", "by", "for", "in", "of", "on", "the", "to", "y", "de", "del", "la"})
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")  # noqa: RUF001  (both are typed)
UNAVAILABLE = "<UNAVAIL>"


def spell_company(text: str) -> str:
    """``PINE STREET DENTAL, PLLC`` as Pine Street Dental, PLLC; mixed letters stay as they are."""
    if text != text.upper():
        return text
    return WORD.sub(lambda found: spell_word(found[0], first=found.start() == 0), text)


def spell_word(word: str, *, first: bool) -> str:
    """A word of a company: PLLC, of, Dental."""
    if word in LETTERS and (not first or len(word) > 1):
        return word
    return word.lower() if word.lower() in SMALL and not first else spell_part(word)


def spell_part(word: str) -> str:
    """A part of a name: O'Dell, McDonald, Park's."""
    head, mark, tail = word.partition("'")
    if mark and len(head) == 1 and len(tail) > 1:  # O'DELL, but not PARK'S
        return f"{head.upper()}'{tail.capitalize()}"
    if word.startswith("MC") and len(word) > len("MCX"):
        return f"Mc{word[2:].capitalize()}"
    return word.capitalize()


def spell_name(text: str) -> str:
    """A name of a person: O'DELL-BRANDT as O'Dell-Brandt; mixed letters stay as they are."""
    if text != text.upper():
        return text
    return WORD.sub(lambda found: spell_part(found[0]), text)


def spell_person(
    parts: Sequence[str],
    *,
    suffix: str = "",
    degrees: str = "",
    title: str = "",
    codes: Sequence[str],
) -> str:
    """First, middle and last name as a practice says them: Dr. Ngozi A. Okafor.

    Whoever is no doctor by title, degree or codes goes without: Ann Lee, NP.
    """
    first, middle, last = map(spell_name, parts)
    initial = f"{middle[0]}." if middle else ""
    generation = GENERATIONS.get(suffix.upper().strip(". "), "")
    name = " ".join(filter(None, (first, initial, last, generation)))
    if is_doctor(title, degrees, codes):
        return f"Dr. {name}"
    letters = ", ".join(re.findall(r"[A-Z]{2,}", degrees.replace(".", "").upper())[:1])
    return ", ".join(filter(None, (name, letters)))


def is_doctor(title: str, degrees: str, codes: Sequence[str]) -> bool:
    """True by the title, a degree, or a code of dentists, physicians and the like."""
    held = set(re.split(r"[^a-z]+", degrees.replace(".", "").casefold()))
    titled = title.casefold().strip(" .") in {"dr", "doctor"}
    return titled or bool(held & DEGREES) or is_called_doctor(codes)


def clean_text(text: str) -> str:
    """A cell on one line, without what no terminal shows; what is withheld is empty."""
    plain = "".join(one if one.isprintable() else " " for one in text)
    return "" if plain.strip() == UNAVAILABLE else " ".join(plain.split())
