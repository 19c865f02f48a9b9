"""How a letter greets: Dear Dr. Chen, by the name and the title that are on record.

Nobody's gender is guessed: without a title on record a letter greets by the whole name.
"""

import re

from refcli.core.names.keys import (
    CLINICAL,
    COMPANY_ENDINGS,
    find_degrees,
    fold_name,
    name_key,
    split,
    title_of,
    without_generation,
)
from refcli.core.vocabulary import Kind

# Who holds one is addressed as a doctor; of nurses, therapists and pharmacists states differ.
DOCTORATES = frozenset({"bds", "dds", "dmd", "do", "dpm", "mbbs", "md", "phd", "psyd"})
TITLES = {
    "dr": "Dr.",
    "doctor": "Dr.",
    "drs": "Drs.",
    "prof": "Prof.",
    "professor": "Prof.",
    "mr": "Mr.",
    "mrs": "Mrs.",
    "ms": "Ms.",
    "miss": "Miss",
    "mx": "Mx.",
}
# fmt: off
PARTICLES = frozenset({
    "af", "al", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la",
    "le", "san", "st", "ten", "ter", "van", "von",
})
ARTICLES = frozenset({
    "a", "an", "another", "her", "his", "my", "our", "some", "the", "their",
})
RELATIONS = frozenset({
    "aunt", "boss", "brother", "colleague", "coworker", "cousin", "dad", "daughter", "father",
    "friend", "grandma", "grandmother", "grandpa", "husband", "mom", "mother", "neighbor",
    "parent", "patient", "sister", "somebody", "someone", "son", "uncle", "wife",
})
OF_WHOM = frozenset({"at", "from", "in", "of", "who"})
# Degrees that no name is told by, as they may be names; in capitals behind one they are none.
DOCTORATES_IN_CAPITALS = frozenset({"AuD", "DC", "DVM", "OD", "VMD"})
DEGREES_IN_CAPITALS = DOCTORATES_IN_CAPITALS | {
    "APRN", "ARNP", "ATC", "CNM", "DPT", "FAGD", "LCSW", "LMHC", "LMT", "LPN", "MSPT", "NP", "OTR",
    "PA", "PT", "RDH", "RN",
}
SMALL = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the"})
# fmt: on
ASIDE = re.compile(r"\s*\([^()]*\)\s*")
LONE_MS = re.compile(r",\s*MS\.?\s*(?=,|$)", re.IGNORECASE)  # a degree, and no lady
FRIEND = "friend"  # to whom no name is on record
NAMELESS = f"Dear {FRIEND}"
TWO_NAMES = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
CONSONANTS = re.compile("[BCDFGHJKLMNPQRSTVWXZ]{2}")
AFTER_MC = re.compile(r"\bMc([a-z])")
AFTER_O = re.compile(r"\b([DO])(['’])([a-z])")  # noqa: RUF001  (as word processors write it)


def word_greeting(name: str, kind: Kind, salutation: str = "") -> str:
    """The greeting without its comma; a ``salutation`` that was typed for somebody goes before.

    >>> word_greeting("dr ben rossi", Kind.PROVIDER)
    'Dear Dr. Rossi'
    >>> word_greeting("LAKESIDE DENTAL", Kind.OFFICE)
    'Dear colleagues at Lakeside Dental'
    """
    if own := salutation.strip().rstrip(",:"):
        return own
    if kind is Kind.OFFICE:
        return f"Dear colleagues at {office_words(name)}"
    if kind not in {Kind.PROVIDER, Kind.PATIENT} and not find_title(name):
        return f"Dear team at {office_words(name)}"
    return f"Dear {address_person(name)}"


def address_person(name: str) -> str:
    """``Dr. Chen`` for Dr. Wei Chen, DDS; ``Ann Ray`` where no title is known; both of a couple."""
    name = ASIDE.sub(" ", name).strip() or name
    title = find_title(name)
    name = without_capitals_behind(name)
    if names_nobody(name):
        return FRIEND
    persons = TWO_NAMES.split(name)
    if title == "Drs.":
        return f"{title} {set_right(spoken_words(name))}"
    if len(persons) > 1 and name_key(persons[0]) in TITLES:  # Mr. & Mrs. Ray
        return name
    if len(persons) > 1 and find_title(persons[0]):
        return " and ".join(map(address_person, persons))
    if not title:
        return set_right(spoken_words(name))
    return f"{title} {set_right(find_surname(name), whole=spoken_words(name))}"


def names_nobody(name: str) -> bool:
    """True for ``her sister`` and ``a friend of Ann``; An Nguyen and Hugo Boss are somebody."""
    words = split(fold_name(name))
    if words[:1] and words[0] in ARTICLES:
        return not RELATIONS.isdisjoint(words[1:])
    return bool(words) and words[0] in RELATIONS and OF_WHOM.issuperset(words[1:2])


