"""A name as it is compared: without case, accents, punctuation, titles and credentials."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# fmt: off
TITLES = frozenset({
    "dr", "drs", "doctor", "mr", "mrs", "ms", "miss", "mx", "prof", "professor",
})
SOLID_CREDENTIALS = frozenset({
    "aprn", "bds", "crna", "dds", "dmd", "dnp", "do", "dpm", "dpt", "facs", "fagd", "fnp", "lpn",
    "magd", "mbbs", "md", "mph", "ms", "msd", "np", "pa", "pac", "pharmd", "phd", "psyd", "rda",
    "rdh", "rn",
})
# fmt: on
CREDENTIALS = SOLID_CREDENTIALS.union(
    (" ".join(letters) for letters in SOLID_CREDENTIALS), ("ph d", "psy d", "pharm d", "pa c")
)
LAST_WORDS = frozenset(credential.rpartition(" ")[2] for credential in CREDENTIALS)
MOST_CREDENTIAL_WORDS = 4
# Surnames and words too: a credential only after a comma or after two other words.
DOUBTFUL = frozenset({"do", "pa", "ms"})
AFTER_COMMA = re.compile(r",\s*(d(?=o)|p(?=a)|m(?=s))(.)(?=\W*$|\s*,)")

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


def reserved(name: str) -> bool:
    """True for what cannot name a new source: the two built-in ones, and a number such as #12."""
    return name.strip().startswith("#") or key(name) in {"unknown", "none"}


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """The name as it is compared: no case, accents, punctuation, titles or credentials.

    ``Dr. Chen, DDS`` and ``chen`` are the same. Empty only for a name with nothing to see.
    """
    text = name.lower() if name.isascii() else folded(name)
    if "," in text:
        text = AFTER_COMMA.sub(r" \1 \2", text)
    return " ".join(bare(text.translate(PUNCTUATION).split())) or symbols(name)


def folded(name: str) -> str:
    """Lower case without accents, invisible characters and punctuation beyond ASCII."""
    decomposed = unicodedata.normalize("NFKD", name.translate(BEFORE_FOLDING))
    return "".join(map(plain, decomposed)).casefold().translate(NOT_DECOMPOSED)


@lru_cache(maxsize=1 << 12)
def plain(char: str) -> str:
    """The character itself, a space for a symbol, nothing for an accent or an apostrophe.

    Marks of combining class 0 are the vowels of Indic scripts and stay.
    """
    category = unicodedata.category(char)
    if unicodedata.combining(char) or category in {"Cf", "Me"} or char in APOSTROPHES:
        return ""
    return char if char.isascii() or category[0] in "LMN" else " "


def bare(words: list[str]) -> list[str]:
    """The words without leading titles and trailing credentials; at least one stays."""
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while size := credential_size(words):
        words = words[:-size]
    return words


def credential_size(words: Sequence[str]) -> int:
    """How many last words spell a credential: 1 for DDS, 3 for D.D.S., 0 for none."""
    if not words or words[-1] not in LAST_WORDS:
        return 0
    for size in range(min(MOST_CREDENTIAL_WORDS, len(words) - 1), 0, -1):
        ending = " ".join(words[-size:])
        if ending in CREDENTIALS and not (ending in DOUBTFUL and len(words) <= 2):  # noqa: PLR2004
            return size
    return 0


def symbols(name: str) -> str:
    """What can be seen of a name without a letter or digit, such as an emoji."""
    visible = name.casefold().translate(BEFORE_FOLDING)
    return " ".join("".join(filter(str.isprintable, visible)).split())


def titled(typed: str) -> bool:
    """True for a name such as ``dr chen``: its title says that a person is meant."""
    words = typed.lower().translate(PUNCTUATION).split()
    return len(words) > 1 and words[0] in TITLES
