"""Whole words of a name, and words that are only begun."""

from collections.abc import Iterable

CONNECTING = frozenset({"and", "at", "for", "in", "of", "on", "the"})


def is_telling(word: str) -> bool:
    """True for a word that can name somebody; an initial or ``of`` cannot."""
    return word not in CONNECTING and (len(word) > 1 or not word.isascii())


def all_among(words: Iterable[str], of: list[str]) -> bool:
    """True if each word stands there, as often as it was typed."""
    for word in words:
        if word not in of:
            return False
        of.remove(word)
    return True


def begins_words(words: Iterable[str], of: list[str]) -> bool:
    """True if each word, longest first, begins a word of its own.

    Taking the first that fits is enough: what a longer word leaves, a shorter one can use.
    """
    for word in words:
        taken = next((other for other in of if other.startswith(word)), None)
        if taken is None:
            return False
        of.remove(taken)
    return True
