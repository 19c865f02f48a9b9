"""Capital letters for a name that was typed without any: maria o'neil is Maria O'Neil."""

import re

from refcli.core.names.keys import DOUBTFUL, SOLID_ENDINGS, TITLES

SMALL = frozenset(  # within a name, as they are mostly written
    {"and", "at", "da", "de", "del", "della", "der", "di", "dos", "du", "for", "in", "la", "las"}
    | {"los", "of", "on", "the", "von"}
)
WRITTEN = {"dr": "Dr.", "drs": "Drs.", "mr": "Mr.", "mrs": "Mrs.", "ms": "Ms.", "prof": "Prof."}
AS_WORDS = frozenset({"corp", "inc", "ltd"})
FEWEST_WORDS = 2  # one word alone may be written so on purpose
INITIALS = re.compile("[BCDFGHJKLMNPQRSTVWXZ]{2}")  # JT; with a vowel it is a name: BO
UPPER = (SOLID_ENDINGS - TITLES - DOUBTFUL - AS_WORDS) | {"ii", "iii", "iv"}
FIRST = re.compile(
    r"(?<![\w'’.])[^\W\d_]"  # noqa: RUF001  (of a word)
    r"|(?<=\b[do]['’])[^\W\d_](?=\w)"  # noqa: RUF001  (O'Neil, D'Angelo)
    r"|(?<=\bmc)[^\W\d_]"  # McDonald
    r"|(?<=\b[^\W\d_]\.)[^\W\d_](?=\.)"  # J.R.
)


def with_capitals(name: str) -> str:
    """The name with capitals, unless some were typed: ``dr ben rossi dds`` is Dr. Ben Rossi DDS."""
    if name != name.lower():
        return name
    words = name.split(" ")
    return " ".join(capital_word(word, first=at == 0) for at, word in enumerate(words))


def tidy_name(name: str) -> str:
    """A person's name of several words that was typed all small or all in capitals, as written.

    >>> tidy_name("ANN MCDONALD")
    'Ann McDonald'
    >>> tidy_name("JT van Dyke")
    'JT van Dyke'
    """
    words = name.split()
    if len(words) < FEWEST_WORDS or name not in {name.lower(), name.upper()}:
        return name
    spoken = with_capitals(name.lower()).split(" ")
    initials = map(INITIALS.fullmatch, name.split(" "))
    kept = zip(name.split(" "), spoken, initials, strict=True)
    return " ".join(typed if short else word for typed, word, short in kept)


def capital_word(word: str, *, first: bool) -> str:
    """One word of a name with its capitals."""
    if word in WRITTEN and first:
        return WRITTEN[word]
    bare = word.strip(".,")
    if not first and (bare in SMALL or bare in UPPER):
        return word if bare in SMALL else word.upper()
    return FIRST.sub(lambda found: found[0].upper(), word)
