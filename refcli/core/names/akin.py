"""Names that share a word with the typed one and no more: shown where nothing else is like it.

Amy Britten is not Max Britten, but who cannot be found may be on record under a first name that
was misheard. A word that few names have counts for more: two Brittens are rarer than two Smiths.
"""

from collections.abc import Mapping
from math import log

from refcli.core.names.keys import name_key
from refcli.core.names.likeness import KeyedNames, essential_words
from refcli.core.names.wording import is_telling

UNHEARD = 0.02  # names that hold a word which none on record holds: it is a mistake for another
LEAST_ALIKE = 0.1
STEEPNESS = 3.5  # by this power of it, half the letters count for little beside all of them
# fmt: off
TRADE = frozenset({  # what half of all places are called
    "associates", "care", "center", "centre", "clinic", "dental", "dentist", "dentistry",
    "endodontics", "family", "group", "health",
    "hospital", "medical", "medicine", "office", "oral",
    "orthodontics", "pediatric", "pediatrics", "periodontics", "practice", "smile", "smiles",
    "specialists", "street", "surgery",
})
# fmt: on


def is_generic(name: str) -> bool:
    """True for a name of nothing but words that half of all places have: family, dental group."""
    return TRADE.issuperset(name_key(name).split())


def rank_akin(wanted: str, known: KeyedNames) -> list[str]:
    """The keys that share a telling word with the wanted one, whole or misspelt; nearest first."""
    telling = [word for word in wanted.split() if is_telling(word) and word not in TRADE]
    near = [near_words(word, known) for word in telling]
    shared = {other for word in telling for other in known.slips_of(word)}
    keys = dict.fromkeys(one for word in shared for one in known.holders.get(word, ()))
    scores = {one: sum(weigh_nearest(others, one) for others in near) for one in keys}
    return sorted(keys, key=lambda one: (-scores[one], one))


def near_words(word: str, known: KeyedNames) -> dict[str, float]:
    """Each word that has letters in common with this one, with its nearness, more for a rare one.

    Of Shannon Heurr, it is Heuer who is looked for: nobody is called Heurr, and many are Shannon.
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 38 ms that few commands need
    from rapidfuzz.process import extract  # noqa: PLC0415 - as above

    holders = len(known.holders.get(word, ())) or UNHEARD
    weight = 1 + log(max(len(known.keys), 1) / holders)
    alike = OSA.normalized_similarity
    found = extract(word, known.words, scorer=alike, score_cutoff=LEAST_ALIKE, limit=None)
    return {other: weight * float(much) ** STEEPNESS for other, much, _ in found}


def weigh_nearest(near: Mapping[str, float], key: str) -> float:
    """How near the nearest word of a key is; 0 if none is."""
    return max((near.get(word, 0) for word in essential_words(key)), default=0)
