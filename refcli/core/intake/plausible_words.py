"""How strange a word looks: whether its bytes were read in the right encoding.

In the wrong one a name gets signs in its middle (``Jos‚``, ``Nu–ez``, ``Mart’nez``) or capitals
(``JosŽ``); in the right one it hardly ever does.
"""

import re

ORDINARY, UNUSUAL, ODD, IMPROBABLE = 0, 1, 5, 10
MEASURES = frozenset("º°±²³·¼½¾×§©®™")  # signs of notes, wherever they stand
INSIDE = frozenset("’–—…\xa0")  # signs that can stand between two letters
OPENING, CLOSING = frozenset("‘“¿¡«•"), frozenset("’”…»")
SIGNS = MEASURES | INSIDE | OPENING | CLOSING | frozenset("€£´µ")
STRAY = frozenset("€¡£µ")  # signs that never stand between letters
RARE = frozenset("ßÐÞðþŠšŽžŒœŸÿÕÒÌÙÝÆı")  # letters of few names of the US
NO_LETTERS = frozenset("ƒªºµ")  # what Python counts among the letters
FOREIGN = re.compile(r"[^\W\d_a-zA-Z]{3}")
UNDEFINED = "\N{REPLACEMENT CHARACTER}"  # a byte that is no letter in this encoding
VOWELS = "aeiouyAEIOUY"
APOSTROPHE = re.compile(  # O’Brien, d’angelo, Kim’s, don’t, the Parks’
    r"[A-Za-z]{1,3}’[A-Z][A-Za-z]*(?:’[sS])?|[ODLodl]’[a-z]{3,}"
    r"|[A-Za-z]+’(?:[stmdSTMD]|ll|re|ve|LL|RE|VE)|[A-Za-z]*[sS]’"
)
MARKED = re.compile(r"[A-Za-z0-9]+[…™®©]|\d*µ[A-Za-z]{1,2}")  # wait…, Invisalign™, 50µg


def tells_nothing(word: str) -> bool:
    """True for a word that says nothing of its encoding: an English one, or signs alone."""
    return bool(APOSTROPHE.fullmatch(word) or MARKED.fullmatch(word)) or all(
        one in SIGNS or (one.isascii() and one.isdigit()) for one in word
    )


def oddness_of(word: str) -> int:
    """How unlikely a word is, from ORDINARY to IMPROBABLE: as unlikely as its strangest letter."""
    if APOSTROPHE.fullmatch(word):
        return ORDINARY
    if UNDEFINED in word or FOREIGN.search(word):
        return IMPROBABLE
    places = [place for place, one in enumerate(word) if not one.isascii()]
    return max((oddness_at(word, place) for place in places), default=ORDINARY)


def oddness_at(word: str, place: int) -> int:
    """How unlikely one letter is at its place in a word."""
    one, before, after = word[place], word[:place][-1:], word[place + 1 :][:1]
    if not one.isalpha() or one in NO_LETTERS:
        return oddness_of_sign(one, before, after)
    if not is_latin(one):
        return IMPROBABLE
    if one.isupper() and before.isalpha() and any(letter.islower() for letter in word):
        return IMPROBABLE if one in RARE else ODD
    if (one.islower() and after.isupper()) or of_dos(one, before, after):
        return ODD
    return UNUSUAL if one in RARE or len(word) == 1 else ORDINARY


def of_dos(one: str, before: str, after: str) -> bool:
    """Whether ß or á is more likely the other letter that an old DOS file writes so.

    One byte is ß in one encoding and á in the other: Weiß, but Hernández.
    """
    if one == "ß":
        return before not in VOWELS
    return one == "á" and before != "" and before in VOWELS and not after


def oddness_of_sign(one: str, before: str, after: str) -> int:
    """How unlikely a sign is at its place: strange between two letters, less so beside one."""
    neighbours = before.isalpha() + after.isalpha()
    if not neighbours:
        return ORDINARY if one in SIGNS else UNUSUAL
    if one not in SIGNS or (neighbours > 1 and one in STRAY):
        return IMPROBABLE
    beside = OPENING if after.isalpha() else CLOSING
    fitting = MEASURES | INSIDE | (beside if neighbours == 1 else frozenset())
    return UNUSUAL if one in fitting else ODD


def is_latin(letter: str) -> bool:
    """True for the letters of western Europe."""
    return "\xc0" <= letter <= "\u017f"