def without_capitals_behind(name: str) -> str:
    """A name without degrees such as OD, where they cannot be a part of it."""
    return " ".join(split_capitals(name)[0])


def split_capitals(name: str) -> tuple[list[str], list[str]]:
    """The words of a name, and the degrees behind them that are known by their capitals.

    At least two words stay, or what stands before a comma; in a name all in capitals, all do.
    """
    words, degrees = name.split(), list[str]()
    while len(words) > 1 and (last := words[-1].strip(".,").replace(".", "")) in (
        DEGREES_IN_CAPITALS
    ):
        apart = words[-2].endswith(",")
        if not apart and (len(words) == len("ab") or name == name.upper()):
            break
        degrees.append(last)
        words = [*words[:-2], words[-2].rstrip(",")]
    return words, degrees


def find_title(name: str) -> str:
    """``Dr.`` for who is called so or holds a doctorate, ``Mrs.`` for who is called so; or none."""
    said = title_of(LONE_MS.sub("", name))
    degrees = find_degrees(name) & DOCTORATES or DOCTORATES_IN_CAPITALS & {*split_capitals(name)[1]}
    if said not in CLINICAL and degrees:
        return "Dr."
    return TITLES.get(said, "")


def find_surname(name: str) -> str:
    """The surname as it is written: van der Berg, O'Hara, Müller-Lang; it may be all there is."""
    words = spoken_words(name).split()
    ahead = spoken_words(name.partition(",")[0]).split() if "," in name else []
    if ahead and len(words) > len(ahead) and words[-len(ahead) :] == ahead:
        return " ".join(ahead)
    first = len(words) - 1
    while first > 0 and words[first - 1].casefold().rstrip(".") in PARTICLES:
        first -= 1
    return " ".join(words[first:])


def spoken_words(name: str) -> str:
    """A name as it is written, without titles, degrees and Jr., in the order of its key."""
    key = without_generation(name_key(name).split())
    written = [word for word in re.split(r"[\s,]+", name) if split(fold_name(word))]
    said: list[str] = []
    while key:
        found = next((one for one in written if is_next(key, split(fold_name(one)))), None)
        if found is None:
            return " ".join([*said, *key])
        written.remove(found)
        said.append(found if len(found) <= len("St.") else found.rstrip(".;"))
        key = key[len(split(fold_name(found))) :]
    return " ".join(said) or name.strip()


def is_next(key: list[str], words: list[str]) -> bool:
    """Whether a name's key goes on with the words of one that is written: mueller-lang."""
    return key[: len(words)] == words


def set_right(words: str, *, whole: str = "") -> str:
    """A person's name in capitals and small letters, where it was typed in one of them only.

    ``whole``: the name that the words are a part of. Initials such as AJ stay in a mixed name.
    """
    name, said = whole or words, words.split()
    mixed = name not in {name.upper(), name.lower()}
    return " ".join(
        set_word_right(word, first=not place, mixed=mixed, alone=len(said) == 1)
        for place, word in enumerate(said)
    )


def set_word_right(word: str, *, first: bool, mixed: bool, alone: bool) -> str:
    """One word of a name: Rossi for rossi and ROSSI, McLean for MCLEAN; TJ stays, and der."""
    letters = "".join(filter(str.isalpha, word))
    if word.casefold() == "and" and not first:
        return "and"
    if letters.islower():
        return word if mixed and word.rstrip(".") in PARTICLES else write_capitals(word)
    if not letters.isupper() or len(letters) == 1:
        return word
    initials = len(letters) <= len("TJ") and not alone
    stays = initials and (mixed or (first and CONSONANTS.fullmatch(letters)))
    return word if stays else write_capitals(word)


def write_capitals(word: str) -> str:
    """Capitals at the beginning and behind a hyphen, Mc, O' and D'."""
    parts = (part[:1].upper() + part[1:].lower() for part in word.split("-"))
    return AFTER_O.sub(
        lambda found: found[1] + found[2] + found[3].upper(),
        AFTER_MC.sub(lambda found: "Mc" + found[1].upper(), "-".join(parts)),
    )


def office_words(name: str) -> str:
    """An office's name without LLC and the like, in capitals and small letters."""
    words = name.split()
    while len(words) > 1 and "".join(split(fold_name(words[-1]))) in COMPANY_ENDINGS:
        words.pop()
    words[-1:] = [words[-1].rstrip(",")] if words else []
    said = " ".join(words)
    if said not in {said.upper(), said.lower()} or len(said) <= len("UW"):
        return said
    return " ".join(
        word.lower()
        if place and word.lower() in SMALL
        else word
        if len(word) <= len("UW") or find_degrees(f"x, {word}")
        else write_capitals(word)
        for place, word in enumerate(words)
    )
