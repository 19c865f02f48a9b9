"""Names that share a word with the typed one and no more: shown where nothing else is like it.

Amy Britten is not Max Britten, but who cannot be found may be on record under a first name that
was misheard. A word that few names have counts for more: two Brittens are rarer than two Smiths.
"""

from collections.abc import Mapping
from math import log

from refcli.core.names.keys import name_key
from refcli.core.names.likeness import KeyedNames, essential_words
from refcli.core.names.wording import is_telling

RARITY = 0.25  # how much more a word counts for each e-fold by which it is rarer
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
    scores = {one: sum(find_nearest(others, one) for others in near) for one in keys}
    return sorted(keys, key=lambda one: (-scores[one], one))


def near_words(word: str, known: KeyedNames) -> dict[str, float]:
    """Each word that has letters in common with this one, with its nearness: 1, or more if rare."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 38 ms that few commands need
    from rapidfuzz.process import extract  # noqa: PLC0415 - as above

    alike = OSA.normalized_similarity
    near = {
        other: float(much) ** 2
        for other, much, _ in extract(word, known.words, scorer=alike, score_cutoff=0.1, limit=None)
    }
    if own := known.holders.get(word):
        near[word] = 1 + RARITY * log(len(known.keys) / len(own))
    return near


def find_nearest(near: Mapping[str, float], key: str) -> float:
    """How near the nearest word of a key is; 0 if none is."""
    return max((near.get(word, 0) for word in essential_words(key)), default=0)
