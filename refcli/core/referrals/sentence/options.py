"""What a sentence says in words of which no keyword tells: the chart, the service, with whom.

``from dr ortiz chart 77 booked 6/30`` means Dr. Ortiz and the chart 77: its line has ``--chart``.
"""

from collections.abc import Iterator, Sequence

from refcli.core.names.keys import CLINICAL, TITLES, name_key
from refcli.core.referrals.sentence.mends import Mend, replace_part
from refcli.core.referrals.sentence.parts import NAMES, OPTIONS, READABLE, Readers, Said, Slot

OPTION_OF = {
    "chart": Slot.CHART,
    "service": Slot.SERVICE,
    "for": Slot.SERVICE,  # for implant; before a day it says the appointment
    "with": Slot.PROVIDER,
    "w/": Slot.PROVIDER,
    "provider": Slot.PROVIDER,
}
COMPANY = frozenset({"with", "w/"})  # before a title one of our providers, else who comes along
NUMBERED = frozenset({"#", "no", "no.", "nr", "num", "number"})  # before a chart's number
FACTS = frozenset({"dob", "born", "age", "aged", "tooth", "teeth"})  # with figures behind them
SAID_OF_PATIENTS = frozenset({"new", "existing", "returning", "established"})


def find_options(said: Sequence[Said], known: Readers) -> Iterator[Mend]:
    """Words of a part that an option tells, or a note: dr ortiz chart 77, dr ortiz new patient."""
    for at, one in enumerate(said):
        parts = split_part(one, known) if one.part in NAMES | READABLE else []
        if parts and not known.is_known(one.text):  # asked last: the book is opened for it
            yield tell_option(said, at, parts)


def split_part(one: Said, known: Readers) -> list[Said]:
    """The part without the first words in it that belong elsewhere; empty where none do."""
    if one.part is Slot.PATIENT and len(one.words) > 2 and is_remark_ahead(one.words):  # noqa: PLR2004
        return [Said(one.part, one.words[2:], one.by_option), Said(Slot.NOTE, one.words[:2])]
    for place in range(1, len(one.words)):
        parts = (
            split_option(one, place, known)
            or split_company(one, place, known)
            or split_remark(one, place, known)
            or split_fact(one, place)
        )
        if parts:
            return parts
    return []


def tell_option(said: Sequence[Said], at: int, parts: Sequence[Said]) -> Mend:
    """The sentence in which an option, or the note, holds what it tells."""
    told = parts[1]
    how = OPTIONS[told.part or Slot.NOTE] if told.part is not Slot.NOTE else "note"
    return replace_part(f'"{told.text}" belongs behind {how}', said, at, parts)


def split_option(one: Said, place: int, known: Readers) -> list[Said]:
    """The part without the words of an option, and that; empty where there is none."""
    head, tail = one.words[:place], one.words[place + 1 :]
    part = None if is_company(one.words[place:]) else option_of(one.words[place])
    if part is Slot.CHART and len(tail) > 1 and tail[0].casefold() in NUMBERED:
        tail = tail[1:]
    if not (part and tail and is_told(one, head, part, tail, known)):
        return []
    size = 1 if part is Slot.CHART else count_value(tail)
    mine, rest = tail[:size], tail[size:]
    if rest and option_of(rest[0]):  # its turn comes next
        return [Said(one.part, (*head, *rest), one.by_option), Said(part, mine)]
    behind = [Said(Slot.NOTE, rest)] if rest else []
    return [Said(one.part, head, one.by_option), Said(part, mine), *behind]


def is_company(words: Sequence[str]) -> bool:
    """Whether words say who comes along, with mom, and not who sees them, with Dr. Ray."""
    return words[0].casefold() in COMPANY and name_key(" ".join(words[1:2])) not in TITLES


def split_company(one: Said, place: int, known: Readers) -> list[Said]:
    """The part without who comes along, which is a note; empty where nobody does.

    No patient's name holds ``with``; the name of a source may, so that it is whole before.
    """
    head, tail = one.words[:place], one.words[place + 1 :]
    if not (tail and is_company(one.words[place:])):
        return []
    if one.part is not Slot.PATIENT and not is_told(one, head, Slot.PROVIDER, tail, known):
        return []
    size = count_value(tail)
    note = Said(Slot.NOTE, (one.words[place], *tail[:size]))
    return [Said(one.part, (*head, *tail[size:]), one.by_option), note]


def option_of(word: str) -> Slot | None:
    """The part that a word may begin which no keyword does."""
    return OPTION_OF.get(word.casefold().removesuffix(":"))


def count_value(words: Sequence[str]) -> int:
    """How many words an option takes: all before the word of another one."""
    ends = range(1, len(words))
    return next((end for end in ends if option_of(words[end])), len(words))


def is_told(
    one: Said, head: Sequence[str], part: Slot, tail: Sequence[str], known: Readers
) -> bool:
    """Whether words behind the beginning of a part tell an option, and are none of its name.

    A chart has figures in its number; with is clear before a title, and all of it behind what can
    be read as it stands, or a name that is whole.
    """
    if part is Slot.CHART:
        return any(map(str.isdigit, tail[0]))
    if part is Slot.PROVIDER and name_key(tail[0]) in TITLES:
        return True
    if one.part in READABLE:
        return known.fits(one.part, " ".join(head))
    return is_whole_name(one, head, known) and not known.fits_surely(Slot.BOOKED, " ".join(tail))


def is_whole_name(one: Said, head: Sequence[str], known: Readers) -> bool:
    """Whether the beginning of a source's name is all of it: Dr. Chen, or one on record."""
    if one.part is Slot.PATIENT:
        return False
    titled = len(head) > 1 and head[0].casefold().rstrip(".") in CLINICAL
    return titled or known.means_one(" ".join(head))


def split_fact(one: Said, place: int) -> list[Said]:
    """The patient without a fact with figures behind the name: dob 1/2/1980, age 7, tooth 14."""
    word, tail = one.words[place], one.words[place + 1 :]
    told = word.casefold().strip(":#") in FACTS and any(map(str.isdigit, "".join(tail[:1])))
    if one.part is not Slot.PATIENT or not told:
        return []
    return [Said(one.part, one.words[:place], one.by_option), Said(Slot.NOTE, one.words[place:])]


def is_remark_ahead(words: Sequence[str]) -> bool:
    """Whether a name begins with new patient, which is no part of it."""
    said, what = (word.casefold() for word in words[:2])
    return said in SAID_OF_PATIENTS and what in {"patient", "pt"}


def split_remark(one: Said, place: int, known: Readers) -> list[Said]:
    """The part without ``new patient`` behind it, which is a note; empty where it is not there."""
    words = one.words[place:]
    of_patient = [*map(str.casefold, words[1:])] in (["patient"], ["pt"])
    if not of_patient or words[0].casefold() not in SAID_OF_PATIENTS:
        return []
    head = one.words[:place]
    if one.part in READABLE and not known.fits(one.part, " ".join(head)):
        return []
    return [Said(one.part, head, one.by_option), Said(Slot.NOTE, words)]
