"""A name as it is compared: without case, accents, punctuation, titles and endings."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

# fmt: off
TITLES = frozenset({
    "dr", "drs", "doctor", "mr", "mrs", "ms", "miss", "mx", "prof", "professor",
})
SOLID_CREDENTIALS = frozenset({
    "aprn", "bds", "crna", "dds", "dmd", "dnp", "do", "dpm", "dpt", "facs", "fagd", "fnp", "lpn",
    "magd", "mbbs", "md", "mph", "ms", "msd", "np", "pa", "pac", "pharmd", "phd", "psyd", "rda",
    "rdh", "rn",
})
COMPANY_ENDINGS = frozenset({
    "apc", "corp", "inc", "llc", "llp", "ltd", "pc", "pllc", "pllp", "ps", "psc",
})
# fmt: on
GENERATIONS = {  # with what they say: the second of a name is mostly the son, the junior
    "sr": 1,
    "senior": 1,
    "jr": 2,
    "junior": 2,
    "ii": 2,
    "2nd": 2,
    "iii": 3,
    "3rd": 3,
    "iv": 4,
    "4th": 4,
}
SOLID_ENDINGS = SOLID_CREDENTIALS | COMPANY_ENDINGS
ENDINGS = SOLID_ENDINGS.union(
    (" ".join(letters) for letters in SOLID_ENDINGS), ("ph d", "psy d", "pharm d", "pa c")
)
LAST_WORDS = frozenset(ending.rpartition(" ")[2] for ending in ENDINGS)
MOST_ENDING_WORDS = 4
# Surnames and words too: a credential only after a comma or after two other words.
DOUBTFUL = frozenset({"do", "pa", "ms"})
MOST_WORDS_TURNED = 3  # on each side of the comma of "van der Berg, Anna"

PUNCTUATION = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum()}
    | {"'": None, "`": None, "&": " and "}
)
APOSTROPHES = "'’‘ʼ‛′"  # noqa: RUF001 - these are the ones people and word processors write
BEFORE_FOLDING = str.maketrans({"´": "'", "\ufe0e": None, "\ufe0f": None})  # noqa: RUF001
NOT_DECOMPOSED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}  # noqa: RUF001
)


LONGEST = 200  # letters of a name of a person or place
BUILT_IN_KEYS = frozenset({"unknown", "none"})


def is_reserved(name: str) -> bool:
    """True for what cannot name a new source: the two built-in ones, and a number: 12 or #12."""
    text = name.strip()
    return text.startswith("#") or text.isdecimal() or name_key(name) in BUILT_IN_KEYS


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """The name as it is compared: no case, accents, punctuation, titles or endings; as spoken.

    ``Dr. Chen, DDS``, ``Chen PLLC`` and ``chen`` are the same, ``Lopez, Maria`` and ``maria
    lopez`` too. Empty only for a name with nothing to see.
    """
    text = name.lower() if name.isascii() else fold_name(name)
    words = turn_name(text.split(",")) if "," in text else split(text)
    return " ".join(strip_titles(words)) or visible_symbols(name)


def split(text: str) -> list[str]:
    """The words of a folded text."""
    return text.translate(PUNCTUATION).split()


def turn_name(parts: Sequence[str]) -> list[str]:
    """The words of ``Park, Susan M., DDS`` as they are spoken: susan m park."""
    said = [words for part in parts if (words := split(part))]
    while len(said) > 1 and is_ending(said[-1]):
        said.pop()
    said = [strip_titles(words) for words in said]
    generation = said.pop() if len(said) > 1 and GENERATIONS.keys() >= set(said[-1]) else []
    if len(said) == 2 and all(map(of_a_person, said)):  # noqa: PLR2004  (surname, given names)
        last, given = said
        if len(given) > 1 and given[-1] in GENERATIONS:
            generation = [given.pop()]
        said = [given, last]
    return [word for words in (*said, generation) for word in words]


def is_ending(words: Sequence[str]) -> bool:
    """True for what says nothing of who is meant when it stands behind a comma: ``DDS, MS``."""
    return len(strip_titles(["a", "b", *words])) == len("ab")


def of_a_person(words: Sequence[str]) -> bool:
    """True for what can stand on one side of the comma in ``Lopez, Maria``."""
    return len(words) <= MOST_WORDS_TURNED and "and" not in words


def fold_name(name: str) -> str:
    """Lower case without accents, invisible characters and punctuation beyond ASCII."""
    decomposed = unicodedata.normalize("NFKD", name.translate(BEFORE_FOLDING))
    return "".join(map(plain_character, decomposed)).casefold().translate(NOT_DECOMPOSED)


@lru_cache(maxsize=1 << 12)
def plain_character(char: str) -> str:
    """The character itself, a space for a symbol, nothing for an accent or an apostrophe.

    Marks of combining class 0 are the vowels of Indic scripts and stay.
    """
    category = unicodedata.category(char)
    if unicodedata.combining(char) or category in {"Cf", "Me"} or char in APOSTROPHES:
        return ""
    return char if char.isascii() or category[0] in "LMN" else " "


