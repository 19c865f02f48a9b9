"""Slips in a sentence: a mistyped keyword, one that was left out, words in quotes all together."""

from collections.abc import Iterator, Sequence

from refcli.core.names.keys import CLINICAL
from refcli.core.names.nobody import built_in_meant
from refcli.core.referrals.sentence.options import SAID_OF_PATIENTS
from refcli.core.referrals.sentence.parts import (
    KEYWORDS,
    NAMES,
    READABLE,
    Readers,
    Said,
    Slot,
    find_part,
    keyword_of,
)

SLIPS = {
    Slot.FROM: "form frm fom fron frome frmo ffrom rfom fro by via",
    Slot.BOOKED: "book bookd boked bookde bokked booke scheduled sched appt appointment comes for",
    Slot.PHONE: "phne pone phon phoen ph tel telephone cell mobile call #",
    Slot.VALUE: "vale val vlaue valeu vaule worth production amount",
    Slot.ON: "received dated date",
    Slot.ALSO: "aslo alos allso",
    Slot.NOTE: "notes noet ntoe",
}
MEANT = {word: part for part, words in SLIPS.items() for word in words.split()}
BEFORE_BY = frozenset({"referred", "ref", "sent", "refd"})
DAY_WORDS = frozenset({"today", "yesterday", "tomorrow"})
MOST_WORDS = 4  # of a day, an hour or a phone number at the end of a name
FEWEST_DIGITS = 7  # of a phone number


def split_slip(one: Said, known: Readers, missing: frozenset[Slot]) -> list[Said] | None:
    """A name that holds a mistyped keyword, as two parts: maria lopez form dr chen."""
    for at, word in enumerate(one.words[1:-1], start=1):
        part = MEANT.get(word.casefold().rstrip(":."))
        after = one.words[at + 1 :]
        if part in missing and (part not in READABLE or known.fits(part, " ".join(after))):
            before = one.words[: at - (one.words[at - 1].casefold() in BEFORE_BY)]
            return [Said(one.part, before), Said(part, after)] if before else None
    return None


def split_end(one: Said, known: Readers, missing: frozenset[Slot]) -> list[Said] | None:
    """A name with a phone number, a day or an amount behind it: dr chen 206-555-0107."""
    for at in range(max(1, len(one.words) - MOST_WORDS), len(one.words)):
        end = one.words[at:]
        if part := part_of_end(" ".join(end), known, missing):
            before = one.words[:at]
            if len(before) > 1 and sorted(before[-1].casefold()) == sorted(part.value):  # bokoed
                before = before[:-1]
            return [Said(one.part, before), Said(part, end)]
    return None


def part_of_end(text: str, known: Readers, missing: frozenset[Slot]) -> Slot | None:
    """What a text is without its keyword: 12/2 9:30 is an appointment, $1450 a value."""
    digits = sum(map(str.isdigit, text))
    if digits >= FEWEST_DIGITS and Slot.PHONE in missing and known.fits(Slot.PHONE, text):
        return Slot.PHONE
    if text.startswith("$") and Slot.VALUE in missing and known.fits(Slot.VALUE, text):
        return Slot.VALUE
    if text.isdigit() or not (digits or text.casefold() in DAY_WORDS):
        return None
    days = (Slot.BOOKED, Slot.ON) if has_hour(text) else (Slot.ON, Slot.BOOKED)
    return next((one for one in days if one in missing and known.fits_surely(one, text)), None)


def has_hour(text: str) -> bool:
    """Whether an hour stands behind the day: an appointment has one."""
    return ":" in text or text.casefold().endswith(("am", "pm", "noon"))


def split_patient(one: Said) -> list[Said] | None:
    """A patient with whoever sent them: maria lopez dr chen, maria lopez walk-in."""
    words = one.text.split()
    for at in range(1, len(words)):
        end = words[at:]
        titled = len(end) > 1 and end[0].casefold().rstrip(".") in CLINICAL
        if titled or built_in_meant(" ".join(end)):
            return [Said(Slot.PATIENT, (*words[:at],)), Said(Slot.FROM, (*end,))]
    return None


def has_keyword(one: Said) -> bool:
    """Whether a keyword that stands within quotes begins a part of its own: from, not at."""
    return Slot.FROM in set(map(keyword_of, one.text.split()[1:-1]))


def loose_names(said: Sequence[Said]) -> Iterator[tuple[int, Said]]:
    """The names of which nothing was in quotes, each with its place."""
    return ((at, one) for at, one in enumerate(said) if one.part in NAMES and one.is_loose)


def missing_parts(said: Sequence[Said]) -> frozenset[Slot]:
    """The parts with a keyword that were not said."""
    return frozenset(KEYWORDS.values()) - {one.part for one in said}


def with_hour(said: Sequence[Said], one: Said, hour: str, known: Readers) -> list[Said]:
    """The sentence with the hour of a part at the day of the appointment, or at that behind ``on``.

    Empty where there is no such day, or where it has an hour.
    """
    days = [other for other in said if other is not one and other.words and not other.by_option]
    booked, on = find_part(days, Slot.BOOKED), find_part(days, Slot.ON)
    day = booked or on
    if day is None or (booked and (" at " in booked.text or has_hour(booked.text))):
        return []
    words = (*day.words, "at", hour)
    if day is on and not known.fits_surely(Slot.BOOKED, " ".join(words)):
        return []
    gone = {Slot.BOOKED, day.part, one.part}
    return [*(other for other in said if other.part not in gone), Said(Slot.BOOKED, words)]


def is_remark(words: Sequence[str]) -> bool:
    """Whether words are new patient, existing pt: a note."""
    said = [*map(str.casefold, words)]
    return said[0] in SAID_OF_PATIENTS and said[1:] in (["patient"], ["pt"])