def strip_titles(words: list[str]) -> list[str]:
    """The words without leading titles and trailing endings; at least one stays."""
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while words and words[-1] in LAST_WORDS and (size := ending_size(words)):
        words = words[:-size]
    return words


def ending_size(words: Sequence[str]) -> int:
    """How many last words spell a credential or company: 1 for DDS, 3 for D.D.S., 0 for none."""
    for size in range(min(MOST_ENDING_WORDS, len(words) - 1), 0, -1):
        ending = " ".join(words[-size:])
        if ending in ENDINGS and not (ending in DOUBTFUL and len(words) <= 2):  # noqa: PLR2004
            return size
    return 0


def visible_symbols(name: str) -> str:
    """What can be seen of a name without a letter or digit, such as an emoji."""
    visible = name.casefold().translate(BEFORE_FOLDING)
    return " ".join("".join(filter(str.isprintable, visible)).split())


def is_titled(typed: str) -> bool:
    """True for ``dr chen`` and ``Chen, Dr. Wei``: the title says that a person is meant."""
    return title_of(typed) != ""


def title_of(typed: str) -> str:
    """The first title of a name, in small letters: dr for ``Dr. Chen`` and ``Chen, Dr. Wei``."""
    parts = [words for part in typed.lower().split(",") if (words := split(part))]
    several = sum(map(len, parts)) > 1
    return next((words[0] for words in parts if several and words[0] in TITLES), "")


CLINICAL = frozenset({"dr", "drs", "doctor", "prof", "professor"})
DEGREES = SOLID_CREDENTIALS - {"ms"}  # which is mostly a title: Chen, Ms. Wei


def is_of_a_clinician(typed: str) -> bool:
    """True for ``Dr. Chen``, ``Chen, Dr. Wei``, ``Chen DDS`` and ``Wei Chen, Ph.D.``."""
    return title_of(typed) in CLINICAL or bool(find_degrees(typed))


def find_degrees(name: str) -> set[str]:
    """The degrees behind a name or a part of it: dds and md for ``Chen, D.D.S., MD``."""
    found: set[str] = set()
    for place, part in enumerate(fold_name(name).split(",")):
        words = ["a", "b"] * (place > 0) + split(part)  # behind a comma there may be no name
        while words and words[-1] in LAST_WORDS and (size := ending_size(words)):
            found.add("".join(words[-size:]))
            words = words[:-size]
    return found & DEGREES


JOINED = re.compile(r"[/&;+]|\band\b", re.IGNORECASE)  # two names, or two degrees


def names_several(typed: str) -> bool:
    """True for ``Dr. Chen, Dr. Park``, ``Drs. Lee`` and ``Kim DDS / Ito``, who may be two.

    False for ``Prof. Dr. Chen``, ``Park, MD/PhD`` and what has no title or degree.
    """
    words = ["", *split(fold_name(typed))]
    titles = [now for before, now in pairwise(words) if now in CLINICAL and before not in CLINICAL]
    several = [part for part in JOINED.split(typed) if has_name(part)]
    clinical = any(map(is_of_a_clinician, (typed, *several)))
    return len(titles) > 1 or "drs" in titles or (clinical and len(several) > 1)


def has_name(part: str) -> bool:
    """Whether anything but degrees stands there."""
    words = ["a", "b", *split(fold_name(part))]
    while words[-1] in LAST_WORDS and (size := ending_size(words)):
        words = words[:-size]
    return len(words) > 2  # noqa: PLR2004  (the two that stand for a name)


def has_other_title(typed: str, names: Sequence[str], *, patient: bool) -> bool:
    """Whether a typed title or degree speaks against somebody.

    Dr. Smith and Smith DDS are no patient, Mrs. Chen is no doctor. ``names`` are those on record;
    one with a title of the same sort settles it.
    """
    return contradicts_titles(typed, list_titles(names), patient=patient)


def list_titles(names: Iterable[str]) -> frozenset[bool]:
    """Of which sorts the titles and degrees of some names are: a clinician's, or another's."""
    known = ((is_of_a_clinician(one), one) for one in names)
    return frozenset(clinical for clinical, one in known if clinical or is_titled(one))


def contradicts_titles(typed: str, known: frozenset[bool], *, patient: bool) -> bool:
    """The same of names whose sorts of titles are known."""
    clinical = is_of_a_clinician(typed)
    if (not clinical and not is_titled(typed)) or clinical in known:
        return False
    return patient if clinical else bool(known)


def person_keys(name: str) -> list[str]:
    """The key of a name; behind it, for ``Drs. Park and Ray``, the key of each of them."""
    whole = name_key(name)
    if " and " not in whole or split(name.lower())[:1] != ["drs"]:
        return [whole]
    return [whole, *whole.split(" and ")]


def without_generation(words: list[str]) -> list[str]:
    """``susan park jr`` and ``susan park`` are compared as one."""
    return words[:-1] if len(words) > 1 and words[-1] in GENERATIONS else words


def generation_of(key: str) -> int:
    """1 for Sr., 2 for Jr. or II, and so on; 0 where a key says nothing of it."""
    _, blank, last = key.rpartition(" ")
    return GENERATIONS.get(last, 0) if blank else 0
